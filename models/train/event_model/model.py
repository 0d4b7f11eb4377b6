"""The network: a BERT encoder with case features, trigger and realis heads, a conditioned argument head."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from .crf import FORBIDDEN, Crf
from .labels import KINDS, REALIS, ROLE_TAGS, TRIGGER_TAGS, TYPES, legal_tags
from .text import CLS, FEATURES, PAD, SEP

WIDTH = 384
REACH = 48  # words on each side of the trigger that its argument head sees
DISTANCES = [1, 2, 3, 4, 6, 9, 14, 20, 30]  # upper ends of the buckets
DISTANCE_IDS = 2 * (len(DISTANCES) + 1) + 1
SENTENCES = 5  # sentence of the word minus sentence of the trigger, -2 to 2


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x, bias):
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
                   for f in (self.query, self.key, self.value))
        # Written out: at these lengths twice as fast on a CPU as scaled_dot_product_attention.
        with torch.autocast(x.device.type, enabled=False):  # the softmax stays in the type of q
            scores = (q * (width // self.heads) ** -0.5) @ k.transpose(2, 3) + bias.to(q.dtype)
            out = scores.softmax(-1) @ v
        return out.transpose(1, 2).reshape(batch, length, width)


class Layer(nn.Module):
    """A post-norm BERT layer; the names lead to those of a BERT checkpoint (see weights.py)."""
    def __init__(self, width, heads, inner, dropout, eps=1e-12):
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=eps)
        self.inner = nn.Linear(width, inner)
        self.out = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, bias):
        x = self.attention_norm(x + self.dropout(self.attention_out(self.attention(x, bias))))
        return self.norm(x + self.dropout(self.out(F.gelu(self.inner(x)))))


def attention_bias(mask):
    return (1.0 - mask[:, None, None, :].float()) * FORBIDDEN


class Encoder(nn.Module):
    def __init__(self, layers, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, 12, 4 * WIDTH, dropout) for _ in range(layers))

    def forward(self, ids, mask, features):
        places = self.positions.weight[: ids.shape[1]]
        x = self.words(ids) + places + self.segments.weight[0] + self.features(features)
        x = self.dropout(self.norm(x))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class MpnetEncoder(nn.Module):
    """MPNet-base: positions relative to each other as well, no segments; its words are BERT's, moved by four ids."""
    WIDTH, HEADS, BUCKETS, FAR = 768, 12, 32, 128

    def __init__(self, layers=12, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(30527, self.WIDTH)
        self.positions = nn.Embedding(514, self.WIDTH)
        self.features = nn.Embedding(FEATURES, self.WIDTH)
        nn.init.zeros_(self.features.weight)
        self.relative = nn.Embedding(self.BUCKETS, self.HEADS)
        self.norm = nn.LayerNorm(self.WIDTH, eps=1e-5)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(self.WIDTH, self.HEADS, 4 * self.WIDTH, dropout, 1e-5) for _ in range(layers))
        self.project = nn.Linear(self.WIDTH, WIDTH)

    def bucket(self, length, device):
        """T5's buckets of `place of the key - place of the query`."""
        place = torch.arange(length, device=device)
        gap = place[:, None] - place[None, :]
        half, exact = self.BUCKETS // 2, self.BUCKETS // 4
        far = exact + (torch.log(gap.abs().clamp_min(1).float() / exact) / math.log(self.FAR / exact) * (half - exact)).long()
        return (gap < 0).long() * half + torch.where(gap.abs() < exact, gap.abs(), far.clamp_max(half - 1))

    def forward(self, ids, mask, features):
        ids = torch.where(ids == CLS, 0, torch.where(ids == SEP, 2, torch.where(ids == PAD, 1, ids + 4)))
        x = self.words(ids) + self.positions.weight[2:2 + ids.shape[1]] + self.features(features)
        x = self.dropout(self.norm(x))
        bias = attention_bias(mask) + self.relative(self.bucket(ids.shape[1], ids.device)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return self.project(x)


def encoder(name, dropout=0.1):
    """The network for the weights of this name (weights.py)."""
    return MpnetEncoder(12, dropout) if name == "mpnet" else Encoder(6 if name == "minilm-l6" else 12, dropout)


class Events(nn.Module):
    """Encoder, trigger head and realis head: one pass per window."""
    def __init__(self, name="gte-small", dropout=0.1):
        super().__init__()
        self.encoder = encoder(name, dropout)
        self.trigger = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2),
                                     nn.Linear(WIDTH, len(TRIGGER_TAGS)))
        self.realis = nn.Sequential(nn.Linear(WIDTH, WIDTH // 2), nn.GELU(), nn.Dropout(0.2),
                                    nn.Linear(WIDTH // 2, len(REALIS)))
        self.crf = Crf(TRIGGER_TAGS)

    def forward(self, ids, mask, features):
        states = self.encoder(ids, mask, features)
        return states, self.trigger(states), self.realis(states)


class Arguments(nn.Module):
    """Role tags for the words around one trigger. All inputs are per word, gathered by the caller."""
    def __init__(self, layers=2, dropout=0.15):
        super().__init__()
        self.own = nn.Linear(WIDTH, WIDTH)
        self.of_trigger = nn.Linear(WIDTH, WIDTH)
        self.types = nn.Embedding(len(TYPES), WIDTH)
        self.distance = nn.Embedding(DISTANCE_IDS, WIDTH)
        self.sentence = nn.Embedding(SENTENCES, WIDTH)
        for e in (self.types, self.distance, self.sentence):
            nn.init.normal_(e.weight, std=0.1)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, 6, 3 * WIDTH, dropout) for _ in range(layers))
        self.roles = nn.Linear(WIDTH, len(ROLE_TAGS))
        self.kinds = nn.Linear(WIDTH, len(KINDS))
        self.crf = Crf(ROLE_TAGS)
        legal = torch.tensor([legal_tags(t) for t in TYPES])
        self.register_buffer("illegal", (~legal).float() * FORBIDDEN, persistent=False)

    def forward(self, states, trigger, type_id, distance, sentence, mask):
        """states [n, words, width], trigger [n, width], ids [n] and [n, words], mask [n, words]."""
        x = self.own(states) + (self.of_trigger(trigger) + self.types(type_id))[:, None]
        x = x + self.distance(distance) + self.sentence(sentence)
        x = self.dropout(self.norm(x))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return self.roles(x).float() + self.illegal[type_id][:, None], self.kinds(x)


def distance_id(offset, length):
    """Bucket of a word: 0 inside the trigger, then alternating before (odd) and after (even)."""
    if 0 <= offset < length:
        return 0
    gap = -offset if offset < 0 else offset - length + 1
    bucket = sum(gap > d for d in DISTANCES)
    return 1 + 2 * bucket + (offset > 0)


def argument_rows(window, triggers):
    """For [(type, (first, end))]: the crop of words and the ids that the argument head takes."""
    rows = []
    for type_id, (first, end) in triggers:
        low, high = max(0, first - REACH), min(len(window.words), end + REACH)
        home = window.words[first].sentence
        rows.append({
            "type": type_id, "low": low, "high": high, "first": first, "end": end,
            "distance": [distance_id(k - first, end - first) for k in range(low, high)],
            "sentence": [max(-2, min(2, window.words[k].sentence - home)) + 2 for k in range(low, high)],
        })
    return rows


def gather_arguments(states, places, rows):
    """Batch the rows: `states` [windows, pieces, width], `places[w]` = first pieces of its words."""
    device = states.device
    longest = max(r["high"] - r["low"] for _, r in rows)
    index = torch.zeros(len(rows), longest, dtype=torch.long)
    distance, sentence = torch.zeros_like(index), torch.zeros_like(index)
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    inside = torch.zeros(len(rows), longest)
    for n, (w, r) in enumerate(rows):
        size = r["high"] - r["low"]
        index[n, :size] = torch.tensor(places[w][r["low"]:r["high"]])
        distance[n, :size] = torch.tensor(r["distance"])
        sentence[n, :size] = torch.tensor(r["sentence"])
        mask[n, :size] = True
        inside[n, r["first"] - r["low"]:r["end"] - r["low"]] = 1.0 / (r["end"] - r["first"])
    index, distance, sentence, mask, inside = (t.to(device) for t in (index, distance, sentence, mask, inside))
    of_window = torch.tensor([w for w, _ in rows], device=device)
    words = states[of_window[:, None], index]
    trigger = (words * inside[..., None].to(words.dtype)).sum(1)
    types = torch.tensor([r["type"] for _, r in rows], device=device)
    return words, trigger, types, distance, sentence, mask
