"""Train the pair scorer on frozen states of the gold triggers, choose its threshold on dev."""
import numpy as np
import torch
from torch.nn import functional as F

from . import link
from .corpus import annotate
from .predict import Options, arguments, encode, event, role_logits


def gold_events(backend, reader, documents):
    """Per article the events at gold triggers, with predicted realis and arguments and the gold incident."""
    windows = [annotate(w, d) for d in documents for w in reader.windows(d.title, d.text)]
    encoded = encode(backend, windows)
    found = [[(e[0], e[2]) for e in w.events] for w in windows]
    logits = role_logits(backend, windows, encoded, found)
    out = {d.id: [] for d in documents}
    for w, own, triggers, roles in zip(windows, encoded, found, logits):
        incidents = {(e["start"], e["end"]): e["incident"] for e in w.document.events}
        for trigger, r in zip(triggers, roles):
            e = event(w, own, trigger, 1.0, arguments(backend, r, Options()))
            nearest = min(incidents, key=lambda s: abs(s[0] - e["start"]) + abs(s[1] - e["end"]))
            e["incident"] = incidents[nearest]
            out[w.document.id].append(e)
    return out


def tensors(documents, events):
    left, right, features, gold, weight = [], [], [], [], []
    for d in documents:
        own = events[d.id]
        pairs = link.article_pairs(d.text, own)
        for i, j, f in pairs:
            left.append(own[i]["state"])
            right.append(own[j]["state"])
            features.append(f)
            gold.append(float(own[i]["incident"] == own[j]["incident"]))
            weight.append(len(pairs) ** -0.3)  # a long article is not the whole corpus
    return [torch.tensor(np.array(x, np.float32)) for x in (left, right, features, gold, weight)]


def train(documents, events, epochs=30, seed=1, batch=256):
    torch.manual_seed(seed)
    left, right, features, gold, weight = tensors(documents, events)
    scorer = link.Pairs()
    optimise = torch.optim.AdamW(scorer.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimise, epochs)
    for _ in range(epochs):
        scorer.train()
        for k in torch.randperm(len(gold)).split(batch):
            logits = scorer(left[k], right[k], features[k])
            loss = (F.binary_cross_entropy_with_logits(logits, gold[k], reduction="none") * weight[k]).mean()
            optimise.zero_grad()
            loss.backward()
            optimise.step()
        schedule.step()
    return scorer.eval()


def numpy_scorer(scorer):
    def run(left, right, features):
        with torch.no_grad():
            return scorer(*(torch.from_numpy(x) for x in (left, right, features))).numpy()
    return run


def linker(run, threshold, power=0.0):
    """A `link` argument for `predict`. With `power`, doubtful triggers find company less easily."""
    def assign(text, events):
        probability = link.probabilities(run, text, events)
        for i, j in probability:
            probability[i, j] *= (events[i]["score"] * events[j]["score"]) ** power
        link.assign(events, link.cluster(len(events), probability, threshold))
    return assign
