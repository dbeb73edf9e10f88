import re
import sys

words = [word.lower() for word in re.findall(r"[^\W\d_]+", sys.stdin.read())]
counts = {word: words.count(word) for word in words}
for word in sorted(counts, key=lambda word: (-counts[word], word))[: int(sys.argv[1])]:
    print(counts[word], word)
