print("is it 50?", flush=True)
print(input())
