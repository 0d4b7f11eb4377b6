"""Teachers of other folds, students that learn from them, means of students; the best on dev is OUT/best.pt.

usage: python distil.py --casie DIR --corpus DIR --weights DIR --out DIR [--device cuda --jobs 12]

Each teacher leaves out a quarter of the training articles and writes soft labels for them (event_model/teaching.py). Each
student is the shipped network. Students begin with the same heads and read the articles in different orders, so that the
mean of their weights is a network too (model soup, Wortsman et al. 2022).
"""
import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch

HERE = Path(__file__).parent
FOLDS = 4
TEACHERS = [["--encoder", "gte-small", "--seed", "1"], ["--encoder", "gte-small", "--seed", "2"],
            ["--encoder", "mpnet", "--seed", "3", "--rate", "6e-5"]]
BATCH = ["--batch", "24", "--rate", "1.2e-4", "--head-rate", "5e-4"]
STUDENTS = {
    "gold": BATCH,
    "half": [*BATCH, "--share", "0.5", "--order-seed", "2"],
    "half-again": [*BATCH, "--share", "0.5", "--order-seed", "3"],
    "most": [*BATCH, "--share", "0.7", "--order-seed", "4"],
    "most-again": [*BATCH, "--share", "0.7", "--order-seed", "5"],
    "small-batch": ["--share", "0.5", "--order-seed", "6"],
    "own-once": [*BATCH, "--share", "0.5", "--order-seed", "7", "--own-weight", "1"],
    "all-soft": [*BATCH, "--share", "0.9", "--order-seed", "8"],
}
SOUPS = {"soup-half": ["half", "half-again"], "soup-most": ["most", "most-again"],
         "soup-all": [n for n in STUDENTS if n != "gold"]}


def command():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("casie", "corpus", "weights", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--jobs", type=int, default=1, help="networks that train side by side")
    ap.add_argument("--threads", type=int, default=2, help="of each")
    ap.add_argument("--teacher-minutes", type=float, help="each teacher's time, instead of its epochs")
    ap.add_argument("--student-minutes", type=float)
    return ap.parse_args()


def mean(paths, out):
    """A checkpoint whose weights are the mean of those of the others."""
    saved = [torch.load(p, map_location="cpu", weights_only=True) for p in paths]
    parts = {part: {n: torch.stack([s[part][n].float() for s in saved]).mean(0) for n in saved[0][part]}
             for part in ("events", "arguments")}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({**parts, "epoch": 0}, out / "best.pt")


def main():
    args = command()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    common = [sys.executable, str(HERE / "train.py"), "--casie", args.casie, "--corpus", args.corpus, "--weights", args.weights,
              "--device", args.device, "--threads", str(args.threads), "--evaluate-every", "1000"]
    began = time.time()

    def run(job):
        name, options = job
        with open(out / f"{name}.log", "w") as log:
            done = subprocess.run([*common, *options, "--out", str(out / name)], stdout=log, stderr=subprocess.STDOUT)
        print(f"{time.time() - began:5.0f}s {name}: " + ("done" if done.returncode == 0 else f"failed, see {log.name}"), flush=True)
        return done.returncode == 0

    def together(jobs):
        with ThreadPoolExecutor(args.jobs) as pool:
            if not all(list(pool.map(run, jobs))):
                raise SystemExit("distil.py: a run failed")

    def length(minutes, epochs, decay):
        return ["--epochs", "1000", "--minutes", str(minutes)] if minutes else ["--epochs", str(epochs), "--decay", str(decay)]

    folds = [(f"teacher-{n}-{k}", [*t, "--fold", f"{k}/{FOLDS}", "--own-weight", "1", *length(args.teacher_minutes, 9, 6)])
             for n, t in enumerate(TEACHERS) for k in range(1, FOLDS + 1)]
    together(folds)
    soft = ["--soft", *(str(out / name / "soft.pt") for name, _ in folds)]
    together([(name, [*options, *(soft if "--share" in options else []), *length(args.student_minutes, 12, 8)])
              for name, options in STUDENTS.items()])
    for name, parts in SOUPS.items():
        mean([out / p / "best.pt" for p in parts], out / name)
    together([(name, ["--evaluate", str(out / name / "best.pt")]) for name in SOUPS])
    figures = {name: json.loads((out / name / "best.json").read_text()) for name in [*STUDENTS, *SOUPS]}
    for name, f in figures.items():
        print(f"{name:12} total {f['total']:.1f}", *(f"{part}: {f['lines'][part]}" for part in ("casie", "own")), sep="\n  ")
    best = max(figures, key=lambda n: figures[n]["total"])
    print(f"best: {best}")
    (out / "best.pt").write_bytes((out / best / "best.pt").read_bytes())


main()
