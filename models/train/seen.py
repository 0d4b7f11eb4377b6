"""What the event model's encoder sees at mentions, weighed beside their signs: linear layers over its states.

For every candidate the mean of the states at its mentions, the most of each number, the state of the first mention, the mean of
the whole article, and the means of the words before and behind its mentions (`States::seen` in src/model/states.rs). A layer is learned for each question of choosers.py and each class
of judges.py on top of what the signs score, by weights of other articles: loss as there, L2, L-BFGS, no chance in it.
"""
import hashlib
import sys
from pathlib import Path

import numpy as np
import torch

from event_model.predict import batches, pad
from event_model.text import Reader
from signs import Product

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = 24        # as in src/model/states.rs
AROUND = 8          # likewise
WIDTH = 384
BATCH = 16
LITTLE = 0.2        # by how much less the loss, a sum over all cases, is no longer better
SHRINK = 600.0      # half of this times the sum of the squares of the weights, of numbers in standard deviations, is added to the loss
PARTS = ("mean", "most", "first", "whole", "before", "behind")


def headline(text):
    """The first line, where a blank line follows it (src/article.rs)."""
    lines = [line.strip() for line in text.lstrip().splitlines()]
    return lines[0] if len(lines) > 2 and not lines[1] and any(lines[2:]) else ""


class Encoder:
    def __init__(self):
        import onnxruntime
        self.reader = Reader(ROOT / "models/event/vocab.txt")
        self.session = onnxruntime.InferenceSession(ROOT / "models/event/encoder.onnx", providers=["CPUExecutionProvider"])

    def read(self, texts):
        """Per text its words, as code points `[words, 2]`, and their states `[words, WIDTH]`."""
        windows = [(at, w) for at, text in enumerate(texts) for w in self.reader.windows(headline(text), text)[:WINDOWS]]
        found = [None] * len(windows)
        done = 0
        for part in batches([window for _, window in windows], BATCH):
            ids, mask, features = pad([windows[at][1] for at in part])
            states, = self.session.run(["states"], {"input_ids": ids, "attention_mask": mask, "features": features})
            for row, at in enumerate(part):
                found[at] = states[row][windows[at][1].first].astype(np.float16)
            done += len(part)
            print(f"\rread {done} of {len(windows)} windows", end="", file=sys.stderr)
        out = [([], []) for _ in texts]
        for (at, window), states in zip(windows, found):
            out[at][0].extend((word.start, word.end) for word in window.words)
            out[at][1].append(states)
        return [(np.array(words, np.int32).reshape(-1, 2), np.concatenate([*states, np.zeros((0, WIDTH), np.float16)]))
                for words, states in out]


def read(articles, kept=None):
    """Gives every article its words, in bytes, and their states; takes them from the file `kept`, and adds what it lacks."""
    names = [hashlib.sha256(a.text.encode()).hexdigest() for a in articles]
    have = dict(np.load(kept)) if kept and kept.exists() else {}
    lacking = [at for at, name in enumerate(names) if f"{name}.words" not in have]
    if lacking:
        for at, (words, states) in zip(lacking, Encoder().read([articles[at].text for at in lacking])):
            have[f"{names[at]}.words"], have[f"{names[at]}.states"] = words, states
        if kept:
            np.savez(kept, **have)
    for article, name in zip(articles, names):
        bytes_before = np.concatenate([[0], np.cumsum([len(c.encode()) for c in article.text])])
        article.words = bytes_before[have[f"{name}.words"]]
        article.states = have[f"{name}.states"].astype(np.float32)
        article.whole = mean(article.states)


def keep(articles, folder):
    """Writes for each article what the program reads instead of encoding it (`States::kept` in src/model/states.rs)."""
    for at, article in enumerate(articles):
        article.kept = folder / f"{at}.states"
        with article.kept.open("wb") as file:
            for table in (np.array([len(article.words)], "<u4"), article.words.astype("<u4"), article.states.astype("<f4")):
                file.write(table.tobytes())


def mean(states):
    return states.mean(0) if len(states) else np.zeros(WIDTH, np.float32)


def seen(article, spans):
    states, before, behind = [], [], []
    for start, end in spans:
        first, last = np.searchsorted(article.words[:, 1], start, "right"), np.searchsorted(article.words[:, 0], end, "left")
        if first < last:
            states.append(mean(article.states[first:last]))
            before.append(mean(article.states[max(0, first - AROUND):first]))
            behind.append(mean(article.states[last:last + AROUND]))
    most = np.max(states, 0) if states else mean(states)
    return np.concatenate([mean(np.array(states)), most, mean(np.array(states[:1])), article.whole, mean(np.array(before)), mean(np.array(behind))])


def minimize(parameters, loss):
    """By L-BFGS, ten steps at a time, until these no longer bring anything, or for 150."""
    optimizer = torch.optim.LBFGS(parameters, max_iter=10, line_search_fn="strong_wolfe")

    def step():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value

    before = float("inf")
    for _ in range(15):
        now = float(optimizer.step(step))   # the loss before these steps
        if before - now < LITTLE:
            return
        before = now


