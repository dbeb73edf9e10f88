import re
import sys
from decimal import Decimal

header, *rows = sys.stdin.read().splitlines() or [""]
names = header.split(",")
if "category" not in names or "amount" not in names:
    sys.exit("report.py: a column is missing")
totals = {}
skipped = 0
for row in rows:
    fields = dict(zip(names, row.split(","), strict=False))
    amount = fields.get("amount", "")
    if re.fullmatch(r"-?[0-9]+(\.[0-9][0-9]?)?", amount):
        totals.setdefault(fields["category"], []).append(Decimal(amount))
    elif row:
        skipped += 1
sums = {category: sum(amounts) for category, amounts in totals.items()}
for category in sorted(sums, key=lambda name: (-sums[name], name)):
    print(f"{category}: {sums[category]:.2f}")
print(f"total: {sum(sums.values()):.2f}")
if skipped:
    print(f"skipped: {skipped}")
