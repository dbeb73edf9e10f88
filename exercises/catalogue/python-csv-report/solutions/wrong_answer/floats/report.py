import csv
import sys

rows = csv.DictReader(sys.stdin)
if "category" not in (rows.fieldnames or []) or "amount" not in rows.fieldnames:
    sys.exit("report.py: a column is missing")
totals = {}
skipped = 0
for row in rows:
    try:
        totals[row["category"]] = totals.get(row["category"], 0) + float(row["amount"])
    except (ValueError, TypeError):
        skipped += 1
for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
    print(f"{category}: {total:.2f}")
print(f"total: {sum(totals.values()):.2f}")
if skipped:
    print(f"skipped: {skipped}")
