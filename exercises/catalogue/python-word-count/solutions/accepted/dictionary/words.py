import sys

text = sys.stdin.read()
counts = {}
word = ""
for character in text + " ":
    if character.isalpha():
        word += character
    elif word:
        counts[word.lower()] = counts.get(word.lower(), 0) + 1
        word = ""

words = sorted(counts)
words.sort(key=counts.get, reverse=True)
for word in words[: int(sys.argv[1])]:
    print(f"{counts[word]} {word}")
