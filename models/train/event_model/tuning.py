"""Choose the biases of the O tags, the link threshold and the confidence curve on dev."""
import copy
import json
import math

import numpy as np

from . import score
from .labels import OWN_TYPES, ROLE_TAGS, TRIGGER_TAGS, TYPES
from .link_training import linker
from .predict import Options, assemble, encode, read, role_logits, triggers

CASIE_TYPES = set(TYPES) - OWN_TYPES


class Dev:
    """Dev articles, encoded once, decoded many times."""
    def __init__(self, backend, reader, documents):
        self.backend, self.documents = backend, documents
        self.windows = read(reader, documents)
        self.encoded = encode(backend, self.windows)
        self.cache = {}

    def shifted(self, bias):
        """The same articles as a trigger head would read them whose own types have so much more bias."""
        columns = [k for k, tag in enumerate(TRIGGER_TAGS) if tag[2:] in OWN_TYPES]
        other = copy.copy(self)
        other.encoded, other.cache = [], {}
        for states, tags, realis in self.encoded:
            tags = tags.copy()
            tags[:, columns] += bias
            other.encoded.append((states, tags, realis))
        return other

    def roles(self, found):
        key = json.dumps(found)
        if key not in self.cache:
            self.cache[key] = role_logits(self.backend, self.windows, self.encoded, found)
        return self.cache[key]

    def decode(self, options, with_roles=True, **keywords):
        found = triggers(self.backend, self.encoded, options)
        logits = self.roles(found) if with_roles else [[(0, np.zeros((1, len(ROLE_TAGS))), np.zeros((1, 1)))] * len(f) for f in found]
        return assemble(self.documents, self.windows, self.encoded, found, logits, self.backend, options, **keywords)

    def score(self, options, types=CASIE_TYPES, **keywords):
        return score.score(self.documents, self.decode(options, **keywords), types)


def sweep(dev, types, grid=np.arange(-0.5, 0.76, 0.25)):
    """(none_bias, role_none_bias): first for triggers, then for arguments."""
    own = bool(types & OWN_TYPES)
    table = {}
    for b in grid:
        table["trigger", b] = dev.score(Options(b, 0, own), types, with_roles=False)["TC"][2]
    best = max(grid, key=lambda b: table["trigger", b] - 0.05 * abs(b))
    for r in grid:
        result = dev.score(Options(best, r, own), types)
        table["role", r] = result["AC"][2] + result["AC+"][2]
    role = max(grid, key=lambda r: table["role", r] - 0.1 * abs(r))
    return float(best), float(role), {f"{k} {v:+.2f}": round(x, 2) for (k, v), x in table.items()}


def own_bias(own, options, grid=np.arange(0, 0.51, 0.1)):
    """(bias, table): what to add to the tags of the own types, of which most training windows say nothing; by TC on own dev."""
    table = {}
    for b in grid:
        table[round(float(b), 1)] = own.shifted(b).score(options, OWN_TYPES, with_roles=False)["TC"][2]
    # The mean of three neighbours: own dev is small.
    smooth = {b: np.mean([v for o, v in table.items() if abs(o - b) < 0.15]) for b in table}
    return max(smooth, key=smooth.get), table


def link_threshold(dev, options, run, grid=np.arange(0.1, 0.7, 0.1)):
    """((threshold, power), table): the best LINK on dev."""
    events = dev.decode(options, keep_private=True)
    table = {}
    for power in (0.0, 1.0):
        for t in grid:
            link = linker(run, t, power)
            for d, p in zip(dev.documents, events):
                link(d.text, p["events"])
            table[round(float(t), 2), power] = score.score(dev.documents, events, CASIE_TYPES)["LINK"][2]
    return max(table, key=table.get), {f"{t:.2f} power {p}": round(v, 2) for (t, p), v in table.items()}


def confidence(dev, options):
    """Platt: P(trigger with its type is right) = sigmoid(a * logit(certainty) + b); and the reliability table."""
    rows = []
    for d, p in zip(dev.documents, dev.decode(options, keep_private=True)):
        gold = {(e["start"], e["end"], e["type"]) for e in d.events}
        rows += [(e["certainty"], float((e["start"], e["end"], e["type"]) in gold)) for e in p["events"]]
    s = np.clip(np.array([r[0] for r in rows]), 1e-4, 1 - 1e-4)
    x, y = np.log(s / (1 - s)), np.array([r[1] for r in rows])
    a, b = 1.0, 0.0
    for _ in range(3000):
        p = 1 / (1 + np.exp(-(a * x + b)))
        a, b = a - 0.05 * float(((p - y) * x).mean()), b - 0.05 * float((p - y).mean())
    p = 1 / (1 + np.exp(-(a * x + b)))
    bins = [{"from": lo / 10, "to": lo / 10 + 0.1, "events": int(m.sum()), "mean": round(float(p[m].mean()), 3),
             "right": round(float(y[m].mean()), 3)}
            for lo in range(10) if (m := (p >= lo / 10) & (p < lo / 10 + 0.1 + (lo == 9))).sum()]
    return {"slope": round(a, 4), "offset": round(b, 4)}, bins
