"""A linear-chain CRF over BIO tags: loss for training, Viterbi with the same transitions for decoding."""
import numpy as np
import torch
from torch import nn

FORBIDDEN = -1e4


def bio_constraints(tags):
    """`I-x` follows only `B-x` or `I-x`. Returns (from, to) and start penalties."""
    pair = np.zeros((len(tags), len(tags)), np.float32)
    start = np.zeros(len(tags), np.float32)
    for j, to in enumerate(tags):
        if to.startswith("I-"):
            start[j] = FORBIDDEN
            for i, source in enumerate(tags):
                if source not in ("B-" + to[2:], to):
                    pair[i, j] = FORBIDDEN
    return pair, start


class Crf(nn.Module):
    def __init__(self, tags):
        super().__init__()
        pair, start = bio_constraints(tags)
        self.register_buffer("pair_penalty", torch.tensor(pair), persistent=False)
        self.register_buffer("start_penalty", torch.tensor(start), persistent=False)
        self.pair = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.start = nn.Parameter(torch.zeros(len(tags)))

    def transitions(self):
        return self.pair + self.pair_penalty, self.start + self.start_penalty

    def loss(self, emissions, gold, mask):
        """Negative log likelihood per row; `mask` marks the words, a prefix of each row."""
        pair, start = self.transitions()
        emissions = emissions.float()
        rows = torch.arange(emissions.shape[0])
        weights = pair.exp()
        alpha = start + emissions[:, 0]
        for k in range(1, emissions.shape[1]):
            top = alpha.amax(1, keepdim=True).detach()
            step = ((alpha - top).exp() @ weights).clamp_min(1e-30).log() + top + emissions[:, k]
            alpha = torch.where(mask[:, k, None], step, alpha)
        total = alpha.logsumexp(1)
        chosen = emissions.gather(2, gold[..., None])[..., 0] * mask
        moves = pair[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        return total - (chosen.sum(1) + moves.sum(1) + start[gold[rows, 0]])


def viterbi(emissions, pair, start):
    """The best tag sequence of one row; plain numpy, the reference for the run time."""
    score, back = start + emissions[0], []
    for e in emissions[1:]:
        paths = score[:, None] + pair
        best = paths.argmax(0)
        back.append(best)
        score = paths[best, np.arange(len(best))] + e
    tags = [int(score.argmax())]
    for best in reversed(back):
        tags.append(int(best[tags[-1]]))
    return tags[::-1]


def spans(tags):
    """[(name index, first word, end word)] of a legal BIO sequence."""
    found = []
    for k, tag in enumerate(tags):
        if tag % 2:
            found.append([(tag - 1) // 2, k, k + 1])
        elif tag:
            found[-1][2] = k + 1
    return [tuple(f) for f in found]
