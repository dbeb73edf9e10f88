import sys

if len(sys.argv) > 1:
    sys.exit(1)
print(float(input()) ** 0.5, "root")
