"""What is checked besides the testcases. Each check makes a CheckReport; `plan.py` says which run, and when."""
