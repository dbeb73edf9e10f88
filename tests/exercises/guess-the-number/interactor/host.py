"""host.py INPUT ANSWER FEEDBACK [QUESTIONS]: INPUT holds the number, from 1 to 100."""

import sys
from pathlib import Path
from typing import NoReturn


def end(code: int, to_student: str, to_staff: str = "") -> NoReturn:
    (feedback / "teammessage.txt").write_text(to_student)
    (feedback / "judgemessage.txt").write_text(to_staff or to_student)
    sys.exit(code)


secret = int(Path(sys.argv[1]).read_text())
feedback = Path(sys.argv[3])
most = int(sys.argv[4]) if len(sys.argv) > 4 else 20
for asked, line in enumerate(sys.stdin.buffer, 1):
    if not (len(line) < 10 and line.strip().isdigit()):
        end(43, f"question {asked} is no number")
    guess = int(line)
    if guess != secret and asked == most:
        end(43, f"not found in {most} questions", f"it was {secret}")
    try:
        print("right" if guess == secret else "higher" if guess < secret else "lower", flush=True)
    except BrokenPipeError:
        end(43, "nobody listens")
    if guess == secret:
        end(42, "")
end(43, "it ended before it had found the number", f"it was {secret}")
