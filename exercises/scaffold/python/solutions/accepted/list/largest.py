import sys

numbers = [int(word) for word in sys.stdin.read().split()]
if numbers:
    print(max(numbers))
else:
    print("none")
