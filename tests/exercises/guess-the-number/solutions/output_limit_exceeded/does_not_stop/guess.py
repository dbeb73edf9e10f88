low, high = 1, 100
while True:
    guess = (low + high) // 2
    print(guess, flush=True)
    answer = input()
    if answer == "right":
        break
    if answer == "higher":
        low = guess + 1
    else:
        high = guess - 1
while True:
    print("I won!" * 1000, flush=True)
