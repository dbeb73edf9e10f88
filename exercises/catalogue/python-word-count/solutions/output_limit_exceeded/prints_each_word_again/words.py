import sys

words = sys.stdin.read().split()
while words:
    print(1, words[0])
