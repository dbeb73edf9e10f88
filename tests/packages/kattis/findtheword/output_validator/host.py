"""Which letter does the word begin with? `{{most}}` questions at most, of which each is answered by higher or lower."""
import sys
from pathlib import Path

letter = Path(sys.argv[1]).read_text()[0]
notes = Path(sys.argv[3], "judgemessage.txt")
for number, line in enumerate(sys.stdin, 1):
    asked = line.strip()
    if number > {{most}} or len(asked) != 1:
        notes.write_text(f"question {number} is one too many, or no letter")
        sys.exit(43)
    if asked == letter:
        print("right", flush=True)
        sys.exit(42)
    print("higher" if asked < letter else "lower", flush=True)
notes.write_text("it gave up")
sys.exit(43)
