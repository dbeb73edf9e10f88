import csv
import sys

for row in csv.DictReader(sys.stdin):
    print(f"{row["category"]}: {row["amount"]}")
