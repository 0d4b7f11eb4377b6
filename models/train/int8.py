"""The shipped graphs with int8 arithmetic: faster, and somewhat less right (LOG.md). usage: python int8.py MODEL OUT

OUT becomes a folder for `--models`. Weights are rounded once more than for the figures of LOG.md.
"""
import argparse
from pathlib import Path

import onnx

from event_model import contract, onnx_graph


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    args = ap.parse_args()
    model, out = Path(args.model), Path(args.out)
    labels = contract.copied(model, out)
    graphs = ("encoder.onnx", "arguments.onnx")
    for name in graphs:
        wide = out / ("wide." + name)
        onnx.save(onnx_graph.widened(onnx.load(model / name)), str(wide))
        onnx_graph.int8_matmuls(wide, out / name)
        wide.unlink()
    contract.save(labels, out, *graphs)


main()
