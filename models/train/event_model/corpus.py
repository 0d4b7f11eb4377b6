"""Articles with gold events: the layout of `--casie DIR`, and the project's own inline markup.

`=== id | published | title`, then text with `[words]{e1=Theft!Other@a e2.Victim:Organization}`.
"""
import bisect
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from .labels import KINDS, LEGAL, REALIS, ROLES, TYPES


@dataclass
class Document:
    id: str
    title: str
    text: str
    events: list
    partial: bool = False  # not annotated for the own types
    published: str = ""


class CorpusError(Exception):
    pass


def casie(path):
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Document(r["id"], r.get("title") or "", r["text"], r["events"], True, r.get("published") or "")
            for r in rows]


HEADER = re.compile(r"=== *(?P<id>[^|]+?) *\| *(?P<published>[^|]*?) *\| *(?P<title>.*?) *$")
TRIGGER = re.compile(r"(?P<event>e\d+)=(?P<type>[A-Za-z]+)(?:!(?P<realis>[A-Za-z]+))?(?:@(?P<group>\w+))?$")
ARGUMENT = re.compile(r"(?P<event>e\d+)\.(?P<role>[\w-]+):(?P<kind>\w+)$")


@dataclass
class _Article:
    header: re.Match
    line: int
    pieces: list = field(default_factory=list)
    open: list = field(default_factory=list)
    events: dict = field(default_factory=dict)
    arguments: list = field(default_factory=list)
    length: int = 0

    def add(self, text):
        self.pieces.append(text)
        self.length += len(text)


def inline(path):
    """Read one file of inline markup; every error names its file and line."""
    articles, current = [], None
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        def fail(message):
            raise CorpusError(f"{path}:{number}: {message}")
        if line.startswith("==="):
            header = HEADER.match(line)
            if not header:
                fail("a header is `=== id | published | title`")
            if current:
                articles.append(_finish(path, current))
            current = _Article(header, number)
        elif current:
            _line(current, line, number, fail)
        elif line.strip() and not line.startswith("#"):
            fail("text before the first `=== id | published | title`")
    if current:
        articles.append(_finish(path, current))
    return articles


def _line(article, line, number, fail):
    at = 0
    while at < len(line):
        c = line[at]
        if c == "\\" and at + 1 < len(line):
            article.add(line[at + 1])
            at += 2
        elif c == "[":
            article.open.append((article.length, number))
            at += 1
        elif c == "]" and not article.open:
            fail("`]` without `[` (write `\\]` for the character)")
        elif c == "]":
            start, _ = article.open.pop()
            close = line.find("}", at)
            if line[at + 1:at + 2] != "{" or close < 0:
                fail("`]` must be followed by `{labels}`")
            for label in line[at + 2:close].split():
                _label(article, label, start, article.length, number, fail)
            at = close + 1
        else:
            article.add(c)
            at += 1
    article.add("\n")


def _label(article, label, start, end, number, fail):
    found = TRIGGER.match(label)
    if found:
        if found["event"] in article.events:
            fail(f"{found['event']} has two triggers")
        if found["type"] not in TYPES:
            fail(f"unknown type {found['type']}")
        if (found["realis"] or "Actual") not in REALIS:
            fail(f"unknown realis {found['realis']}")
        article.events[found["event"]] = {
            "type": found["type"], "realis": found["realis"] or "Actual",
            "incident": found["group"] or found["event"], "start": start, "end": end, "arguments": []}
        return
    found = ARGUMENT.match(label)
    if not found:
        fail(f"`{label}` is neither `e1=Type` nor `e1.Role:Kind`")
    if found["role"] not in ROLES or found["kind"] not in KINDS:
        fail(f"unknown role or kind in `{label}`")
    article.arguments.append((found["event"], {"role": found["role"], "kind": found["kind"],
                                               "start": start, "end": end}, number))


def _finish(path, article):
    if article.open:
        raise CorpusError(f"{path}:{article.open[-1][1]}: `[` is never closed")
    text = "".join(article.pieces)
    shift = len(text) - len(text.lstrip("\n"))
    text = text.strip("\n")
    for event, argument, number in article.arguments:
        if event not in article.events:
            raise CorpusError(f"{path}:{number}: {event} has no trigger")
        gold = article.events[event]
        if argument["role"] not in LEGAL[gold["type"]]:
            raise CorpusError(f"{path}:{number}: {gold['type']} has no role {argument['role']}")
        gold["arguments"].append(argument)
    events = list(article.events.values())
    groups = {}
    for e in events:
        e["incident"] = groups.setdefault(e["incident"], len(groups))
        for span in [e, *e["arguments"]]:
            span["start"] -= shift
            span["end"] -= shift
    h = article.header
    return Document(h["id"], h["title"], text, events, False, h["published"])


def folder(path):
    """All articles of `corpus/train` or the like, in the order of file names."""
    return [d for file in sorted(Path(path).glob("*.txt")) for d in inline(file)]


def annotate(window, document):
    """Put the document's events into the window, as word indices."""
    window.document = document
    starts, ends = [w.start for w in window.words], [w.end for w in window.words]

    def words(span):
        first, end = bisect.bisect_right(ends, span["start"]), bisect.bisect_left(starts, span["end"])
        return (first, end) if first < end else None
    for e in document.events:
        if e["end"] <= starts[0] or e["start"] >= ends[-1]:
            continue
        trigger = words(e)
        if trigger:
            arguments = [(a["role"], a.get("kind"), span) for a in e["arguments"] if (span := words(a))]
            window.events.append((TYPES.index(e["type"]), REALIS.index(e["realis"]), trigger, arguments))
    return window
