"""check.py INPUT ANSWER FEEDBACK < OUTPUT: two numbers of the input that make its sum, or none where ANSWER has none."""

import sys
from collections import Counter
from pathlib import Path
from typing import NoReturn

MOST_BYTES = 1000


def end(code: int, to_student: str) -> NoReturn:
    Path(sys.argv[3], "teammessage.txt").write_text(to_student)
    sys.exit(code)


wanted, _, *numbers = map(int, Path(sys.argv[1]).read_text().split())
words = sys.stdin.buffer.read(MOST_BYTES).split()
solvable = Path(sys.argv[2]).read_text().split() != ["none"]
if words == [b"none"]:
    end(43, "there are two such numbers") if solvable else end(42, "")
if len(words) != 2 or not all(word.removeprefix(b"-").isdigit() and len(word) < 20 for word in words):
    end(43, "that is neither two numbers nor none")
pair = [int(word) for word in words]
if Counter(pair) - Counter(numbers):
    end(43, "those are not two of the numbers given")
end(42, "") if sum(pair) == wanted else end(43, f"those two make {sum(pair)}")
