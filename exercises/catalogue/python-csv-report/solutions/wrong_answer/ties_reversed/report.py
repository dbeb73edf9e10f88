import csv
import re
import sys
from decimal import Decimal

rows = csv.DictReader(sys.stdin)
if "category" not in (rows.fieldnames or []) or "amount" not in rows.fieldnames:
    sys.exit("report.py: a column is missing")
totals = {}
skipped = 0
for row in rows:
    if re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", row["amount"] or ""):
        totals[row["category"]] = totals.get(row["category"], 0) + Decimal(row["amount"])
    else:
        skipped += 1
for total, category in sorted(((total, category) for category, total in totals.items()), reverse=True):
    print(f"{category}: {total:.2f}")
print(f"total: {sum(totals.values()):.2f}")
if skipped:
    print(f"skipped: {skipped}")
