"""Train the screen: which windows of an article the encoder is to see. usage: python screen.py --casie DIR --corpus DIR --screen DIR --vocab FILE

Two steps, both in models/screen/README.md: beginnings of words that every article with an event holds, then a linear
scorer over hashed words and pairs of words. Prints its recall and what it lets through; takes half a minute.
"""
import argparse
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from event_model import corpus
from event_model.text import Reader

BUCKETS = 1 << 16
RECALL = 0.995          # of event sentences on dev
ARTICLES = 2            # a word or pair counts that stands in so many training articles
EPOCHS, RATE, BATCH, SHRINK, SQUARE = 10, 0.01, 256, 3e-5, 3e-5
FREE, OWN, UNSURE = 15, 5, 0.5   # weights: incident-free articles, own articles, sentences without gold in CASIE
SHORTEST, LONGEST = 4, 8        # letters of a beginning
COVER = 2                       # beginnings that an article with events is to hold


@dataclass
class Window:
    article: str
    own: str            # its text
    title: str
    sentences: list     # (features, tells an event, weight)


def bucket(words):
    value = 0x811C9DC5
    for byte in words.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (value ^ value >> 16) % BUCKETS


def features(words):
    """Buckets of the words and of the pairs of neighbours; digits are alike."""
    plain = [re.sub("[0-9]", "0", w.lower()) for w in words]
    return {bucket(w) for w in plain} | {bucket(a + " " + b) for a, b in zip(plain, plain[1:])}


def windows(reader, documents, weight=1):
    out = []
    for d in documents:
        for window in reader.windows(d.title, d.text):
            groups = defaultdict(list)
            for w in window.words:
                groups[w.sentence].append(w)
            sentences = []
            for words in groups.values():
                start, end = words[0].start, words[-1].end
                tells = any(e["start"] < end and e["end"] > start for e in d.events)
                own = weight if tells or not d.partial else weight * UNSURE
                sentences.append((features([d.text[w.start:w.end] for w in words]), tells, own))
            own_text = d.text[window.words[0].start:window.words[-1].end]
            out.append(Window(d.id, own_text, d.title, sentences))
    return out


def letters(text, sizes=range(SHORTEST, LONGEST + 1)):
    """Every beginning of every word of `text`."""
    return {x[:n] for x in re.findall(r"[a-z]+", text.lower()) for n in sizes if n <= len(x)}


def beginnings(documents, free):
    """Few beginnings of trigger and role words, of which every article with events holds several, and others few."""
    common, count, telling = defaultdict(int), defaultdict(int), []
    for d in free:
        for x in letters(d.title + " " + d.text):
            common[x] += 1
    for d in documents:
        spans = [s for e in d.events for s in (e, *e["arguments"])]
        words = letters(" ".join(d.text[s["start"]:s["end"]] for s in spans))
        for x in words:
            count[x] += 1
        telling.append([words, COVER])
    chosen, telling = [], [t for t in telling if t[0]]
    while telling:
        gain = defaultdict(int)
        for words, _ in telling:
            for x in words:
                gain[x] += 1
        best = max(gain, key=lambda x: (gain[x] * count[x] / (1 + 200 * common[x] / len(free)) ** 2, x))
        chosen.append(best)
        for t in telling:
            if best in t[0]:
                t[0] = {x for x in t[0] if not x.startswith(best) and not best.startswith(x)}
                t[1] -= 1
        telling = [t for t in telling if t[0] and t[1]]
    return sorted(x for x in chosen if not any(x != y and x.startswith(y) for y in chosen))


def fit(train):
    """Weights that are never negative: a word can speak for an event, none against it.

    With negative ones, a window about anything passed: what is unknown weighed as much as what is harmless.
    """
    torch.manual_seed(1)
    seen = defaultdict(set)
    for w in train:
        for found, _, _ in w.sentences:
            for f in found:
                seen[f].add(w.article)
    known = {f for f, articles in seen.items() if len(articles) >= ARTICLES}
    rows = [(sorted(found & known), tells, own) for w in train for found, tells, own in w.sentences]
    gold, own = (torch.tensor([float(r[k]) for r in rows]) for k in (1, 2))
    table = torch.nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    torch.nn.init.constant_(table.weight, 0.01)
    bias = torch.nn.Parameter(torch.tensor(-2.0))
    optimise = torch.optim.Adam([table.weight, bias], lr=RATE)
    for _ in range(EPOCHS):
        for k in torch.randperm(len(rows)).split(BATCH):
            found = [rows[i][0] for i in k.tolist()]
            starts = torch.tensor(np.cumsum([0] + [len(f) for f in found])[:-1])
            logits = table(torch.tensor([x for f in found for x in f]), starts)[:, 0] + bias
            loss = (F.binary_cross_entropy_with_logits(logits, gold[k], reduction="none") * own[k]).mean()
            loss = loss + SQUARE * (table.weight ** 2).sum() + SHRINK * table.weight.abs().sum()
            optimise.zero_grad()
            loss.backward()
            optimise.step()
            with torch.no_grad():
                table.weight.clamp_(min=0)
    weights = table.weight.detach().numpy()[:, 0]
    weights[[f for f in range(BUCKETS) if f not in known]] = 0
    scale = float(weights.max()) / 127
    return np.round(weights / scale).astype(np.int8), scale


