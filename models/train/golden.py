"""Expected outputs of the shipped files on own articles, for the run time's parity test.

usage: python golden.py --corpus DIR --model models/event [--count 20]
"""
import argparse
import json
from pathlib import Path

import numpy as np

from event_model import corpus, link_training, predict
from event_model.onnx_graph import OnnxBackend
from event_model.text import Reader


def backend(folder, threads=2):
    """The shipped model, with the parameters of its labels.json."""
    contract = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    crf = [[np.array(contract[n][k], np.float32) for k in ("pair", "start")] for n in ("trigger_crf", "role_crf")]
    return contract, OnnxBackend(folder / "encoder.onnx", folder / "arguments.onnx", *crf, threads)


def pair_scorer(folder):
    import onnxruntime as ort
    session = ort.InferenceSession(str(folder / "pairs.onnx"))
    return lambda *x: session.run(["logit"], dict(zip(("left", "right", "pair_features"), x)))[0]


def rounded(array, count=4):
    return [round(float(v), 4) for v in array[:count]]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpus", required=True)
    ap.add_argument("--model", required=True)
    ap.add_argument("--count", type=int, default=20)
    args = ap.parse_args()
    folder = Path(args.model)
    contract, shipped = backend(folder)
    reader = Reader(folder / "vocab.txt")
    options = predict.Options(contract["none_bias"], contract["role_none_bias"])
    link = link_training.linker(pair_scorer(folder), contract["link"]["threshold"], contract["link"]["power"])
    documents = corpus.folder(Path(args.corpus) / "dev")
    documents = documents[:: max(1, len(documents) // args.count)][:args.count]
    rows = []
    for d in documents:
        windows = predict.read(reader, [d])
        encoded = predict.encode(shipped, windows, size=1)
        found = predict.triggers(shipped, encoded, options)
        logits = predict.role_logits(shipped, windows, encoded, found, size=1)
        events = predict.assemble([d], windows, encoded, found, logits, shipped, options, link, keep_private=True)[0]["events"]
        for e in events:
            e["state_head"] = rounded(e.pop("state"))
            e["realis_p"] = rounded(e["realis_p"])
            e["score"], e["certainty"] = round(e["score"], 4), round(e["certainty"], 4)
        rows.append({"id": d.id, "title": d.title, "text": d.text, "events": events, "windows": [
            {"ids": w.ids, "features": w.features, "first": w.first,
             "spans": [[x.start, x.end] for x in w.words], "sentences": [x.sentence for x in w.words],
             "trigger_logits_first_word": rounded(own[1][0], 17)}
            for w, own in zip(windows, encoded)]})
    body = ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    (folder / "golden.json").write_text("[\n" + body + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
