import sys
print("z", flush=True)
if input() != "right":
    sys.exit(0)
