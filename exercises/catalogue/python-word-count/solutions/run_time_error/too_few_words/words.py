import re
import sys
from collections import Counter

counts = Counter(word.lower() for word in re.findall(r"[^\W\d_]+", sys.stdin.read()))
words = sorted(counts, key=lambda word: (-counts[word], word))
for i in range(int(sys.argv[1])):
    print(counts[words[i]], words[i])
