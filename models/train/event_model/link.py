"""Which events of one type in an article tell of the same happening: a pair scorer and its clustering."""
import math
import re

import numpy as np
import torch
from torch import nn

PROJECTED, HIDDEN = 32, 32
CONFLICT_ROLES = ["Victim", "Attacker", "CVE", "Time", "Vulnerability", "Vulnerable_System", "Compromised-Data"]
SMALL_WORDS = set("the a an of in on at to for and or by its their his her this that these those some".split())
FEATURES = 12 + 2 * len(CONFLICT_ROLES)


def content(text):
    return {w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in SMALL_WORDS}


def pair_features(text, a, b, index_a, index_b, count):
    """`a` stands before `b`; each event has `realis_p`, `start`, `end`, `arguments`. All values are near 0..1."""
    surface = [text[e["start"]:e["end"]].lower() for e in (a, b)]
    last = [content(s.split()[-1]) if s.split() else set() for s in surface]
    p, q = a["realis_p"], b["realis_p"]
    values = [
        math.log1p((b["start"] - a["start"]) / 5) / 5, float(surface[0] == surface[1]), float(bool(last[0] & last[1])),
        p[0] * q[0], p[1] * q[1], max(p[1], q[1]), max(p[2], q[2]), abs(p[0] - q[0]),
        math.log1p(count) / 3, float(index_b == index_a + 1), float(index_a == 0),
        1.0 / (1 + index_b - index_a),
    ]
    for role in CONFLICT_ROLES:
        left, right = ([content(text[x["start"]:x["end"]]) for x in e["arguments"] if x["role"] == role] for e in (a, b))
        both = bool(left and right)
        same = any(l & r for l in left for r in right)
        values += [float(both and same), float(both and not same)]
    return values


class Pairs(nn.Module):
    """Logit that two triggers belong to one incident: [n, width] twice and [n, FEATURES]."""
    def __init__(self, width=384):
        super().__init__()
        self.project = nn.Linear(width, PROJECTED)
        self.dropout = nn.Dropout(0.4)
        self.hidden = nn.Linear(2 * PROJECTED + FEATURES, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(self, left, right, features):
        a, b = self.project(self.dropout(left)), self.project(self.dropout(right))
        x = torch.cat([(a - b).abs(), a * b, features], 1)
        return self.out(self.dropout(torch.tanh(self.hidden(x))))[:, 0]


def article_pairs(text, events):
    """[(i, j, features)] for every two events of one type, in text order."""
    order = sorted(range(len(events)), key=lambda k: events[k]["start"])
    out = []
    for type_name in sorted({e["type"] for e in events}):
        same = [k for k in order if events[k]["type"] == type_name]
        for x, i in enumerate(same):
            for y, j in enumerate(same[x + 1:], x + 1):
                out.append((i, j, pair_features(text, events[i], events[j], x, y, len(same))))
    return out


def probabilities(scorer, text, events):
    pairs = article_pairs(text, events)
    if not pairs:
        return {}
    left, right = (np.stack([events[p[k]]["state"] for p in pairs]) for k in (0, 1))
    logits = scorer(left.astype(np.float32), right.astype(np.float32), np.array([p[2] for p in pairs], np.float32))
    return {(i, j): 1 / (1 + math.exp(-float(z))) for (i, j, _), z in zip(pairs, logits)}


def cluster(count, probability, threshold):
    """Average linkage: merge the two groups with the highest mean probability while it exceeds the threshold."""
    groups = [[k] for k in range(count)]
    sums = np.zeros((count, count))
    for (i, j), p in probability.items():
        sums[min(i, j), max(i, j)] = p
    while len(groups) > 1:
        sizes = np.array([len(g) for g in groups])
        means = sums / np.outer(sizes, sizes)
        x, y = divmod(int(means.argmax()), len(groups))  # x < y: the lower triangle is empty
        if means[x, y] <= threshold:
            break
        full = sums + sums.T
        full[x] += full[y]
        full[:, x] += full[:, y]
        full[x, x] = 0
        sums = np.triu(np.delete(np.delete(full, y, 0), y, 1), 1)
        groups[x] += groups.pop(y)
    return groups


def assign(events, groups):
    for n, group in enumerate(sorted(groups, key=min)):
        for k in group:
            events[k]["incident"] = n