class Layers:
    """Layers of some classes: scores and what is seen in, scores out."""
    def __init__(self, classes, table):
        self.classes = classes
        self.mean, self.deviation = table.mean(0), table.std(0) + 1e-6
        self.weights = torch.zeros(len(PARTS) * WIDTH, classes, requires_grad=True)
        self.scale, self.bias = torch.ones(classes, requires_grad=True), torch.zeros(classes, requires_grad=True)
        self.parameters = [self.weights, self.scale, self.bias]

    def standard(self, table):
        return torch.tensor((table - self.mean) / self.deviation)

    def __call__(self, scores, table):
        # tableᵀ slope of a few columns takes twenty times as long on some CPUs.
        return scores * self.scale + Product.apply(self.weights, table, lambda slope: (slope.T @ table).T) + self.bias

    def penalty(self):
        return SHRINK / 2 * (self.weights ** 2).sum()

    def columns(self):
        """Scale, bias and weights of each class for what is seen as it is."""
        weights = (self.weights.detach().numpy().T / self.deviation)
        bias = self.bias.detach().numpy() - weights @ self.mean
        return [[scale, shift, *row] for scale, shift, row in zip(self.scale.detach().numpy(), bias, weights)]


def tabled(rows):
    return np.array(rows, np.float32).reshape(-1, len(PARTS) * WIDTH)


class Choice:
    """Candidates of which at most one group is right: (article with its candidates' scores, what is seen at each, which are right)."""
    def __init__(self, cases):
        self.table = tabled([row for _, rows, _ in cases for row in rows])
        self.scores = torch.tensor([[s] for scores, _, _ in cases for s in scores], dtype=torch.float32).reshape(-1, 1)
        self.group = torch.tensor([at for at, (scores, _, _) in enumerate(cases) for _ in scores], dtype=torch.long)
        self.right = torch.tensor([r for _, _, right in cases for r in right], dtype=torch.bool)
        self.none = torch.tensor([not any(right) for _, _, right in cases])
        self.sizes = [len(scores) for scores, _, _ in cases]

    def total(self, scores, where, zero):
        """The logarithm of the sum of the exponentials of each group, with 0 for none of them where `zero`."""
        count = len(self.sizes)
        rest = torch.where(zero, torch.zeros(count), torch.full((count,), -torch.inf))
        most = rest.scatter_reduce(0, self.group[where], scores[where].detach(), "amax")
        sums = (rest - most).exp().scatter_add(0, self.group[where], (scores[where] - most[self.group[where]]).exp())
        return most + sums.log()

    def learn(self):
        layers = Layers(1, self.table)
        table = layers.standard(self.table)

        def loss():
            scores = layers(self.scores, table)[:, 0]
            everything = torch.ones(len(self.sizes), dtype=torch.bool)
            value = self.total(scores, self.right | ~self.right, everything) - self.total(scores, self.right, self.none)
            return value.sum() + layers.penalty()

        minimize(layers.parameters, loss)
        return layers

    def best(self, layers):
        """The likeliest candidate of each case, or None."""
        scores = layers(self.scores, layers.standard(self.table))[:, 0].detach()
        chosen = []
        for own in scores.split(self.sizes):
            at = int(own.argmax()) if len(own) else None
            chosen.append(at if at is not None and own[at] > 0 else None)
        return chosen


class Cases:
    """Cases that are of one class or of none, or of each class or not: (scores, what is seen, classes)."""
    def __init__(self, cases, classes, many):
        self.classes, self.many = classes, many
        self.table = tabled([row for _, row, _ in cases])
        self.scores = torch.tensor([scores for scores, _, _ in cases], dtype=torch.float32).reshape(-1, len(classes))
        answers = [answer for _, _, answer in cases]
        if many:
            self.gold = torch.tensor([[float(c in answer) for c in classes] for answer in answers]).reshape(-1, len(classes))
        else:
            self.gold = torch.tensor([classes.index(answer) + 1 if answer else 0 for answer in answers], dtype=torch.long)

    def learn(self):
        layers = Layers(len(self.classes), self.table)
        table = layers.standard(self.table)

        def loss():
            scores = layers(self.scores, table)
            if self.many:
                value = torch.nn.functional.binary_cross_entropy_with_logits(scores, self.gold, reduction="sum")
            else:
                scores = torch.cat([torch.zeros(len(scores), 1), scores], 1)
                value = torch.nn.functional.cross_entropy(scores, self.gold, reduction="sum")
            return value + layers.penalty()

        minimize(layers.parameters, loss)
        return layers

    def judged(self, layers):
        """Of each case the class that scores most and more than 0, or the set of those that do."""
        out = []
        for own in layers(self.scores, layers.standard(self.table)).detach():
            if self.many:
                out.append({c for c, score in zip(self.classes, own) if score > 0})
            else:
                out.append(self.classes[int(own.argmax())] if own.max() > 0 else "")
        return out


def write(columns, out):
    """`{layer: column}` as a table."""
    numbers = [f"{part} {at}" for part in PARTS for at in range(WIDTH)]
    rows = ["\t".join([name, *(f"{value:.4g}" for value in row)])
            for name, row in zip(["scale", "bias", *numbers], zip(*columns.values(), strict=True), strict=True)]
    head = ["# what the encoder sees, its weight for each question and class; made by models/train/choosers.py", "\t".join(["", *columns])]
    (out / "states.tsv").write_text("\n".join([*head, *rows]) + "\n")
