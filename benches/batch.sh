#!/usr/bin/env bash
# Rate, memory and scaling of `extract batch`: benches/batch.sh [ARTICLES, default 100000] [FORMATS, default "jsonl"]
# Needs GNU time. Prints one line per run; the ratio of two threads to one wants a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
articles=${1:-100000}
formats=${2:-jsonl}
extract=${EXTRACT:-target/release/extract}
make=${MAKE_ARTICLES:-target/release/examples/make_articles}
[ -x "$extract" ] && [ -x "$make" ] || cargo build --release --bin extract --example make_articles
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$make" "$articles" >"$work/articles.jsonl"
printf '%s articles, %s bytes, %s cores\n' "$articles" "$(stat -c %s "$work/articles.jsonl")" "$(nproc)"

# run NAME INPUT OPTIONS…: seconds, cores in use, peak memory, bytes written, and the program's own rates.
run() {
    local name=$1 input=$2
    shift 2
    /usr/bin/time -f '%e %P %M' -o "$work/time" "$extract" batch "$input" --overwrite "$@" 2>"$work/said" || true
    read -r seconds cores peak < <(tail -1 "$work/time")
    printf '%-26s %8.1f s  %5s CPU  %6d MiB peak  %11d bytes  %s\n' "$name" "$seconds" "$cores" $((peak / 1024)) \
        "$(stat -c %s "${*: -1}")" "$(sed -n 's/.*seconds; //p' "$work/said")"
}

for format in $formats; do
    for threads in 1 2; do
        run "$format, $threads threads" "$work/articles.jsonl" --threads "$threads" --out "$work/out.$threads.$format"
        eval "took_$threads=\$(cut -d' ' -f1 '$work/time' | tail -1)"
    done
    # shellcheck disable=SC2154
    awk -v one="$took_1" -v two="$took_2" 'BEGIN { printf "%-26s %8.2f\n", "two threads to one", one / two }'
done

# Twice the articles must not take more memory.
head -n $((articles / 2)) "$work/articles.jsonl" >"$work/half.jsonl"
run "half of them" "$work/half.jsonl" --out "$work/half.out.jsonl"

# What is not extraction: the same run on one thread with everything known already, all else being done.
cpu() { /usr/bin/time -f '%U %S' -o "$work/time" "$@" 2>/dev/null || true; awk 'END { print $1 + $2 }' "$work/time"; }
all=$(cpu "$extract" batch "$work/half.jsonl" --incremental --threads 1 --out "$work/known.jsonl")
rest=$(cpu "$extract" batch "$work/half.jsonl" --incremental --threads 1 --out "$work/known.jsonl")
awk -v all="$all" -v rest="$rest" \
    'BEGIN { printf "%-26s %8.1f %% of %.1f s of CPU\n", "not spent in extraction", 100 * rest / all, all }'
