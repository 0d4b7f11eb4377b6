"""Learn what speaks for the victim, the attacker, the loss and the day of what an article is about, and then what is of each incident.
usage: python choosers.py GOLD… [--out DIR] [--folds N] [--test GOLD…]

A GOLD is a folder of gold articles (NAME/article.txt, NAME/gold.json), one of write-ups beside an expected.tsv, or a file
of articles without incidents. Candidates and their signs come from `cargo run --release --example candidates`.
First the choosers, which look at the first incident of each article: a conditional logit with "none of them" as one more
candidate, and for the kinds of incident a logistic regression over words. Then the judges (judges.py). Weights are shrunk
(L2), signs of few articles left out; L-BFGS, no chance in it. Prints how often each is right: in `--folds` parts, each judged
by the weights of the others, then of the `--test` folders by the weights that are written. Beside each what the encoder of the
event model sees is learned (seen.py): of that it prints how often the last part is right by the others. Since the program runs
with the encoder and without it, the judges learn from every article read both ways (`Article.read`). Takes three quarters of an hour.
"""
import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch

import seen
from signs import Signs

KINDS = (True, False)   # articles about crypto assets, others
ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 3            # a sign counts that stands in so many articles
SHRINK = 6.0            # half of this times the sum of the squares of the weights is added to the loss
LEGAL = re.compile(r"\b(ltd|limited|inc|llc|plc|gmbh|ag|corp|oü|sa|srl|bv|ab|oy)\b\.?", re.I)
HALVES = ("work", "learn")  # rows of an expected.tsv that may be learned from


@dataclass
class Article:
    set: str
    id: str
    text: str
    published: str | None
    victims: list | None = None     # names; None where not told, [] where there is none
    types: list | None = None       # kinds of incident
    attackers: list | None = None   # names
    losses: list | None = None      # (currency or ticker, value)
    days: list | None = None        # beginnings of the dates that are right, the exact ones first
    incidents: list | None = None   # all of them, as gold tells them
    alone: bool = False             # a write-up of one theft
    read: bool = True               # whether the encoder reads along
    kept: Path | None = None        # the file of what it makes of the article
    found: dict = field(default_factory=dict)


NOTHING = {"types": [], "victims": [], "attackers": [], "amounts": []}    # the gold of an article without incidents


def days(time):
    return [time["edtf"]] if time and time.get("edtf") else []


PLACED = re.compile(r"^((?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive) )?[a-z].*?) (?:in|from|at|near|outside|on) ")


def names(parties):
    """All names of parties; of one that is only described (`a shipbroker in Piraeus`), what it is called without its place, too."""
    told = [name for party in parties or [] for name in [party["name"], *party.get("aliases", [])]]
    return told + [found[1] for name in told if (found := PLACED.match(name))]


def free(path):
    """Articles without incidents, `=== id | published | title` before each."""
    for part in path.read_text().split("=== ")[1:]:
        head, text = part.split("\n", 1)
        name, published, title = head.split(" | ", 2)
        yield Article(path.stem, name, f"{title}\n\n{text.strip()}", published, [], [], [], [], incidents=[])


def gold(folder):
    for path in sorted(folder.glob("*/gold.json")):
        told = json.loads(path.read_text())
        article = Article(folder.name, path.parent.name, (path.parent / "article.txt").read_text(),
                          told["article"].get("published"), incidents=told["incidents"])
        first = told["incidents"][0] if told["incidents"] else NOTHING
        if "victims" in first:
            article.victims = names(first["victims"])
        article.types = first.get("types")
        if "attackers" in first:
            article.attackers = names(first["attackers"])
        if "amounts" in first:
            article.losses = []
            for sum in first["amounts"] or []:
                asset = sum.get("asset") or {}
                if sum["role"] == "stolen":
                    article.losses += [(s.get("currency"), s["value"]) for s in [sum, *sum.get("equivalents", [])]
                                       if s.get("value") is not None]
                    article.losses += [(asset["symbol"], asset["quantity"])] if asset.get("quantity") else []
        if "time" in first:
            article.days = days(first["time"])
        yield article


