"""Grades sums.py: two tests that a student sees, and one that is hidden and worth nothing."""

import json
import traceback

SECRET = [10**20, 1, -(10**20)]


def tried(name, points, expected, *arguments, **more):
    try:
        from sums import add

        right, output = add(*arguments) == expected, f"add{arguments} should be {expected}"
    except Exception:
        right, output = False, traceback.format_exc()
    return {"name": name, "score": points if right else 0, "max_score": points, "output": output, **more}


tests = [
    tried("adds two", 4, 3, 1, 2, number="1"),
    tried("adds many", 6, 6, 1, 2, 3, number="2"),
    tried("is exact", 0, 1, *SECRET, visibility="hidden"),
]
with open("/autograder/results/results.json", "w") as results:
    json.dump({"tests": tests, "stdout_visibility": "hidden"}, results)
print("the secret is", SECRET)
