"""A seeded company as command lines for `tripod play`, and what must be found of them in its store afterwards."""

import json
import os
import random
import sqlite3
import subprocess

ACTOR = {"name": "耐久", "position": "test", "device": "power"}
START = 1_772_524_800  # 2026-03-03 16:00 in China


def luhn(body):
    """The digit that makes `body` followed by it valid (ISO/IEC 7812-1)."""
    total, doubled = 0, True
    while body:
        digit = body % 10 * (2 if doubled else 1)
        total += digit - 9 if digit > 9 else digit
        doubled, body = not doubled, body // 10
    return -total % 10


def with_check_digit(body):
    return str(body * 10 + luhn(body))


def moment(second):
    import datetime

    return datetime.datetime.fromtimestamp(START + second, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Stream:
    """`count` commands after the company's records. Each has the external key under which it must be found: `keys[line]`."""

    def __init__(self, seed, count):
        self.lines, self.keys = [], []
        self.random = random.Random(seed)
        self.items = [with_check_digit(1001 * 10**11 + n) for n in range(12)]
        self.supplier = with_check_digit(100_000_007)
        self.records()
        self.open_orders, self.number = [], 0
        while len(self.lines) < count:
            getattr(self, self.random.choices(["order", "issue", "receipt", "cancel", "again"], [50, 30, 10, 5, 5])[0])()
        self.add({"sealVouchers": {"book": "HJ", "through": 20260331}}, ("seal", "2026-03"))

    def add(self, body, key=None, **more):
        self.second = getattr(self, "second", 0) + 7
        command = {"actor": ACTOR, "at": moment(self.second), **body, **more}
        if key and key[0] not in ("", None) and not key[0].startswith(("shop:", "master:")):
            command["external"] = {"source": key[0], "key": key[1], "version": "1"}
        self.lines.append(json.dumps(command, ensure_ascii=False))
        self.keys.append(key)

    def record(self, kind, code, body):
        self.add({"masterRecord": body}, (f"master:{kind}", code))

    def records(self):
        self.record(1, "HJ", {"book": {"code": "HJ", "name": "禾居"}})
        for code in ("GZ", "WH"):
            self.record(2, code, {"warehouse": {"code": code, "name": code, "book": "HJ"}})
        self.record(6, self.supplier, {"supplier": {"code": self.supplier, "name": "供应商"}})
        for code in ("TM", "JD"):
            sources = [{"warehouse": "GZ", "priority": "1"}, {"warehouse": "WH", "priority": "2"}]
            self.record(3, code, {"shop": {"code": code, "name": code, "channel": code, "book": "HJ", "sources": sources}})
        for index, item in enumerate(self.items):
            self.record(4, item, {"item": {"code": item, "name": f"商品{index}", "rates": [{"from": 20190401, "rate": 1300}]}})
            for shop in ("TM", "JD"):
                body = {"channelItem": {"shop": shop, "merchantCode": f"M{index}", "target": item}}
                self.record(8, f"{shop}/M{index}", body)
        for warehouse in ("GZ", "WH"):
            lines = [
                {"line": str(n + 1), "item": item, "pieces": "40", "amountFen": "12345"} for n, item in enumerate(self.items)
            ]
            stock = {"warehouse": warehouse, "day": 20260301, "lines": lines}
            self.add({"openingStock": stock}, ("opening", warehouse))

    def order(self):
        self.number += 1
        shop, name = self.random.choice(("TM", "JD")), f"T{self.number:06}"
        lines = [
            {
                "lineId": f"{name}-{n}", "merchantCode": f"M{self.random.randrange(len(self.items))}",
                "pieces": str(self.random.randint(1, 4)), "amountFen": str(self.random.randint(100, 99999)),
            }
            for n in range(self.random.randint(1, 3))
        ]
        placed = moment(getattr(self, "second", 0))
        body = {"channelOrder": {"shop": shop, "externalId": name, "payment": "PAID", "placedAt": placed, "lines": lines}}
        buyer = self.random.randrange(200)
        recipient = {"buyer": f"b-{buyer}", "name": "某人", "telephone": f"1910000{buyer:04}", "address": "某地"}
        self.add(body, (f"shop:{shop}", name), recipient=recipient)
        self.open_orders.append((shop, name))

    def issue(self):
        if self.open_orders:
            shop, name = self.open_orders.pop(self.random.randrange(len(self.open_orders)))
            for warehouse in ("GZ", "WH"):
                report = {"shop": shop, "externalId": name, "warehouse": warehouse, "happenedAt": moment(self.second)}
                self.add({"salesIssue": report}, ("pda", f"{name}-{warehouse}"))

    def receipt(self):
        item = self.random.choice(self.items)
        line = {"line": "1", "item": item, "pieces": str(self.random.randint(5, 60)), "amountFen": "54321"}
        body = {"warehouse": "GZ", "supplier": self.supplier, "happenedAt": moment(self.second), "lines": [line]}
        self.add({"purchaseReceipt": body}, ("receipt", f"R{len(self.lines)}"))

    def cancel(self):
        if self.open_orders:
            shop, name = self.random.choice(self.open_orders)
            body = {"shop": shop, "externalId": name, "reason": "不要了"}
            self.add({"cancellation": body}, ("cancel", f"{name}-{len(self.lines)}"))

    def again(self):
        """The same line once more: a duplicate."""
        index = self.random.randrange(len(self.lines))
        self.lines.append(self.lines[index])
        self.keys.append(self.keys[index])

    def write(self, path, first=0):
        """Writes the lines from `first` on."""
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.lines[first:]) + "\n")


