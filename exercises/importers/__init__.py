"""Exercises that others wrote, in their formats, as folders of ours.

a source's folder --its importer--> ImportPlan: files, what was carried over, what wasn't and why --write--> exercise
"""
