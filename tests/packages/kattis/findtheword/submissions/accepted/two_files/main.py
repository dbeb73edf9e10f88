from words import tell

for letter in tell():
    print(letter, flush=True)
    if input() == "right":
        break
