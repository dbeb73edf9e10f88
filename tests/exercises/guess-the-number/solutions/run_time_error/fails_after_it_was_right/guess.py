low, high = 1, 100
while True:
    guess = (low + high) // 2
    print(guess, flush=True)
    answer = input()
    if answer == "right":
        raise SystemExit(3)
    if answer == "higher":
        low = guess + 1
    else:
        high = guess - 1