class SQLiteStore:
    def __init__(self, path):
        self.path, self.name = path, path

    def query(self, sql):
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def erase(self):
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(self.path + suffix):
                os.remove(self.path + suffix)

    def faults(self):
        """What the engine's own verifier says."""
        found = self.query("PRAGMA integrity_check")
        return [] if found == [("ok",)] else [f"integrity_check: {found[:3]}"]


class PostgresStore:
    def __init__(self, address, schema):
        self.address, self.schema = address, schema
        self.name = f"{address}#{schema}"

    def psql(self, sql):
        command = ["psql", self.address, "-X", "-q", "-At", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", sql]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def query(self, sql):
        rows = self.psql(f'SET search_path = "{self.schema}"; {sql}').splitlines()
        return [tuple(int(value) if value.lstrip("-").isdigit() else value for value in row.split("\x1f")) for row in rows]

    def erase(self):
        self.psql(f'DROP SCHEMA IF EXISTS "{self.schema}" CASCADE')

    def faults(self):
        return []


ACCEPTED, DUPLICATE, STALE, HELD, REFUSED, FAILED = range(1, 7)


def verify(tripod, store, stream, acknowledged, keys):
    """The faults of a store after a stop: answered commands that are missing, anything there twice, checks that do not pass.

    `acknowledged` are (line index, outcome) pairs."""
    faults = store.faults()
    held = {(str(source), str(key)) for source, key in store.query("SELECT source, external_key FROM external_key")}
    for index, outcome in acknowledged:
        if outcome == FAILED:
            faults.append(f"line {index + 1} failed")
        key = stream.keys[index]
        if outcome in (ACCEPTED, DUPLICATE, HELD) and key and (key[0], key[1]) not in held:
            faults.append(f"line {index + 1} was answered {outcome} and is not there: {key}")
    for what, sql in {
        "an order is there twice": "SELECT shop, external_id FROM sales_order GROUP BY shop, external_id HAVING COUNT(*) > 1",
        "a key's document does not exist": "SELECT source, external_key FROM external_key WHERE document > (SELECT position FROM head)",
        "a receipt's document is there twice or not at all": (
            "SELECT COUNT(*) - (SELECT COUNT(*) FROM external_key WHERE source = 'receipt') FROM log WHERE kind = 11 "
            "HAVING COUNT(*) <> (SELECT COUNT(*) FROM external_key WHERE source = 'receipt')"
        ),
        "an issue's document is there twice or not at all": (
            "SELECT COUNT(*) FROM log WHERE kind = 23 HAVING COUNT(*) <> (SELECT COUNT(*) FROM external_key WHERE source = 'pda')"
        ),
        "the log has gaps": "SELECT COUNT(*) FROM log HAVING COUNT(*) <> (SELECT position FROM head)",
        "the audit trail has gaps": "SELECT COUNT(*) FROM command HAVING COUNT(*) <> (SELECT command FROM head)",
    }.items():
        found = store.query(sql)
        if found:
            faults.append(f"{what}: {found[:3]}")
    check = subprocess.run([tripod, "check", "--store", store.name, "--keys", keys], capture_output=True, text=True)
    if check.returncode != 0:
        faults.append(f"check ended with {check.returncode}:\n{check.stdout[-3000:]}{check.stderr[-1000:]}")
    return faults
