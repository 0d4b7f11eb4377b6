"""Reads a folder that holds the same records in every format, and compares what other tools find with the JSON Lines.

python read_outputs.py FOLDER    (records.jsonl, out.csv, out.parquet, out.sqlite, out.stix.json, out.misp.json, …)
"""

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet

import read_exchange

ROLES = ["stolen", "ransom_demanded", "ransom_paid", "damage", "fine", "recovered", "reward"]


def main(folder):
    with open(folder / "records.jsonl", encoding="utf-8") as lines:
        records = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    print(f"{folder.name}: {len(records)} articles, {len(incidents(records))} incidents")
    read_csv(records, folder / "out.csv")
    read_parquet(records, folder / "out.parquet")
    read_sqlite(records, folder / "out.sqlite")
    read_exchange.stix(records, folder / "out.stix.json")
    read_exchange.misp(records, folder / "out.misp.json")
    read_exchange.veris(records, folder / "out.veris.json")


def incidents(records):
    return [(record, incident) for record in records for incident in record["incidents"]]


def first_sums(records):
    """Of the flat columns: the first sum of each role, added up by currency."""
    sums = defaultdict(Decimal)
    for _, incident in incidents(records):
        for role in ROLES:
            first = next((amount for amount in incident["amounts"] if amount["role"] == role), {})
            if "value" in first:
                sums[role, first["currency"]] += first["value"]
    return dict(sums)


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def said(tool, what):
    print(f"  {tool:<18} {what}")


def disarmed(text):
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def read_csv(records, path):
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    rows = incidents(records)
    same("rows in csv", len(table), len(rows))
    for (record, incident), row in zip(rows, table.to_dict("records")):
        same("title", row["title"], disarmed(record["article"].get("title", "")))
        same("types", row["types"], ";".join(incident["types"]))
        same("victim", row["victim"], disarmed(incident["victims"][0]["name"]) if incident["victims"] else "")
        same("earliest", row["earliest"], (incident["time"] or {}).get("earliest", ""))
        same("confidence", Decimal(row["confidence"]), incident["confidence"])
    sums = defaultdict(Decimal)
    for row in table.to_dict("records"):
        for role in ROLES:
            if row[f"{role}_value"]:
                sums[role, row[f"{role}_currency"]] += Decimal(row[f"{role}_value"])
    same("sums in csv", dict(sums), first_sums(records))
    count = duckdb.sql(f"SELECT count(*), count(DISTINCT incident_id) FROM read_csv('{path}', header = true)").fetchall()[0]
    same("rows in csv by duckdb", count, (len(rows), len({incident["id"] for _, incident in rows})))
    said("pandas, duckdb", f"csv: {len(table)} rows, {len(table.columns)} columns, {len(sums)} sums by role and currency")


def read_parquet(records, path):
    rows = incidents(records)
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')").fetchall())
    for column, kind in {
        "published": "DATE", "earliest": "DATE", "year": "BIGINT", "types": "VARCHAR[]", "victims": "VARCHAR[]",
        "stolen_value": "DECIMAL(38,4)", "stolen_quantity": "DECIMAL(38,8)", "confidence": "DOUBLE",
    }.items():
        same(f"type of {column}", types[column], kind)
    same("rows in parquet", duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0], len(rows))
    sums = {}
    for role in ROLES:
        query = f"SELECT {role}_currency, sum({role}_value) FROM '{path}' WHERE {role}_value IS NOT NULL GROUP BY ALL"
        sums |= {(role, currency): value for currency, value in duckdb.sql(query).fetchall()}
    same("sums in parquet", sums, first_sums(records))
    nested = duckdb.sql(f"SELECT a.role, count(*) FROM '{path}', unnest(amounts) t(a) GROUP BY ALL").fetchall()
    same("amounts", dict(nested), Counter(amount["role"] for _, incident in rows for amount in incident["amounts"]))
    words = duckdb.sql(f"SELECT t.text FROM '{path}', unnest(evidence) u(t)").fetchall()
    spans = [span["text"] for _, incident in rows for span in evidence(incident)]
    same("evidence", sorted(text for (text,) in words), sorted(spans))
    frame = pandas.read_parquet(path)
    same("rows in pandas", list(frame["incident_id"]), [incident["id"] for _, incident in rows])
    same("lists in pandas", [list(types) for types in frame["types"]], [incident["types"] for _, incident in rows])
    metadata = pyarrow.parquet.read_metadata(path)
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            same("statistics", metadata.row_group(group).column(column).is_stats_set, True)
    said("duckdb, pandas", f"parquet: {len(frame)} rows, {len(types)} columns, {len(words)} quotes, statistics in each group")


def evidence(value):
    """Every span inside a value."""
    if isinstance(value, dict):
        if "span" in value:
            yield value["span"]
        value = [inner for key, inner in value.items() if key != "span"]
    if isinstance(value, list):
        for inner in value:
            yield from evidence(inner)


def read_sqlite(records, path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = incidents(records)
    same("integrity", db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
    same("foreign keys", db.execute("PRAGMA foreign_key_check").fetchall(), [])
    count = lambda table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    same("articles", count("article"), len(records))
    for table, lists in {
        "incident_type": ["types"], "party": ["victims", "attackers"], "attribution": ["attribution"],
        "amount": ["amounts"], "affected": ["affected"], "data": ["data"], "method": ["methods"],
        "vulnerability": ["vulnerabilities"], "reported_by": ["reported_by"],
    }.items():
        same(table, count(table), sum(len(incident.get(name, [])) for _, incident in rows for name in lists))
    same("parts", count("incident WHERE part_of IS NOT NULL"), sum("part_of" in incident for _, incident in rows))
    same("warnings", count("warning"), sum(len(record["warnings"]) for record in records))
    found = Counter(db.execute("SELECT start_offset, end_offset, text FROM evidence"))
    spans = [*(span for record in records for span in evidence(record["warnings"]))]
    spans += [span for _, incident in rows for span in evidence(incident)]
    same("evidence", found, Counter((int(span["start"]), int(span["end"]), span["text"]) for span in spans))
    values = db.execute("SELECT role, currency, value, value_real FROM amount WHERE value IS NOT NULL").fetchall()
    told = [(a["role"], a["currency"], a["value"]) for _, i in rows for a in i["amounts"] if "value" in a]
    same("values", sorted((role, currency, Decimal(value)) for role, currency, value, _ in values), sorted(told))
    same("floats", all(abs(float(value) - real) <= 1e-9 * abs(real) for _, _, value, real in values), True)
    said("sqlite3", f"sqlite: {count('incident')} incidents, {count('amount')} amounts, {count('evidence')} quotes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
