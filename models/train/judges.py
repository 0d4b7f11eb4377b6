"""What sums, counts, data, methods and attackers are of an incident, who was hit, who says who did it, and which drafts are incidents at all:
the judges that choosers.py learns once it has learned the choosers, because what the rules and the choices say is a sign, too.

A multinomial logit in which "nothing of the kind" scores 0, L2 on the weights, L-BFGS from zeros. Of write-ups only the
victim and the loss are learned.
"""
import re
from collections import Counter

import torch

import choosers
import seen
from choosers import KINDS_OF_INCIDENT, is_day, is_loss, is_party, names, plain
from signs import Signs

ARTICLES = 3    # a sign counts that stands in so many articles
SHRINK = 2.0    # half of this times the sum of the squares of the weights is added to the loss


def near(value, told):
    return abs(float(value) - float(told)) * 200 <= float(told)


def known(article, name):
    """All values of a field of all incidents; None where one leaves the field out."""
    if article.incidents is None or any(name not in incident for incident in article.incidents):
        return None
    return [value for incident in article.incidents for value in incident[name] or []]


def money(gold):
    """(currency or ticker, value) of a sum, in all the forms that gold gives."""
    asset = gold.get("asset") or {}
    own = [(m.get("currency"), m["value"]) for m in [gold, *gold.get("equivalents", [])] if m.get("value") is not None]
    return own + ([(asset.get("symbol"), asset["quantity"])] if asset.get("quantity") else [])


def role(article, sum):
    if article.incidents is None:   # a write-up tells the loss; other sums of money that rules take for it are none
        if is_loss(article, sum):
            return "stolen"
        rule = next(value for sign, value in sum["signs"] if sign == "by rule")
        coined = all(len(unit) == 3 and unit.isupper() for unit, _ in sum["values"]) and ["is", "coins"] not in sum["signs"]
        return "" if article.alone and coined and rule in ("none", "stolen") else None
    told = [value for incident in article.incidents for value in incident.get("amounts") or []]
    for gold in told:
        if any(unit == other and near(value, much) for unit, value in sum["values"] for other, much in money(gold)):
            return gold["role"]
    return "" if known(article, "amounts") is not None else None


def of_series(article, number):
    """How many incidents gold counts in a series, or what was taken or hit in all of them."""
    if article.incidents is None:
        return "" if article.alone else None
    whole = [i for i in article.incidents if i.get("scope") == "series"]
    value = number["value"]
    if value is not None and any(near(value, i["attacks"]["value"]) for i in whole if i.get("attacks")):
        return "attacks"
    for incident in whole:
        if value is not None and any(near(value, count["value"]) for count in incident.get("affected") or [] if count.get("value")):
            return "total"
        if any(unit == other and near(much, told) for gold in incident.get("amounts") or []
               for other, told in money(gold) for unit, much in number["values"]):
            return "total"
    left = {"affected"} if value is not None else {"amounts"}
    open_ended = any("scope" not in i or i["scope"] == "series" and left - i.keys() for i in article.incidents)
    return None if open_ended else ""


def affected(article, count):
    told = [value for incident in article.incidents for value in incident.get("affected") or []]
    if any(near(count["value"], gold["value"]) for gold in told if gold.get("value")):
        return "affected"
    return "" if known(article, "affected") is not None else None


def bare(words):
    return re.sub(r"^(the|a|an|their|his|her|its|our|your|some) ", "", words.lower().replace("’", "'")).strip()


def exposed(article, thing):
    told = [value for incident in article.incidents for value in incident.get("data") or []]
    if bare(thing["name"]) in map(bare, told):
        return "exposed"
    return "" if known(article, "data") is not None else None


def used(article, thing):
    told = [value["name"] for incident in article.incidents for value in incident.get("methods") or []]
    if plain(thing["name"]) in map(plain, told):
        return "used"
    return "" if known(article, "methods") is not None else None


def attacker(article, party):
    told = [name for incident in article.incidents for name in names(incident.get("attackers"))]
    if is_party(told, party):
        return "attacker"
    return "" if known(article, "attackers") is not None else None


