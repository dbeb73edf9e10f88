import csv
import re
import sys
from collections import defaultdict


def cents(text):
    """Raises ValueError where `text` is no amount."""
    match = re.fullmatch(r"(-?[0-9]+)(?:\.([0-9]{1,2}))?", text)
    if not match:
        raise ValueError(text)
    whole, part = match.groups(default="")
    return int(whole + part.ljust(2, "0"))


def as_money(amount):
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"


def main():
    header, *rows = list(csv.reader(sys.stdin)) or [[]]
    try:
        category_at, amount_at = header.index("category"), header.index("amount")
    except ValueError as missing:
        sys.exit(f"report.py: no such column: {missing}")

    totals = defaultdict(int)
    skipped = 0
    for row in filter(None, rows):
        try:
            amount = cents(row[amount_at])
        except (ValueError, IndexError):
            skipped += 1
        else:
            totals[row[category_at]] += amount

    for category in sorted(totals, key=lambda name: (-totals[name], name)):
        print(f"{category}: {as_money(totals[category])}")
    print("total:", as_money(sum(totals.values())))
    if skipped:
        print("skipped:", skipped)


main()
