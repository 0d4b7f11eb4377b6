#!/usr/bin/env bash
# Opens the pages of `extract report` and `extract check --html` in a headless Chromium: clicks, keys, filters, contrast
# and other accessibility rules (axe), no request, no error, no sideways scrolling, at phone and desktop width, in light
# and dark. Screenshots lie in tests/browser/out afterwards.
#
#   tests/browser/run.sh             all of it; needs chromium and npm (Debian: apt install chromium npm)
#   tests/browser/run.sh --large     also a check page of 1,000 articles, with its size and times
#   tests/browser/run.sh --shots     also the pictures of the documentation, into docs/img
#   EXTRACT=target/debug/extract tests/browser/run.sh       another build of the program
set -euo pipefail
cd "$(dirname "$0")/../.."

here=tests/browser
out=$here/out
browser=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$browser" ] || { echo "no chromium; install it (Debian: apt install chromium) or name it in CHROMIUM" >&2; exit 2; }
if [ -z "${EXTRACT:-}" ]; then
    cargo build --release --quiet --bin extract
    EXTRACT=target/release/extract
fi
[ -d $here/node_modules ] || npm ci --prefix $here --no-audit --no-fund --silent

rm -rf $out
mkdir -p $out
few=(un-panel-report orbanta-weekly ronin-fbi-lazarus drosselhahn-negotiation harbor-pines-dental-notice obituary-cryptographer)
node $here/articles.mjs "${few[@]}" > $out/few.jsonl
"$EXTRACT" report fixtures/un-panel-report/article.txt --published 2019-03-11 --html $out/one.html
"$EXTRACT" report $out/few.jsonl --html $out/many.html

# A check that fell below its floor (exit 1) still writes its page.
check() { "$EXTRACT" check "$@" || [ $? -eq 1 ]; }
folders=("${few[@]/#/fixtures/}")
check "${folders[@]}" --undated --format json > $out/undated.json
check "${folders[@]}" --without weekday --save-baseline $out/without-weekday.json > $out/check.txt
check "${folders[@]}" --html $out/check.html --trend $out/undated.json --baseline $out/without-weekday.json >> $out/check.txt

extra=()
if [ "${1:-}" = --shots ]; then
    mkdir -p docs/img
    extra=(--shots docs/img)
fi
if [ "${1:-}" = --large ]; then
    for copy in $(seq 1 13); do
        for folder in fixtures/*/; do
            name=$(basename "$folder")
            [ "$name" = blind ] && continue
            mkdir -p "$out/large/$name-$copy"
            cp "$folder"/article.txt "$folder"/gold.json "$out/large/$name-$copy/"
        done
    done
    check $out/large --html $out/large.html > $out/large.txt
    extra=(--large large.html)
fi
CHROMIUM=$browser node $here/pages.mjs "${extra[@]}"