def did(article, pair):
    """Whether an attacker of the article did one of its incidents."""
    incident = mine(article, pair) if article.incidents else None
    if incident is None or "attackers" not in incident:
        return None
    return "did" if is_party(names(incident["attackers"]), pair) else ""


def firmly(article, claim):
    """How firmly a source says who did it; None where gold does not have the two together."""
    incident = mine(article, claim) if article.incidents else None
    for gold in (incident or {}).get("attribution") or []:
        own = next((a for a in incident.get("attackers") or [] if gold["attacker"] in names([a])), None)
        called = names([own]) if own else [gold["attacker"]]
        by = claim.get("by") or []
        same = is_party([gold["by"]], {"names": by}) if gold.get("by") and by else not gold.get("by") and not by
        if same and is_party(called, claim) and gold.get("stance") in STANCES:
            return gold["stance"]
    return None


def hit(article, party):
    if article.incidents is None:
        return "hit" if is_party(article.victims, party) else "" if article.alone else None
    told = [name for incident in article.incidents for name in names(incident.get("victims"))]
    if is_party(told, party):
        return "hit"
    return "" if known(article, "victims") is not None else None


def mine(article, draft):
    """The gold incident that a draft tells: of a series the first series, else by its victims, or by being the first."""
    if draft.get("series"):
        return next((i for i in article.incidents if i.get("scope") == "series"), None)
    for incident in article.incidents:
        if is_party(names(incident.get("victims")), {"names": draft["victims"]}):
            return incident
    return article.incidents[0] if article.incidents and draft["main"] else None


def kinds(article, draft):
    if article.incidents is None:
        return None
    incident = mine(article, draft)
    if not incident or "types" not in incident:
        return None
    return set(incident["types"])


def counts_as(incident, numbers):
    """Whether an incident of gold is a series that has one of the numbers of a draft, where both have any."""
    own = [count["value"] for count in [incident.get("attacks"), *(incident.get("affected") or [])] if count and count.get("value")]
    own += [value for sum in incident.get("amounts") or [] for _, value in money(sum)]
    alike = not own or not numbers or any(near(value, told) for value in numbers for told in own if told)
    return incident.get("scope") == "series" and alike


def told(article, draft):
    if article.incidents is None:
        if is_party(article.victims, {"names": draft["victims"]}):
            return "told"
        return "" if article.alone else None
    if draft["series"]:
        return "told" if any(counts_as(incident, draft["numbers"]) for incident in article.incidents) else ""
    for incident in article.incidents:
        own = names(incident.get("victims"))
        if is_party(own, {"names": draft["victims"]}):
            return "told"
        alike = not set(draft["types"]).isdisjoint(incident.get("types") or [])
        if alike and not own and not draft["victims"]:
            return "told"
    first = article.incidents[0] if article.incidents else None
    main = ["is", "the main one"] in draft["signs"]
    if first and main and not set(draft["types"]).isdisjoint(first.get("types") or []):
        return "told"
    return ""


def said(article, case):
    """What gold says of who did it, denials apart: who says so of the attacker of a case, by all names; None where gold says nothing."""
    incident = article.incidents is not None and mine(article, case) or {}
    told = []
    for statement in incident.get("attribution") or []:
        own = [party for party in incident.get("attackers") or [] if party["name"] == statement["attacker"]]
        if statement.get("stance") != "denied" and "by" in statement and is_party([statement["attacker"], *names(own)], case):
            by = [statement["by"], *statement.get("by_aliases", [])] if statement["by"] else []
            told.append(by + (names(own) if statement["by"] == statement["attacker"] else []))
    return sum(told, []) if told else None


