"""The shipped graphs as one safetensors file for `--backend rust-bert`. usage: python torch_weights.py MODEL OUT

OUT becomes a copy of MODEL (a folder like models/event) with `torch.safetensors`, named in its labels.json: the same
numbers that the graphs hold, under the names that rust-bert's BERT uses.
"""
import argparse
import re
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import save_file

from event_model import contract
from event_model.onnx_graph import weights
from event_model.weights import EMBEDDINGS, NAMES

FILE = "torch.safetensors"
LAYER = re.compile(r"layers\.(\d+)\.(.+)\.(weight|bias)$")


def bert_name(name):
    """`encoder.layers.3.out.weight` is `bert.encoder.layer.3.output.dense.weight`; heads keep their names."""
    part, rest = ("bert", name.removeprefix("encoder.")) if name.startswith("encoder.") else ("arguments", name)
    layer = LAYER.match(rest.removeprefix("arguments."))
    if layer:
        theirs = dict((ours, theirs) for theirs, ours in NAMES)[layer[2]]
        return f"{part}.{'encoder.' if part == 'bert' else ''}layer.{layer[1]}.{theirs}.{layer[3]}"
    if part == "bert":
        ours, kind = rest.rsplit(".", 1)
        theirs = dict((o, t) for t, o in EMBEDDINGS) | {"features": "embeddings.feature_embeddings"}
        return f"bert.{theirs[ours]}.{kind}"
    return name


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    args = ap.parse_args()
    model, out = Path(args.model), Path(args.out)
    found = {}
    for graph, prefix in (("encoder", ""), ("arguments", "arguments."), ("pairs", "pairs.")):
        found |= {prefix + n: a for n, a in weights(onnx.load(model / f"{graph}.onnx")).items()}
    arrays = {bert_name(n): np.ascontiguousarray(a.astype(np.float32)) for n, a in found.items()}
    labels = contract.copied(model, out)
    save_file(arrays, out / FILE)
    contract.save(labels, out, FILE)
    print(f"{len(arrays)} arrays, {(out / FILE).stat().st_size / 1e6:.1f} MB")


main()
