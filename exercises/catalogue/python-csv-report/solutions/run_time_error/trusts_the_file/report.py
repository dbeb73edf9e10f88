import csv
import sys
from collections import Counter
from decimal import Decimal

rows = csv.DictReader(sys.stdin)
totals = Counter()
for row in rows:
    totals[row["category"]] += Decimal(row["amount"])
for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
    print(f"{category}: {total:.2f}")
print(f"total: {sum(totals.values()):.2f}")
