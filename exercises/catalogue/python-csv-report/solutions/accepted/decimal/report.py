import csv
import re
import sys
from decimal import Decimal

AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")


def main():
    rows = csv.DictReader(sys.stdin)
    if not {"category", "amount"} <= set(rows.fieldnames or []):
        sys.exit("report.py: no column category, or none named amount")
    totals, skipped = {}, 0
    for row in rows:
        if AMOUNT.fullmatch(row["amount"] or ""):
            category = row["category"]
            totals[category] = totals.get(category, 0) + Decimal(row["amount"])
        else:
            skipped += 1
    for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        print(f"{category}: {total:.2f}")
    print(f"total: {sum(totals.values()):.2f}")
    if skipped:
        print(f"skipped: {skipped}")


main()
