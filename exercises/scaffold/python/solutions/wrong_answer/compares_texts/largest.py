import sys

words = sys.stdin.read().split()
print(max(words) if words else "none")
