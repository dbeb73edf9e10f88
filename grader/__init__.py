"""Exercise + tree + sandbox -> Report.

turn_in (host only) -> build -> harness -> seal -> each testcase: judge -> classify -> compare -> scoring -> Report
"""
