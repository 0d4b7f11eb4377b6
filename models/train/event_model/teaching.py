"""Soft labels: what models that have not seen an article say of its words, to be learned from beside the gold.

CASIE's annotators often disagree about borders and about which mention is the trigger; a mean over models of other
folds says how much doubt there is (knowledge distillation, Hinton et al. 2015, over a CRF's marginals).
"""
import numpy as np
import torch
from torch.nn import functional as F

from .corpus import annotate
from .crf import FORBIDDEN
from .labels import OWN_TAGS, ROLE_TAGS, TRIGGER_TAGS, TYPES
from .model import argument_rows, gather_arguments
from .predict import batches, pad

DIVISIONS = (200, 100)  # pieces of the first window: two views of every word


def fold(documents, which):
    """(seen, left out) of "2/4": every fourth article, from the second, is left out."""
    part, parts = map(int, which.split("/"))
    out = documents[part - 1::parts]
    names = {d.id for d in out}
    return [d for d in documents if d.id not in names], out


def label(events, arguments, reader, documents, size=32):
    """{article: (table of its words, {(type, start, end): table of the words around it})}, means over `DIVISIONS`.

    A table is (start of each word, its distribution over tags: f16 [words, tags]).
    """
    device = next(events.parameters()).device
    events.eval(), arguments.eval()
    windows = [annotate(w, d) for first in DIVISIONS for d in documents for w in reader.windows(d.title, d.text, first)]
    triggers, roles = {}, {}
    for batch in batches(windows, size):
        chosen = [windows[k] for k in batch]
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
            states, tags, _ = events(*(torch.from_numpy(x).to(device) for x in pad(chosen)))
        longest = max(len(w.words) for w in chosen)
        index, mask = torch.zeros(len(chosen), longest, dtype=torch.long), torch.zeros(len(chosen), longest, dtype=torch.bool)
        for n, w in enumerate(chosen):
            index[n, :len(w.first)] = torch.tensor(w.first)
            mask[n, :len(w.first)] = True
        index, mask = index.to(device), mask.to(device)
        tags = tags.gather(1, index[..., None].expand(-1, -1, tags.shape[2])).float()
        unknown = torch.tensor([w.document.partial for w in chosen], device=device)
        tags[..., OWN_TAGS] += unknown[:, None, None] * FORBIDDEN
        found = events.crf.marginals(tags, mask).cpu().numpy()
        for w, f in zip(chosen, found):
            for word, row in zip(w.words, f):
                _add(triggers.setdefault(w.document.id, {}), word.start, row)
        rows = [(n, argument_rows(w, [(e[0], e[2])])[0]) for n, w in enumerate(chosen) for e in w.events]
        for part in (rows[k:k + 64] for k in range(0, len(rows), 64)):
            with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
                inputs = gather_arguments(states, [w.first for w in chosen], part)
                logits = arguments(*inputs)[0]
            found = arguments.crf.marginals(logits, inputs[-1]).cpu().numpy()
            for (n, row), f in zip(part, found):
                words = chosen[n].words
                of_event = roles.setdefault(chosen[n].document.id, {}).setdefault(_name(words, row["type"], row["first"], row["end"]), {})
                for word, values in zip(words[row["low"]:row["high"]], f):
                    _add(of_event, word.start, values)
    return {d: (_packed(of), {e: _packed(r) for e, r in roles.get(d, {}).items()}) for d, of in triggers.items()}


def _name(words, type_id, first, end):
    return TYPES[type_id], words[first].start, words[end - 1].end


def _add(table, key, values):
    total, count = table.get(key, (0.0, 0))
    table[key] = (total + values.astype(np.float32), count + 1)


def _packed(table):
    starts = sorted(table)
    return np.array(starts, np.int32), np.stack([table[s][0] / table[s][1] for s in starts]).astype(np.float16)


def _mean(tables):
    """The mean of tables over the same words."""
    return tables[0][0], np.mean([t[1] for t in tables], 0, np.float32).astype(np.float16)


class Teaching:
    """Soft labels of one or more files, mixed with gold: `share` of them, the rest gold."""
    def __init__(self, paths, share):
        self.share, words, roles = share, {}, {}
        for path in paths:
            for article, (of_words, of_roles) in torch.load(path, weights_only=False).items():
                words.setdefault(article, []).append(of_words)
                for event, table in of_roles.items():
                    roles.setdefault((article, event), []).append(table)
        self.words = {a: _mean(t) for a, t in words.items()}
        self.around = {k: _mean(t) for k, t in roles.items()}

    def mixed(self, gold, tags, rows):
        """Distributions [rows, words, tags]: gold as one-hot, mixed with the soft label of each word that has one.

        `rows`: per row the words, and a table or None.
        """
        soft = F.one_hot(gold, tags).float()
        mine = soft.numpy()
        for row, (words, table) in enumerate(rows):
            if table is None:
                continue
            starts = np.array([w.start for w in words], np.int32)
            at = np.searchsorted(table[0], starts).clip(max=len(table[0]) - 1)
            known = np.flatnonzero(table[0][at] == starts)
            mine[row, known] += self.share * (table[1][at[known]].astype(np.float32) - mine[row, known])
        return soft

    def triggers(self, windows, gold):
        return self.mixed(gold, len(TRIGGER_TAGS), [(w.words, self.words.get(w.document.id)) for w in windows])

    def roles(self, windows, pairs, rows, gold):
        around = []
        for (n, e), (_, row) in zip(pairs, rows):
            words = windows[n].words
            table = self.around.get((windows[n].document.id, _name(words, e[0], *e[2])))
            around.append((words[row["low"]:row["high"]], table))
        return self.mixed(gold, len(ROLE_TAGS), around)
