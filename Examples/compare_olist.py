#!/usr/bin/env python3
"""Compares the product's own reports with expected tables, without tolerance.

usage: compare_olist.py --tripod PROGRAM --store STORE EXPECTED_DIR

Runs `PROGRAM report NAME --store STORE --csv` for each report and compares columns and rows as text. Prints one line a table
and ends with 1 on any difference. The last line lets the ledgers take part: revenue and output VAT of the general ledger must
equal what the shipped order lines earn, tax included. Standard library only.
"""
import argparse
import csv
import io
import os
import subprocess
import sys

TABLES = [
    ("orders-by-status", "by_status.csv"),
    ("orders-by-month", "by_month.csv"),
    ("orders-by-month-status", "by_month_status.csv"),
    ("orders-by-area", "by_state.csv"),
    ("revenue-by-delivery-month", "revenue_by_delivery_month.csv"),
    ("payments-by-means", "payments_by_type.csv"),
    ("by-seller", "by_seller.csv"),
    ("by-item", "by_product.csv"),
    ("payment-differences", "order_vs_payment_differences.csv"),
]


def rows_of(text):
    return [row for row in csv.reader(io.StringIO(text)) if row]


def report(program, store, name):
    command = program.split() + ["report", name, "--store", store, "--csv"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return rows_of(done.stdout.lstrip("\ufeff"))


def first_difference(ours, expected):
    for number, (left, right) in enumerate(zip(ours, expected), start=1):
        if left != right:
            return f"row {number}: ours {','.join(left)} | expected {','.join(right)}"
    longer = ours if len(ours) > len(expected) else expected
    side = "ours" if longer is ours else "expected"
    return f"only in {side}: {','.join(longer[min(len(ours), len(expected))])}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tripod", default="tripod", help="the program (may hold arguments)")
    parser.add_argument("--store", required=True)
    parser.add_argument("expected", help="directory of the expected tables")
    arguments = parser.parse_args()
    bad = 0
    for name, file in TABLES:
        with open(os.path.join(arguments.expected, file), encoding="utf-8", newline="") as handle:
            expected = rows_of(handle.read())
        ours = report(arguments.tripod, arguments.store, name)
        # The order of rows is no part of a table; its header is.
        same = ours[:1] == expected[:1] and sorted(ours[1:]) == sorted(expected[1:])
        if same:
            print(f"equal      {name:28} {len(expected) - 1:6} rows")
        else:
            bad += 1
            left = ours[:1] + sorted(ours[1:])
            right = expected[:1] + sorted(expected[1:])
            print(f"DIFFERENT  {name:28} {len(ours) - 1} rows, {len(expected) - 1} expected; {first_difference(left, right)}")
    ledger = report(arguments.tripod, arguments.store, "ledger-agreement")
    for book, shipped, revenue, vat, difference in ledger[1:]:
        agrees = difference == "0.00"
        bad += not agrees
        word = "equal     " if agrees else "DIFFERENT "
        print(f"{word} {'general ledger of ' + book:28} revenue {revenue} + VAT {vat} = shipped {shipped}, difference {difference}")
    if len(ledger) < 2:
        bad += 1
        print("DIFFERENT  the general ledger has no book")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
