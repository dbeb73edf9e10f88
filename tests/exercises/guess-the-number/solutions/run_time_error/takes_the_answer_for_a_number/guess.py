print(50, flush=True)
print(int(input()))
