"""Micro-averaged F1 as the CASIE scorer defines it: TC, AC, AC+, LINK on exact spans."""
import itertools


def keys(document, events):
    out = {k: set() for k in ("TI", "TC", "AI", "AC", "AI+", "AC+", "LINK")}
    groups = {}
    for e in events:
        t = (document, e["start"], e["end"])
        out["TI"].add(t)
        out["TC"].add((*t, e["type"]))
        groups.setdefault(e["incident"], set()).add(t)
        for a in e["arguments"]:
            s = (document, e["type"], a["start"], a["end"])
            out["AI"].add(s)
            out["AC"].add((*s, a["role"]))
            out["AI+"].add((*s, *t))
            out["AC+"].add((*s, *t, a["role"]))
    for g in groups.values():
        out["LINK"].update(itertools.combinations(sorted(g), 2))
    return out


def score(gold_documents, predicted, types=None):
    """{measure: (precision, recall, F1)}; with `types`, events of these types only."""
    counts = {}
    by_id = {p["id"]: p["events"] for p in predicted}
    for d in gold_documents:
        def chosen(events):
            return [e for e in events if types is None or e["type"] in types]
        gold, found = keys(d.id, chosen(d.events)), keys(d.id, chosen(by_id[d.id]))
        for m in gold:
            c = counts.setdefault(m, [0, 0, 0])
            c[0] += len(gold[m] & found[m])
            c[1] += len(found[m])
            c[2] += len(gold[m])
    return {m: (100 * h / max(1, p), 100 * h / max(1, g), 200 * h / max(1, p + g)) for m, (h, p, g) in counts.items()}


def line(result):
    return " ".join(f"{m} {f:.1f} ({p:.0f}/{r:.0f})" for m, (p, r, f) in result.items() if m in ("TC", "AC", "AC+", "LINK"))
