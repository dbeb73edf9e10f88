import sys

print(50)
print(sys.stdin.readline())
