"""Articles in, events out: the decode algorithm that the run time repeats (models/event/README.md)."""
from dataclasses import dataclass

import numpy as np
import torch

from .crf import FORBIDDEN, span_probabilities, spans, viterbi
from .labels import KINDS, OWN_TYPES, REALIS, ROLES, TYPES, begin
from .model import argument_rows, gather_arguments
from .text import BODY, PAD


@dataclass
class Options:
    none_bias: float = 0.0      # added to the trigger tag O: fewer triggers
    role_none_bias: float = 0.0  # added to the role tag O: fewer arguments
    own_types: bool = True      # may Theft, Disruption, Fraud be predicted


class TorchBackend:
    """The two graphs as functions from numpy to numpy; `OnnxBackend` in export.py is its twin."""
    def __init__(self, events, arguments, fast=False):
        self.fast = fast  # bfloat16, for a look during training
        self.device = next(events.parameters()).device
        self.events, self.args = events.eval(), arguments.eval()
        self.trigger_crf = [t.detach().cpu().numpy() for t in events.crf.transitions()]
        self.role_crf = [t.detach().cpu().numpy() for t in arguments.crf.transitions()]

    def encode(self, ids, mask, features):
        return self.run(self.events, ids, mask, features)

    def arguments(self, *inputs):
        return self.run(self.args, *inputs)

    def run(self, module, *inputs):
        with torch.no_grad(), torch.autocast(self.device.type, torch.bfloat16, enabled=self.fast):
            return [t.float().cpu().numpy() for t in module(*(torch.from_numpy(i).to(self.device) for i in inputs))]


def batches(windows, size):
    order = sorted(range(len(windows)), key=lambda k: len(windows[k].ids))
    return [order[k:k + size] for k in range(0, len(order), size)]


def pad(windows):
    longest = max(len(w.ids) for w in windows)
    ids = np.full((len(windows), longest), PAD, np.int64)
    mask, features = np.zeros_like(ids), np.zeros_like(ids)
    for row, w in enumerate(windows):
        size = len(w.ids)
        ids[row, :size], mask[row, :size], features[row, :size] = w.ids, 1, w.features
    return ids, mask, features


def encode(backend, windows, size=16):
    """Per window: states, trigger and realis logits of its words (their first pieces)."""
    out = [None] * len(windows)
    for batch in batches(windows, size):
        results = backend.encode(*pad([windows[k] for k in batch]))
        for row, k in enumerate(batch):
            out[k] = [r[row][windows[k].first] for r in results]
    return out


def triggers(backend, encoded, options):
    """Per window [(type, (first word, end word))]."""
    found = []
    for _, tags, _ in encoded:
        tags = tags.copy()
        tags[:, 0] += options.none_bias
        if not options.own_types:
            for t in OWN_TYPES:
                tags[:, begin(TYPES.index(t)):][:, :2] = FORBIDDEN
        path = viterbi(tags, *backend.trigger_crf)
        found.append([(t, (a, b)) for t, a, b in spans(path)])
    return found


def certainties(backend, encoded, found, options):
    """Of each trigger of a window: the probability of its type and exact borders, `none_bias` added as for decoding."""
    tags = encoded[1].copy()
    tags[:, 0] += options.none_bias
    return span_probabilities(tags, *backend.trigger_crf, [(t, a, b) for t, (a, b) in found])


def role_logits(backend, windows, encoded, found, size=48):
    """Per window and trigger: (first word of the crop, role logits, kind logits)."""
    jobs = [(w, n, row) for w, window in enumerate(windows)
            for n, row in enumerate(argument_rows(window, found[w]))]
    jobs.sort(key=lambda j: j[2]["high"] - j[2]["low"])
    out = [[None] * len(f) for f in found]
    for k in range(0, len(jobs), size):
        batch = jobs[k:k + size]
        longest = max(len(encoded[w][0]) for w, _, _ in batch)
        states = torch.zeros(len(batch), longest, batch and encoded[batch[0][0]][0].shape[1])
        for n, (w, _, _) in enumerate(batch):
            states[n, :len(encoded[w][0])] = torch.from_numpy(encoded[w][0])
        places = [range(longest)] * len(batch)
        inputs = gather_arguments(states, places, [(n, row) for n, (_, _, row) in enumerate(batch)])
        roles, kinds = backend.arguments(*(t.numpy() for t in inputs))
        for n, (w, trigger, row) in enumerate(batch):
            length = row["high"] - row["low"]
            out[w][trigger] = (row["low"], roles[n, :length], kinds[n, :length])
    return out


def arguments(backend, logits, options):
    """[(role, (first word, end word), kind)] of one trigger."""
    low, roles, kinds = logits
    roles = roles.copy()
    roles[:, 0] += options.role_none_bias
    return [(r, (low + a, low + b), int(kinds[a:b].mean(0).argmax()))
            for r, a, b in spans(viterbi(roles, *backend.role_crf))]


def link_rule(text, events):
    """The baseline: one incident per type, generic events alone."""
    groups = {}
    for n, e in enumerate(events):
        key = (e["type"],) if e["realis"] != "Generic" else (e["type"], n)
        e["incident"] = groups.setdefault(key, len(groups))


PRIVATE = ("state", "realis_p", "score", "certainty")


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def event(window, encoded, trigger, certainty, found_arguments):
    """One event with character offsets, and under `PRIVATE` names what linking and confidence need."""
    states, tags, realis = encoded
    t, (a, b) = trigger
    words = window.words
    p = softmax(realis[a:b].mean(0))
    probability = softmax(tags[a:b])
    return {
        "type": TYPES[t], "realis": REALIS[int(p.argmax())], "start": words[a].start, "end": words[b - 1].end,
        "arguments": [{"role": ROLES[r], "kind": KINDS[k], "start": words[x].start, "end": words[y - 1].end}
                      for r, (x, y), k in found_arguments],
        "state": states[a:b].mean(0), "realis_p": [float(v) for v in p],
        "score": float(probability[:, begin(t):begin(t) + 2].sum(1).mean()),
        "certainty": certainty,
    }


def assemble(documents, windows, encoded, found, logits, backend, options, link=link_rule, keep_private=False):
    events = {d.id: [] for d in documents}
    for window, own, triggers_here, logits_here in zip(windows, encoded, found, logits):
        sure = certainties(backend, own, triggers_here, options)
        for trigger, certainty, role_logits_here in zip(triggers_here, sure, logits_here):
            events[window.document.id].append(
                event(window, own, trigger, certainty, arguments(backend, role_logits_here, options)))
    for d in documents:
        link(d.text, events[d.id])
        if not keep_private:
            for e in events[d.id]:
                for name in PRIVATE:
                    del e[name]
    return [{"id": d.id, "events": events[d.id]} for d in documents]


def read(reader, documents, body=BODY):
    windows = []
    for d in documents:
        for w in reader.windows(d.title, d.text, body, body):
            w.document = d
            windows.append(w)
    return windows


def predict(backend, reader, documents, options=Options(), link=link_rule, keep_private=False):
    windows = read(reader, documents)
    encoded = encode(backend, windows)
    found = triggers(backend, encoded, options)
    logits = role_logits(backend, windows, encoded, found)
    return assemble(documents, windows, encoded, found, logits, backend, options, link, keep_private)
