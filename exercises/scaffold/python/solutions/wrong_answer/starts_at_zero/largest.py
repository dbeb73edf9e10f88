import sys

words = sys.stdin.read().split()
largest = 0
for word in words:
    largest = max(largest, int(word))
print(largest if words else "none")
