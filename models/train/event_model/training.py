"""One optimiser step, the learning rates, the moving average of the weights."""
import random

import torch
from torch.nn import functional as F

from .corpus import annotate
from .crf import FORBIDDEN
from .labels import KINDS, OWN_TAGS, ROLES, begin
from .model import argument_rows, gather_arguments
from .predict import pad
from .text import BODY


def epoch_windows(reader, documents, chance):
    """Windows that begin elsewhere in every epoch."""
    return [annotate(w, d) for d in documents
            for w in reader.windows(d.title, d.text, chance.randint(60, BODY))]


def epoch_batches(windows, size, chance):
    """Windows of like length together, batches in random order."""
    order = sorted(windows, key=lambda w: len(w.ids) + chance.random() * 20)
    groups = [order[k:k + size] for k in range(0, len(order), size)]
    chance.shuffle(groups)
    return groups


def jitter(span, words, chance, rate):
    """Now and then the argument head sees a trigger with a wrong border, as it will from the trigger head."""
    first, end = span
    if chance.random() < rate:
        move = chance.choice([(-1, 0), (1, 0), (0, -1), (0, 1)])
        moved = max(0, first + move[0]), min(words, end + move[1])
        if moved[0] < moved[1]:
            return moved
    return span


def losses(events, arguments, windows, chance, jitter_rate=0.15, teaching=None):
    """(trigger, realis, argument, kind) losses, each a sum over the batch. `teaching`: soft labels to learn from as well."""
    device = next(events.parameters()).device
    states, tags, realis = events(*(torch.from_numpy(x).to(device) for x in pad(windows)))
    longest = max(len(w.words) for w in windows)
    index = torch.zeros(len(windows), longest, dtype=torch.long)
    gold, mask = torch.zeros_like(index), torch.zeros_like(index, dtype=torch.bool)
    for n, w in enumerate(windows):
        index[n, :len(w.first)] = torch.tensor(w.first)
        mask[n, :len(w.first)] = True
        for t, _, (first, end), _ in w.events:
            gold[n, first] = begin(t)
            gold[n, first + 1:end] = begin(t) + 1
    soft = teaching and teaching.triggers(windows, gold).to(device)
    index, gold, mask = (t.to(device) for t in (index, gold, mask))
    tags = tags.gather(1, index[..., None].expand(-1, -1, tags.shape[2])).float()
    partial = torch.tensor([w.document.partial for w in windows], device=device)
    unknown = torch.zeros(tags.shape[2], device=device)
    unknown[OWN_TAGS] = FORBIDDEN
    tags = tags + (partial[:, None] & (gold == 0))[..., None] * unknown
    trigger_loss = events.crf.loss(tags, gold, mask, soft).sum()
    pairs = [(n, e) for n, w in enumerate(windows) for e in w.events]
    if not pairs:
        zero = trigger_loss * 0
        return trigger_loss, zero, zero, zero
    spans = [realis[n, [windows[n].first[k] for k in range(*e[2])]].float().mean(0) for n, e in pairs]
    realis_loss = F.cross_entropy(torch.stack(spans), torch.tensor([e[1] for _, e in pairs], device=device), reduction="sum")
    rows = [(n, argument_rows(windows[n], [(e[0], jitter(e[2], len(windows[n].words), chance, jitter_rate))])[0])
            for n, e in pairs]
    inputs = gather_arguments(states, [w.first for w in windows], rows)
    roles, kinds = arguments(*inputs)
    target = torch.zeros(roles.shape[:2], dtype=torch.long)  # filled on the CPU
    kind_target = torch.full_like(target, -100)
    for n, ((_, e), (_, row)) in enumerate(zip(pairs, rows)):
        for role, kind, (first, end) in e[3]:
            first, end = max(first, row["low"]) - row["low"], min(end, row["high"]) - row["low"]
            if first < end:
                target[n, first] = begin(ROLES.index(role))
                target[n, first + 1:end] = begin(ROLES.index(role)) + 1
                if kind in KINDS:
                    kind_target[n, first:end] = KINDS.index(kind)
    soft = teaching and teaching.roles(windows, pairs, rows, target).to(device)
    target, kind_target = target.to(device), kind_target.to(device)
    argument_loss = arguments.crf.loss(roles, target, inputs[-1], soft).sum()
    kind_loss = F.cross_entropy(kinds.float().flatten(0, 1), kind_target.flatten(), ignore_index=-100, reduction="sum")
    return trigger_loss, realis_loss, argument_loss, kind_loss


def optimiser(events, arguments, rate, head_rate, decay=0.93):
    """AdamW; a lower layer learns more slowly than the one above it."""
    encoder = events.encoder
    depth = len(encoder.layers)
    groups = [(list(encoder.layers[k].parameters()), rate * decay ** (depth - 1 - k)) for k in range(depth)]
    for table in (encoder.words, encoder.positions, getattr(encoder, "segments", None)):  # no gain, a fifth of the time
        if table is not None:
            table.requires_grad_(False)
    low = list(encoder.norm.parameters())
    heads = [p for n, p in [*events.named_parameters(), *arguments.named_parameters()]
             if not n.startswith("encoder.") and not n.startswith("crf.")]
    crf = [*events.crf.parameters(), *arguments.crf.parameters()]
    def of(*parts):
        return [p for part in parts if hasattr(encoder, part) for p in getattr(encoder, part).parameters()]
    groups += [(low + of("relative"), rate * decay ** depth), (of("features", "project"), head_rate), (heads, head_rate), (crf, 5 * head_rate)]
    return torch.optim.AdamW([{"params": p, "lr": r, "base": r} for p, r in groups],
                             weight_decay=0.01, betas=(0.9, 0.98), fused=True)


class Average:
    """Exponential moving average of all parameters of the modules."""
    def __init__(self, modules, decay=0.99):
        self.decay, self.steps = decay, 0
        self.parameters = [p for m in modules for p in m.parameters() if p.requires_grad]
        self.shadow = [p.detach().clone() for p in self.parameters]

    def update(self):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.shadow, [p.detach() for p in self.parameters], 1 - decay)

    def swap(self):
        """Exchange weights and averages (call again to change back)."""
        for p, s in zip(self.parameters, self.shadow):
            p.data, s.data = s.data, p.data


    def freeze(self, modules):
        """These stop learning, at their averages."""
        frozen = {id(p) for m in modules for p in m.parameters()}
        for p, s in zip(self.parameters, self.shadow):
            if id(p) in frozen:
                p.data.copy_(s)
                p.requires_grad_(False)


def seeded(seed):
    torch.manual_seed(seed)
    return random.Random(seed)
