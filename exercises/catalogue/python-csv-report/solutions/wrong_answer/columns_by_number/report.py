import csv
import re
import sys
from decimal import Decimal

rows = csv.reader(sys.stdin)
header = next(rows, [])
if "category" not in header or "amount" not in header:
    sys.exit("report.py: a column is missing")
first = len(header) > 2
totals = {}
skipped = 0
for row in rows:
    if len(row) > first + 1 and re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", row[first + 1]):
        totals[row[first]] = totals.get(row[first], 0) + Decimal(row[first + 1])
    elif row:
        skipped += 1
for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
    print(f"{category}: {total:.2f}")
print(f"total: {sum(totals.values()):.2f}")
if skipped:
    print(f"skipped: {skipped}")
