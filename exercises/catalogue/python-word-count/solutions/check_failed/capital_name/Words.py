import sys
from collections import Counter
from itertools import groupby


def main() -> None:
    wanted = int(sys.argv[1])
    groups = groupby(sys.stdin.read(), str.isalpha)
    counts = Counter("".join(letters).lower() for is_word, letters in groups if is_word)
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:wanted]:
        print(count, word)


main()