class Screen:
    def __init__(self, starts, weights, scale, threshold=0):
        self.starts = re.compile(r"(?<![a-z])(?:" + "|".join(starts) + ")")
        self.weights, self.scale, self.threshold = weights.astype(np.int64), scale, threshold

    def score(self, w):
        return max(int(self.weights[sorted(s[0])].sum()) for s in w.sentences)

    def speaks(self, w):
        return bool(self.starts.search((w.title + " " + w.own).lower()))

    def passes(self, w):
        return self.speaks(w) and self.score(w) >= self.threshold


def threshold(screen, parts):
    """The score that keeps the recall in every part."""
    scores = [sorted(screen.score(w) for w in part for s in w.sentences if s[1]) for part in parts]
    return min(s[int(len(s) * (1 - RECALL))] for s in scores)


def figures(screen, part):
    passed = [screen.passes(w) for w in part]
    events = [(p, s) for p, w in zip(passed, part) for s in w.sentences if s[1]]
    recall = f"{100 * sum(p for p, _ in events) / len(events):.2f} % of {len(events)}" if events else "-"
    speaks = {w.article for w in part if screen.speaks(w)}
    return f"articles that speak {len(speaks)} of {len({w.article for w in part})}; event sentences seen {recall}; windows seen {100 * sum(passed) / len(part):.1f} % of {len(part)}"


def joined(documents, count=3):
    """Articles of usual length."""
    groups = [documents[k:k + count] for k in range(0, len(documents) - count + 1, count)]
    return [corpus.Document(g[0].id, g[0].title, "\n\n".join(d.text for d in g), []) for g in groups]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("casie", "corpus", "screen", "vocab"):
        ap.add_argument("--" + name, required=True)
    args = ap.parse_args()
    torch.set_num_threads(1)
    reader, own, out = Reader(args.vocab), Path(args.corpus), Path(args.screen)
    texts = {p: corpus.casie(Path(args.casie) / f"{p}.jsonl") for p in ("train", "dev")}
    free_texts = {p: corpus.inline(out / f"incident-free-{p}.txt") for p in ("train", "test")}
    casie = {p: windows(reader, t) for p, t in texts.items()}
    free = {p: windows(reader, t, FREE) for p, t in free_texts.items()}
    parts = {p: windows(reader, corpus.folder(own / p), OWN) for p in ("train", "dev", "test")}
    train = casie["train"] + parts["train"] + free["train"]
    starts = beginnings(texts["train"] + corpus.folder(own / "train"), free_texts["train"])
    weights, scale = fit(train)
    screen = Screen(starts, weights, scale)
    screen.threshold = threshold(screen, (casie["dev"], parts["dev"]))
    (out / "words.txt").write_text("\n".join(starts) + "\n", encoding="utf-8")
    (out / "weights.i8").write_bytes(weights.tobytes())
    files = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in ("words.txt", "weights.i8")}
    contract = {"format": 1, "threshold": screen.threshold, "scale": round(scale, 6), "sha256": files}
    (out / "screen.json").write_text(json.dumps(contract, indent=1) + "\n", encoding="utf-8")
    print(f"{len(starts)} beginnings, {int((weights > 0).sum())} weights, threshold {screen.threshold}")
    for name, part in (("CASIE dev", casie["dev"]), ("own dev", parts["dev"]), ("own test", parts["test"]),
                       ("incident-free train", free["train"]), ("incident-free test", free["test"]),
                       ("incident-free test, three articles as one", windows(reader, joined(free_texts["test"])))):
        print(f"{name}: {figures(screen, part)}")


if __name__ == "__main__":
    main()
