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

    def loss(self, emissions, gold, mask, soft=None):
        """Negative log likelihood per row; `mask` marks the words, a prefix of each row.

        With `soft`, a distribution over tags per word, the emissions are drawn to it and the transitions to `gold`:
        the gradient for a word's emission is then the model's marginal less `soft`, as in the cross entropy of two CRFs.
        """
        pair, start = self.transitions()
        emissions = emissions.float()
        rows = torch.arange(emissions.shape[0], device=emissions.device)
        total = self.partition(emissions, mask)
        if soft is None:
            chosen = emissions.gather(2, gold[..., None])[..., 0]
        else:
            chosen = (emissions.clamp_min(FORBIDDEN / 2) * soft).sum(2)
        moves = pair[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        return total - ((chosen * mask).sum(1) + moves.sum(1) + start[gold[rows, 0]])

    def partition(self, emissions, mask):
        """Log of the sum over all tag sequences, per row."""
        pair, start = self.transitions()
        return (_scan if emissions.is_cuda else _steps)(emissions, mask, pair, start)

    def marginals(self, emissions, mask):
        """P(tag) per word: the gradient of the log partition."""
        with torch.enable_grad():
            emissions = emissions.detach().float().requires_grad_()
            return torch.autograd.grad(self.partition(emissions, mask).sum(), emissions)[0]


def _steps(emissions, mask, pair, start):
    """Word by word: the least arithmetic, one matrix product a word."""
    weights = pair.exp()
    alpha = start + emissions[:, 0]
    for k in range(1, emissions.shape[1]):
        top = alpha.amax(1, keepdim=True).detach()
        step = ((alpha - top).exp() @ weights).clamp_min(1e-30).log() + top + emissions[:, k]
        alpha = torch.where(mask[:, k, None], step, alpha)
    return alpha.logsumexp(1)


def _scan(emissions, mask, pair, start):
    """Products of neighbouring transition matrices, halving their number each time: few launches for a GPU."""
    count = pair.shape[0]
    size = 1 << max(0, (emissions.shape[1] - 2)).bit_length()
    nothing = torch.full((count, count), FORBIDDEN, device=pair.device)
    nothing.fill_diagonal_(0.0)
    moves = torch.where(mask[:, 1:, None, None], pair + emissions[:, 1:, None, :], nothing)
    moves = torch.cat([moves, nothing.expand(len(moves), size - moves.shape[1], -1, -1)], 1)
    while moves.shape[1] > 1:
        left, right = moves[:, 0::2], moves[:, 1::2]
        top, side = left.amax(3, keepdim=True).detach(), right.amax(2, keepdim=True).detach()
        moves = ((left - top).exp() @ (right - side).exp()).clamp_min(1e-30).log() + top + side
    alpha = start + emissions[:, 0]
    return (alpha[:, :, None] + moves[:, 0]).flatten(1).logsumexp(1)


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


def _logsumexp(x, axis):
    top = x.max(axis, keepdims=True)
    return (top + np.log(np.exp(x - top).sum(axis, keepdims=True))).squeeze(axis)


def span_probabilities(emissions, pair, start, found):
    """P(this span with these exact borders and this name) over all tag sequences of the row, per (name index, first, end)."""
    if not found:
        return []
    e, pair, start = (np.asarray(x, np.float64) for x in (emissions, pair, start))
    before, after = np.zeros_like(e), np.zeros_like(e)  # log sums of the ways that lead here, and on from here
    before[0] = start + e[0]
    for k in range(1, len(e)):
        before[k] = _logsumexp(before[k - 1][:, None] + pair, 0) + e[k]
    for k in range(len(e) - 2, -1, -1):
        after[k] = _logsumexp(pair + e[k + 1] + after[k + 1], 1)
    total = _logsumexp(before[-1], 0)
    out = []
    for name, first, end in found:
        begin, inside = 1 + 2 * name, 2 + 2 * name
        way, last = before[first][begin], begin
        for k in range(first + 1, end):
            way += pair[last, inside] + e[k][inside]
            last = inside
        if end < len(e):
            on = pair[last] + e[end] + after[end]
            way += _logsumexp(np.delete(on, inside), 0)
        out.append(float(np.exp(way - total)))
    return out


def spans(tags):
    """[(name index, first word, end word)] of a legal BIO sequence."""
    found = []
    for k, tag in enumerate(tags):
        if tag % 2:
            found.append([(tag - 1) // 2, k, k + 1])
        elif tag:
            found[-1][2] = k + 1
    return [tuple(f) for f in found]