def write_ups(folder, halves):
    for row in (folder / "expected.tsv").read_text().splitlines():
        if row.strip() and not row.startswith("#"):
            name, half, published, victims, losses, month, incidents = row.split("\t")
            if not halves or half in halves:
                losses = [(unit, float(value)) for unit, value in (loss.split() for loss in losses.split("|"))]
                yield Article(folder.name, name, (folder / f"{name}.txt").read_text(),
                              None if published == "-" else published, victims.split("|"), None, None, losses, [month], alone=incidents == "1")


def load(folders, halves=HALVES):
    articles = []
    for folder in map(Path, folders):
        if folder.is_file():
            articles += free(folder)
        else:
            articles += write_ups(folder, halves) if (folder / "expected.tsv").exists() else gold(folder)
    return articles


def plain(name):
    low = LEGAL.sub("", name.lower()).replace("’s", "").replace("'s", "")
    return re.sub(r"\W", "", re.sub(r"^(the|a|an) ", "", low))


def is_party(told, candidate):
    return bool({plain(n) for n in told} & {plain(n) for n in candidate["names"]} - {""})


def is_victim(article, candidate):
    return is_party(article.victims, candidate)


def is_attacker(article, candidate):
    return is_party(article.attackers, candidate)


def is_loss(article, candidate):
    return any(unit == other and abs(value - float(told)) * 50 <= float(told)
               for unit, value in ((u, float(v)) for u, v in candidate["values"]) for other, told in article.losses)


def is_day(article, candidate):
    first, last = candidate["earliest"] or "", candidate["latest"] or ""
    return any(candidate["edtf"] == day or len(day) == 7 and first.startswith(day) and last.startswith(day)
               for day in article.days)


QUESTIONS = {"victim": ("victims", "parties", is_victim), "attacker": ("attackers", "parties", is_attacker),
             "loss": ("losses", "losses", is_loss), "time": ("days", "days", is_day)}


def candidates(articles, binary, weights=None):
    """Asks the program for the candidates of every article and their signs; by the weights in a folder, or by its own."""
    forms = [{"id": a.id, "text": a.text, "published": a.published, "victims": a.victims or [],
              "states": str(a.kept) if a.read and a.kept else None} for a in articles]
    lines = "\n".join(json.dumps(form) for form in forms)
    command = [binary] if binary else ["cargo", "run", "--quiet", "--release", "--example", "candidates", "--"]
    command += [str(weights)] if weights else []
    out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    for article, line in zip(articles, out.splitlines(), strict=True):
        article.found = json.loads(line)


def groups_of(articles, question):
    """(article, candidates, which are right) for every article whose gold answers the question."""
    told, found, right = QUESTIONS[question]
    answered = [a for a in articles if getattr(a, told) is not None]
    return [(a, a.found[found], [right(a, c) for c in a.found[found]]) for a in answered]


def shrinking(articles, shrink):
    """An article that is read with the encoder and without it counts twice, and so does what the weights cost."""
    return shrink * len({article.read for article in articles})