STANCES = ["alleged", "confirmed", "suspected", "claimed"]
QUESTIONS = {
    "hit": ("victims", hit, ["hit"]),
    "unnamed": ("unnamed", hit, ["hit"]),
    "series": ("series", of_series, ["attacks", "total"]),
    "roles": ("sums", role, ["stolen", "ransom_demanded", "ransom_paid", "damage", "fine", "recovered", "reward"]),
    "counts": ("counts", affected, ["affected"]),
    "data": ("data", exposed, ["exposed"]),
    "methods": ("methods", used, ["used"]),
    "attackers": ("attackers", attacker, ["attacker"]),
    "stances": ("stances", firmly, STANCES),
    "culprits": ("culprits", did, ["did"]),
    "kinds": ("kinds", kinds, list(KINDS_OF_INCIDENT)),
    "told": ("drafts", told, ["told"]),
}
MANY = {"kinds"}    # of which several can be right
UNSEEN = {"days", "products", "told", "owners", "culprits", "stances"}   # of which what the encoder sees says nothing more on articles not learned from
# Who was hit is judged first, then what is of several incidents together and what of which: the rest is told of incidents.
STAGES = [["hit", "unnamed"], ["series"], ["owners"], ["roles", "counts", "data", "methods", "attackers", "kinds", "days", "products"], ["culprits"], ["sources", "told"], ["stances"]]
BY_RULE = {"did it": "did", "affected": "affected", "affected elsewhere": "affected", "kept": "exposed", "kept elsewhere": "exposed", "victim": "hit"}


def cases(articles, question):
    """(article, signs, class, class by rule, where)"""
    found, label, classes = QUESTIONS[question]
    out = []
    for article in articles:
        if article.incidents is None and question not in ("hit", "unnamed", "series", "roles", "told"):
            continue
        for case in article.found["judged"][found]:
            case["victims"] = case.get("victims") or []
            answer = label(article, case)
            if answer is not None:
                rules = [value for sign, value in case["signs"] if sign == "by rule"]
                rule = next((BY_RULE.get(r, r) if question != "methods" else "used" if r.startswith("kept") else r for r in rules if question != "attackers" or r != "victim"), "")
                if question in MANY:
                    rule = set(rules)
                out.append((article, [tuple(s) for s in case["signs"]], answer, rule, case.get("spans", [])))
    return out


def scores(cases, model):
    """Of every case the score of each class."""
    signs, weights = model
    return [(weights[-1] + weights[[signs[s] for s in own if s in signs]].sum(0)).tolist() for _, own, *_ in cases]


