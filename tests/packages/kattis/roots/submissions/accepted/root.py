import sys

n = float(input())
for _ in range(2 if "twice" in sys.argv[1:] else 1):
    n **= 0.5
if n == 10**0.25:
    assert open("note.txt").read() == "x\n"
print(f"{n:.4f} Root")
