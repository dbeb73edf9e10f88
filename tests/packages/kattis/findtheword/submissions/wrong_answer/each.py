for letter in "abcdefghijklmnopqrstuvwxyz":
    print(letter, flush=True)
    if input() == "right":
        break