def fit(groups):
    """{(sign, value): weights, one for each kind of article}"""
    shrink = shrinking([article for article, *_ in groups], SHRINK)
    known = Counter(sign for _, found, _ in groups for sign in {tuple(s) for c in found for s in c["signs"]})
    signs = {sign: at for at, sign in enumerate(sorted(s for s, n in known.items() if n >= ARTICLES))}
    kinds = 1 + len(KINDS)  # a weight that all articles share, and one of each kind's own
    rows, columns, group, right = [], [], [], []
    for number, (article, found, answers) in enumerate(groups):
        kind = 1 + KINDS.index(article.found["coins"])
        none = {"signs": []}    # "none of them", right where nothing else is
        for candidate, answer in [*zip(found, answers), (none, not any(answers))]:
            columns_here = [kinds * signs[tuple(s)] + own for s in candidate["signs"] if tuple(s) in signs for own in (0, kind)]
            rows += [len(right)] * len(columns_here)
            columns += columns_here
            group.append(number)
            right.append(answer)
    size = (len(right), kinds * len(signs))
    table = Signs(rows, columns, size)
    group, right = torch.tensor(group), torch.tensor(right)
    weights = torch.zeros(kinds * len(signs), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")
    empty = torch.full((len(groups),), -torch.inf, dtype=torch.float64)

    def total(scores, where):
        scores, group_here = scores[where], group[where]
        most = empty.scatter_reduce(0, group_here, scores.detach(), "amax")
        return most + torch.zeros(len(groups), dtype=torch.float64).scatter_add(0, group_here, (scores - most[group_here]).exp()).log()

    def loss():
        optimizer.zero_grad()
        scores = table @ weights
        value = (total(scores, right | ~right) - total(scores, right)).sum() + shrink / 2 * (weights @ weights)
        value.backward()
        return value

    optimizer.step(loss)
    weights = weights.detach().view(-1, kinds)
    return {sign: (weights[at, 0] + weights[at, 1:]).tolist() for sign, at in signs.items()}


KINDS_OF_INCIDENT = ("theft", "data_breach", "extortion", "disruption", "phishing", "fraud", "intrusion",
                     "vulnerability_disclosure", "vulnerability_patch")
LENGTH = 4.0            # of the vector of an article
WORDS, SHRINK_WORDS = 4, 0.3    # a word counts that stands in so many articles; L2
ADDED, DROPPED = -0.5, -2.5     # as in src/incident/choose/kinds.rs
ANY = "incident"        # one more column: whether there is an incident of any kind


def vectors(articles, known):
    rows, columns, values = [], [], []
    for row, article in enumerate(articles):
        own = [known[tuple(s)] for s in article.found["words"] if tuple(s) in known]
        rows += [row] * (len(own) + 1)
        columns += [*own, len(known)]     # the bias last
        values += [LENGTH / max(1, len(own)) ** 0.5] * len(own) + [1.0]
    return Signs(rows, columns, (len(articles), len(known) + 1), values)


def fit_types(articles):
    """The words and their weights, a row each, the bias last; a logistic regression for each kind."""
    count = Counter(tuple(s) for a in articles for s in a.found["words"])
    often = sorted(s for s, n in count.items() if WORDS <= n < 0.6 * len(articles) and not s[1].isnumeric() and s[1])
    known = {sign: at for at, sign in enumerate(often)}
    table = vectors(articles, known)
    gold = torch.tensor([[float(kind in a.types) for kind in KINDS_OF_INCIDENT] + [float(bool(a.types))] for a in articles],
                        dtype=torch.float64)
    weights = torch.zeros(len(known) + 1, len(KINDS_OF_INCIDENT) + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(table @ weights, gold, reduction="sum")
        value = value + SHRINK_WORDS / 2 * (weights[:-1] ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return known, weights.detach()


def count_types(judged):
    for name in dict.fromkeys(a.set for a, _ in judged):
        own = [(set(a.types), {k for k, s in zip(KINDS_OF_INCIDENT, scores) if s > ADDED}) for a, scores in judged if a.set == name]
        right = sum(len(gold & found) for gold, found in own)
        given, told = sum(len(found) for _, found in own), sum(len(gold) for gold, _ in own)
        print(f"    {name:<20} P {100 * right / max(1, given):.1f} R {100 * right / max(1, told):.1f} of {told} kinds, by words alone")
        there = [(bool(gold), scores[-1] > 0) for (gold, _), (a, scores) in zip(own, [j for j in judged if j[0].set == name])]
        print(f"    {name:<20} any incident: {sum(g == s for g, s in there)} of {len(there)} right, "
              f"{sum(s and not g for g, s in there)} of {sum(not g for g, _ in there)} without one taken for one")


def write_types(known, weights, out):
    rows = [["bias", "", *weights[-1].tolist()], *([*sign, *weights[at].tolist()] for sign, at in known.items())]
    lines = ["\t".join([sign, word, *(f"{w:.2f}" for w in row)]) for sign, word, *row in rows if max(map(abs, row)) >= 0.02]
    head = ["# sign, word, weight for each kind of incident; made by models/train/choosers.py", "\t".join(["", "", *KINDS_OF_INCIDENT, ANY])]
    (out / "types.tsv").write_text("\n".join([*head, *lines]) + "\n")


def types(parts, test, folders, out, layers):
    """Learns the kinds of incident: for each part of the articles from all others into its folder, then from all."""
    asked = [[a for a in part if a.types is not None] for part in parts]
    judged, scored = [], []
    for part, folder in zip(asked, folders):
        known, weights = fit_types([a for other in asked if other is not part for a in other])
        write_types(known, weights, folder)
        scored.append((vectors(part, known) @ weights).tolist())
        judged += zip(part, scored[-1])
    print("types")
    count_types(judged)
    known, weights = fit_types(sum(asked, []))
    write_types(known, weights, out)
    test = [a for a in test if a.types is not None]
    tried = (vectors(test, known) @ weights).tolist()
    if test:
        print("types: test")
        count_types(list(zip(test, tried)))
    if layers is not None:
        classes = [*KINDS_OF_INCIDENT, ANY]

        def cases(articles, scored):
            told = [set(a.types) | ({ANY} if a.types else set()) for a in articles]
            return seen.Cases([(own, seen.seen(a, []), answer) for a, own, answer in zip(articles, scored, told)], classes, True)

        def counted(name, model, articles, cases):
            if articles:
                print(name)
                count_types(list(zip(articles, model(cases.scores, model.standard(cases.table)).tolist())))

        for at, folder in enumerate(folders):
            model = cases(sum(but(asked, at), []), sum(but(scored, at), [])).learn()
            layers[folder].update(zip([f"types {name}" for name in classes], model.columns()))
        counted("types: last part with what is seen", model, asked[-1], cases(asked[-1], scored[-1]))
        model = cases(sum(asked, []), sum(scored, [])).learn()
        counted("types: test with what is seen", model, test, cases(test, tried))
        layers[out].update(zip([f"types {name}" for name in classes], model.columns()))


def scores(weights, article, found):
    kind = KINDS.index(article.found["coins"])
    return [sum(weights[tuple(s)][kind] for s in c["signs"] if tuple(s) in weights) for c in found]


def best(weights, article, found):
    """The likeliest candidate's index, or None."""
    counted = scores(weights, article, found)
    most = max(counted, default=0.0)
    return counted.index(most) if most > 0 else None


def is_right(answers, at):
    """Whether candidate `at`, or none of them, is right."""
    return at is not None and answers[at] or at is None and not any(answers)


def by_set(judged):
    """What was judged of each set of articles, read with the encoder and without it."""
    sets = {}
    for one in judged:
        sets.setdefault(one[0].set + ("" if one[0].read else ", signs"), []).append(one)
    return sets.items()


def count(judged):
    """Prints right answers by set, and how many can be right at all."""
    for name, own in by_set(judged):
        own = [(answers, at) for _, answers, at in own]
        right = sum(is_right(answers, at) for answers, at in own)
        can = sum(any(answers) for answers, _ in own)
        print(f"    {name:<20} {right:>4} of {len(own)} right ({can} have a right candidate)")


def write(question, weights, out):
    rows = [f"{sign}\t{value}\t{coins:.3f}\t{other:.3f}" for (sign, value), (coins, other) in sorted(weights.items())
            if max(abs(coins), abs(other)) >= 0.005]
    head = "# sign, what is seen, weight in articles about crypto assets, in others; made by models/train/choosers.py"
    (out / f"{question}.tsv").write_text("\n".join([head, *rows]) + "\n")


def but(parts, at):
    """All parts but one."""
    return parts[:at] + parts[at + 1:]


def choose(question, parts, test, folders, out, layers, ask=groups_of, count=count):
    """Learns one question: for each part of the articles from all others into its folder, then from all into `out`."""
    asked = [ask(part, question) for part in parts]
    judged, scored = [], []
    for at, (part, folder) in enumerate(zip(asked, folders)):
        weights = fit(sum(but(asked, at), []))
        write(question, weights, folder)
        judged += [(a, answers, best(weights, a, found)) for a, found, answers in part]
        scored.append([scores(weights, a, found) for a, found, _ in part])
    print(question)
    count(judged)
    weights = fit(sum(asked, []))
    write(question, weights, out)
    tried = ask(test, question)
    if test:
        print(f"{question}: test")
        count([(a, answers, best(weights, a, found)) for a, found, answers in tried])
    if layers is not None:
        cases = [seen_cases(part, own) for part, own in zip(asked, scored)]

        def counted(name, model, groups, scored):
            groups, scored = zip(*[one for one in zip(groups, scored) if one[0][0].read]) if groups else ([], [])
            if groups:
                print(name)
                chosen = seen.Choice(seen_cases(groups, scored)).best(model)
                count([(a, answers, at) for (a, _, answers), at in zip(groups, chosen)])

        for at, folder in enumerate(folders):
            model = seen.Choice(sum(but(cases, at), [])).learn()
            layers[folder][question], = model.columns()
        counted(f"{question}: last part with what is seen", model, asked[-1], scored[-1])
        model = seen.Choice(sum(cases, [])).learn()
        counted(f"{question}: test with what is seen", model, tried, [scores(weights, a, found) for a, found, _ in tried])
        layers[out][question], = model.columns()


def seen_cases(groups, scored):
    """The cases of articles that were read."""
    return [(own, [seen.seen(getattr(a, "article", a), c["spans"]) for c in found], answers)
            for (a, found, answers), own in zip(groups, scored) if a.read]


def main():
    import judges
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", nargs="+")
    args.add_argument("--out", type=Path, default=ROOT / "models/choosers")
    args.add_argument("--folds", type=int, default=4)
    args.add_argument("--test", nargs="*", default=[])
    args.add_argument("--states", type=Path, metavar="FILE", help="keeps what the encoder makes of the articles (.npz), some hundred MB")
    args.add_argument("--signs-only", action="store_true", help="leave out what the encoder sees")
    args.add_argument("--binary", help="a built example, instead of cargo run")
    args = args.parse_args()
    articles, test = load(args.gold), load(args.test, None)
    parts = [articles[at::args.folds] for at in range(args.folds)]
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        folders = [Path(work) / str(at) for at in range(args.folds)]
        for folder in folders:
            shutil.copytree(args.out, folder)
        everything = [*zip(parts, folders), *([(test, args.out)] if test else [])]
        candidates(articles + test, args.binary)
        layers = None
        if not args.signs_only:
            layers = {folder: {} for folder in [*folders, args.out]}
            seen.read(articles + test, args.states)
            seen.keep(articles + test, Path(work))
        types(parts, test, folders, args.out, layers)
        for question in QUESTIONS:
            choose(question, parts, test, folders, args.out, layers)
        if layers is not None:
            # The program runs with the encoder and without it, and so is what the choices say learned from.
            for part in parts:
                part += [replace(article, read=False) for article in part]
        # Each stage learns from what the weights of the one before make of articles that they have not seen.
        for stage in judges.STAGES:
            for folder, own in (layers or {}).items():
                seen.write(own, folder)
            for some, folder in everything:
                candidates(some, args.binary, folder)
            for question in stage:
                judges.learn(question, parts, test, folders, args.out, layers)
        if layers is not None:
            seen.write(layers[args.out], args.out)


if __name__ == "__main__":
    main()
