"""The shipped files on articles, printed as score.py reads them. usage: python extract.py --model DIR ARTICLES.jsonl > predicted.jsonl"""
import argparse
import json
import sys
from pathlib import Path

from event_model import corpus, link_training, predict
from event_model.text import Reader
from golden import backend, pair_scorer


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", required=True)
    ap.add_argument("--casie-types", action="store_true", help="neither Theft, Disruption nor Fraud")
    ap.add_argument("articles")
    args = ap.parse_args()
    folder = Path(args.model)
    contract, shipped = backend(folder)
    options = predict.Options(contract["none_bias"], contract["role_none_bias"], not args.casie_types)
    link = link_training.linker(pair_scorer(folder), contract["link"]["threshold"], contract["link"]["power"])
    for row in predict.predict(shipped, Reader(folder / "vocab.txt"), corpus.casie(args.articles), options, link):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


main()
