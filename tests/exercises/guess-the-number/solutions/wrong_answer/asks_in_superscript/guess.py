print("\u00b2", flush=True)
print(input())
