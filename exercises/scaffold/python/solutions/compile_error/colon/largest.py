import sys

if sys.stdin.read()
    print("none")
