"""The open gold articles as JSON Lines that `extract` reads; the blind ones are never opened."""

import json
import sys
from pathlib import Path

for article in sorted(Path(sys.argv[1]).glob("*/article.txt")):
    if article.parent.name == "blind":
        continue
    gold = json.loads((article.parent / "gold.json").read_text())
    line = {"id": article.parent.name, "text": article.read_text(), "published": gold.get("article", {}).get("published")}
    print(json.dumps({key: value for key, value in line.items() if value}, ensure_ascii=False))
