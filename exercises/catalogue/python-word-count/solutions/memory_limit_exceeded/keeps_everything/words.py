import sys

text = sys.stdin.read() or " "
beginnings = []
while True:
    beginnings.append(text * 1000)
