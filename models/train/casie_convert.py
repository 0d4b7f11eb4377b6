"""The published CASIE corpus to the layout of `--casie DIR`.

usage: python casie_convert.py CASIE/data/annotation OUT [--dev IDS] [--test IDS]

Reads `*.json` with `content`, `info.date` (`2018_11_09`), `info.title` and `cyberevent.hopper[].events[]`
(`subtype`, `realis`, `nugget`, `argument[]`). A hopper is one incident. Offsets may be off by a few
characters; each is repaired by its `text`, to the nearest place where that text stands.
`--dev` and `--test` name files that hold one article id a line; every other article is for training.
"""
import argparse
import json
import re
import sys
from pathlib import Path

REACH = 40


def repair(text, start, end, words):
    """The span of `words` nearest to `start`, or None when it stands nowhere near."""
    if text[start:end] == words:
        return start, end
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return None
    low = max(0, start - REACH)
    found = [m.span() for m in re.finditer(pattern, text[low:end + REACH + len(words)])]
    if not found:
        return None
    a, b = min(found, key=lambda s: abs(s[0] + low - start))
    return a + low, b + low


def span(text, node):
    start = int(node["startOffset"])
    return repair(text, start, int(node["endOffset"]), node["text"].strip() or node["text"])


def article(path, lost):
    source = json.loads(path.read_text(encoding="utf-8"))
    text, info = source["content"], source.get("info") or {}
    events = []
    for incident, hopper in enumerate((source.get("cyberevent") or {}).get("hopper") or []):
        for event in hopper.get("events") or []:
            place = span(text, event["nugget"])
            if not place:
                lost.append(f"{path.name}: trigger {event['nugget']['text']!r}")
                continue
            arguments = []
            for node in event.get("argument") or []:
                at = span(text, node)
                if at:
                    role = node["role"]["type"] if isinstance(node["role"], dict) else node["role"]
                    arguments.append({"role": role, "kind": node.get("type"), "start": at[0], "end": at[1]})
                else:
                    lost.append(f"{path.name}: argument {node['text']!r}")
            events.append({"type": event.get("subtype") or event["type"], "realis": event.get("realis", "Actual"),
                           "incident": incident, "start": place[0], "end": place[1], "arguments": arguments})
    return {"id": path.stem, "title": info.get("title") or "",
            "published": (info.get("date") or "").replace("_", "-"), "text": text, "events": events}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("annotation")
    ap.add_argument("out")
    ap.add_argument("--dev")
    ap.add_argument("--test")
    args = ap.parse_args()
    parts = {name: set(Path(file).read_text().split()) if file else set()
             for name, file in (("dev", args.dev), ("test", args.test))}
    out, lost = Path(args.out), []
    out.mkdir(parents=True, exist_ok=True)
    files = {name: (out / f"{name}.jsonl").open("w", encoding="utf-8") for name in ("train", "dev", "test")}
    for path in sorted(Path(args.annotation).glob("*.json")):
        row = article(path, lost)
        part = next((n for n in parts if row["id"] in parts[n]), "train")
        files[part].write(json.dumps(row, ensure_ascii=False) + "\n")
    for line in lost:
        print("not found in the text:", line, file=sys.stderr)


if __name__ == "__main__":
    main()