def fit(cases, classes):
    in_articles = Counter(sign for signs in by_article(cases) for sign in signs)
    signs = {sign: at for at, sign in enumerate(sorted(s for s, n in in_articles.items() if n >= ARTICLES))}
    shrink = choosers.shrinking([article for article, *_ in cases], SHRINK)
    rows, columns = [], []
    for row, (_, own, *_) in enumerate(cases):
        kept = {signs[s] for s in own if s in signs}
        rows += [row] * (len(kept) + 1)
        columns += [*kept, len(signs)]     # the bias last
    size = (len(cases), len(signs) + 1)
    table = Signs(rows, columns, size)
    gold = torch.tensor([classes.index(answer) + 1 if answer else 0 for _, _, answer, *_ in cases])
    weights = torch.zeros(len(signs) + 1, len(classes), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        scores = table @ weights
        scores = torch.cat([torch.zeros(len(cases), 1, dtype=torch.float64), scores], 1)
        value = torch.nn.functional.cross_entropy(scores, gold, reduction="sum") + shrink / 2 * (weights[:-1] ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return signs, weights.detach()


def by_article(cases):
    signs = {}
    for article, own, *_ in cases:
        signs.setdefault(id(article), set()).update(own)
    return signs.values()


def fit_each(cases, classes):
    """Every class by itself: several can be right."""
    models = [fit([(a, own, cls if cls in answer else "", rule, spans) for a, own, answer, rule, spans in cases], [cls]) for cls in classes]
    return models[0][0], torch.cat([weights for _, weights in models], 1)


def judge_each(cases, model, classes):
    out = []
    for (article, own, answer, rule, _), scored in zip(cases, scores(cases, model)):
        for cls, score in zip(classes, scored):
            ruled = cls if cls in rule else ""
            out.append((article, own, cls if cls in answer else "", ruled, cls if score > 0 else ""))
    return out


def judge(cases, model, classes):
    out = []
    for (article, own, answer, rule, _), scored in zip(cases, scores(cases, model)):
        score = max(scored)
        out.append((article, own, answer, rule, classes[scored.index(score)] if score > 0 else ""))
    return out


def count(judged, classes):
    for name, own in choosers.by_set(judged):
        for cls in classes:
            line = []
            for by in (3, 4):
                right = sum(case[2] == cls and case[by] == cls for case in own)
                given, gold = sum(case[by] == cls for case in own), sum(case[2] == cls for case in own)
                line.append(f"P {100 * right / max(1, given):5.1f} R {100 * right / max(1, gold):5.1f} F1 {200 * right / max(1, given + gold):5.1f}")
            print(f"    {name:<20} {cls:<16} rules {line[0]}   learned {line[1]}   of {gold}")


def write(question, classes, model, out):
    signs, weights = model
    rows = [["bias", "", *weights[-1].tolist()], *([*sign, *weights[at].tolist()] for sign, at in signs.items())]
    lines = ["\t".join([sign, seen, *(f"{w:.3f}" for w in row)]) for sign, seen, *row in rows if max(map(abs, row)) >= 0.01]
    head = ["# sign, what is seen, weight for each class; made by models/train/choosers.py", "\t".join(["", "", *classes])]
    (out / f"{question}.tsv").write_text("\n".join([*head, *lines]) + "\n")


class Asked:
    """What is asked of an incident of an article: its candidates, and which are right."""
    def __init__(self, article, case, candidates=(), days=()):
        self.article = article
        self.set, self.id, self.read, self.found, self.case = article.set, article.id, article.read, article.found, case
        self.candidates, self.days = candidates, days


def dated(articles):
    """(incident, its dates, which are right) for every draft whose gold tells its time, or that it has none."""
    out = []
    for article in articles:
        for case in article.found["judged"]["days"]:
            case["victims"] = case.get("victims") or []
            if article.incidents is None:
                days = article.days if is_party(article.victims, {"names": case["victims"]}) else None
            else:
                incident = mine(article, case)
                days = choosers.days(incident["time"]) if incident and "time" in incident else None
            if days is not None:
                one = Asked(article, case, days=days)
                out.append((one, case["days"], [is_day(one, day) for day in case["days"]]))
    return out


def made(article, case):
    """The names of the product with the flaw that gold tells of an incident; None where it tells none."""
    incident = article.incidents is not None and mine(article, case) or {}
    told = [[flaw["product"], *flaw.get("product_aliases", [])] for flaw in incident.get("vulnerabilities") or [] if flaw.get("product")]
    return sum(told, []) if told else None


def named(articles, question, candidates, gold):
    """(case, its candidates, which gold names) for every case of which gold says something; none of them is right where it names none."""
    out = []
    for article in articles:
        for case in article.found["judged"][question]:
            case["victims"] = case.get("victims") or []
            told = gold(article, case)
            if told is not None:
                parties = case[candidates]
                out.append((Asked(article, case, parties), parties, [is_party(told, party) for party in parties]))
    return out


def sourced(articles):
    return named(articles, "claims", "sources", said)


def produced(articles):
    return named(articles, "products", "products", made)


def owned(articles):
    """(number, the incidents that compete for it, which it is of) for every number that gold gives to one incident of several."""
    out = []
    for article in articles:
        for case in article.found["judged"]["owners"] if article.incidents else []:
            own = [i for i in article.incidents if holds(i, case)]
            for owner in case["owners"]:
                owner["victims"] = owner.get("victims") or []
            right = [mine(article, owner) is own[0] for owner in case["owners"]] if len(own) == 1 else []
            if any(right):
                out.append((Asked(article, case, case["owners"]), case["owners"], right))
    return out


def holds(incident, number):
    """Whether gold gives a number to an incident."""
    if number["value"] is not None:
        return any(near(number["value"], count["value"]) for count in incident.get("affected") or [] if count.get("value"))
    told = [told for sum in incident.get("amounts") or [] for told in money(sum)]
    return any(unit == other and near(value, much) for unit, value in number["values"] for other, much in told)


def count_owners(judged):
    for name, own in choosers.by_set(judged):
        own = [(answers, at, one) for one, answers, at in own]
        ruled = sum(any(answers[k] and ["by rule", "its own"] in c["signs"] for k, c in enumerate(one.candidates)) for answers, _, one in own)
        print(f"    {name:<20} rules {ruled} learned {sum(choosers.is_right(answers, at) for answers, at, _ in own)} of {len(own)}")


def by_rule(candidate):
    return any(sign == ["by rule", word] for sign in candidate["signs"] for word in ("source", "the product"))


def count_chosen(judged):
    for name, own in choosers.by_set(judged):
        ruled = [(answers, [by_rule(candidate) for candidate in one.candidates], one.case["ruled"]) for one, answers, _ in own]
        rules = sum(any(map(min, answers, told)) if any(answers) else any_rule and not any(told) for answers, told, any_rule in ruled)
        learned = sum(choosers.is_right(answers, at) for _, answers, at in own)
        print(f"    {name:<20} rules {rules} learned {learned} of {len(own)}")


def count_days(judged):
    for name, whole in choosers.by_set(judged):
        for main in (True, False):
            own = [(one, answers, at) for one, answers, at in whole if one.case["main"] == main]
            learned = sum(choosers.is_right(answers, at) for _, answers, at in own)
            rules = sum(one.case["rule"] in one.days or not one.days and one.case["rule"] is None
                        or any(len(day) == 7 and (one.case["rule"] or "").startswith(day) for day in one.days) for one, *_ in own)
            can = sum(any(answers) for _, answers, _ in own)
            print(f"    {name:<20} {'main' if main else 'others':<7} rules {rules} learned {learned} of {len(own)} ({can} have a right date)")


# What is chosen among candidates, and how the right choices are counted.
CHOSEN = {"days": (dated, count_days), "sources": (sourced, count_chosen), "products": (produced, count_chosen),
          "owners": (owned, count_owners)}


def learn(question, parts, test, folders, out, layers):
    """Learns one question: for each part of the articles from all others into its folder, then from all into `out`."""
    layers = None if question in UNSEEN else layers
    if question in CHOSEN:
        ask, tally = CHOSEN[question]
        return choosers.choose(question, parts, test, folders, out, layers, lambda articles, _: ask(articles), tally)
    classes = QUESTIONS[question][2]
    many = question in MANY
    learned, judged_by = (fit_each, judge_each) if many else (fit, judge)
    asked = [cases(part, question) for part in parts]
    judged, scored = [], []
    for at, (part, folder) in enumerate(zip(asked, folders)):
        model = learned(sum(choosers.but(asked, at), []), classes)
        write(question, classes, model, folder)
        judged += judged_by(part, model, classes)
        scored.append(scores(part, model))
    print(question)
    count(judged, classes)
    model = learned(sum(asked, []), classes)
    write(question, classes, model, out)
    tried = cases(test, question)
    if test:
        print(f"{question}: test")
        count(judged_by(tried, model, classes), classes)
    if layers is not None:
        def of(cases, scored):
            return [(own, seen.seen(a, spans), answer) for (a, _, answer, _, spans), own in zip(cases, scored) if a.read]

        def counted(name, layer, cases, scored):
            cases, scored = zip(*[one for one in zip(cases, scored) if one[0][0].read]) if cases else ([], [])
            if cases:
                print(name)
                told = zip(cases, seen.Cases(of(cases, scored), classes, many).judged(layer))
                if many:
                    each = [(a, own, c if c in answer else "", c if c in rule else "", c if c in found else "")
                            for (a, own, answer, rule, _), found in told for c in classes]
                else:
                    each = [(a, own, answer, rule, found) for (a, own, answer, rule, _), found in told]
                count(each, classes)

        columns = [f"{question} {c}" for c in classes]
        rows = [of(part, own) for part, own in zip(asked, scored)]
        for at, folder in enumerate(folders):
            layer = seen.Cases(sum(choosers.but(rows, at), []), classes, many).learn()
            layers[folder].update(zip(columns, layer.columns()))
        counted(f"{question}: last part with what is seen", layer, asked[-1], scored[-1])
        layer = seen.Cases(sum(rows, []), classes, many).learn()
        counted(f"{question}: test with what is seen", layer, tried, scores(tried, model))
        layers[out].update(zip(columns, layer.columns()))
