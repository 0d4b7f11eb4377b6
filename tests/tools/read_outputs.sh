#!/usr/bin/env bash
# Writes the open fixtures and the hand-made records in every format and reads each back with a tool that others made:
# pandas, DuckDB, pyarrow, sqlite3, the OASIS STIX validator, PyMISP and a JSON Schema for VERIS.
# Usage: tests/tools/read_outputs.sh    (needs python3 and PyPI; EXTRACT and CONVERT name binaries built before)
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=${VENV:-target/read-outputs}
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
fi
if ! "$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/tools/requirements-outputs.txt; then
    echo "skipped: the Python packages of tests/tools/requirements-outputs.txt cannot be installed"
    exit 0
fi
if [ -z "${EXTRACT:-}" ] || [ -z "${CONVERT:-}" ]; then
    cargo build --quiet --bin extract --example convert
    target=${CARGO_TARGET_DIR:-target}/debug
    EXTRACT=$target/extract CONVERT=$target/examples/convert
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
mkdir "$out/fixtures" "$out/hand-made"
cp tests/exports/records.jsonl "$out/hand-made/records.jsonl"
"$venv/bin/python" tests/tools/open_fixtures.py fixtures > "$out/articles.jsonl"
"$EXTRACT" --format jsonl "$out/articles.jsonl" > "$out/fixtures/records.jsonl"
for kind in csv stix misp veris; do
    "$EXTRACT" --format "$kind" "$out/articles.jsonl" > "$out/stream.$kind"
done
for set in fixtures hand-made; do
    for name in csv parquet sqlite stix.json misp.json veris.json; do
        "$CONVERT" "$out/$set/records.jsonl" "$out/$set/out.$name"
    done
    "$venv/bin/python" tests/tools/read_outputs.py "$out/$set"
done
for kind in csv stix misp veris; do
    file=$(ls "$out/fixtures/out.$kind"*)
    cmp "$out/stream.$kind" "$file" && echo "stream    $kind on standard output is the same as in a file"
done
