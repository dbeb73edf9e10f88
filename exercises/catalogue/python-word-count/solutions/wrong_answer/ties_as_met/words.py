import re
import sys
from collections import Counter

counts = Counter(word.lower() for word in re.findall(r"[^\W\d_]+", sys.stdin.read()))
for word, count in counts.most_common(int(sys.argv[1])):
    print(count, word)
