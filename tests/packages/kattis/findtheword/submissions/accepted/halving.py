from halves import middle

low, high = ord("a"), ord("z")
while low <= high:
    guess = middle(low, high)
    print(chr(guess), flush=True)
    answer = input()
    if answer == "right":
        break
    low, high = (guess + 1, high) if answer == "higher" else (low, guess - 1)
