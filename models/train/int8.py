"""The shipped graphs with int8 arithmetic: faster, and somewhat less right (LOG.md). usage: python int8.py MODEL OUT

OUT becomes a folder for `--models`. Weights are rounded once more than for the figures of LOG.md.
"""
import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx

from event_model import onnx_graph


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    args = ap.parse_args()
    model, out = Path(args.model), Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    contract = json.loads((model / "labels.json").read_text(encoding="utf-8"))
    for name in contract["files"]:
        shutil.copy(model / name, out / name)
    for name in ("encoder.onnx", "arguments.onnx"):
        wide = out / ("wide." + name)
        onnx.save(onnx_graph.widened(onnx.load(model / name)), str(wide))
        onnx_graph.int8_matmuls(wide, out / name)
        wide.unlink()
        body = (out / name).read_bytes()
        contract["files"][name] = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
    (out / "labels.json").write_text(json.dumps(contract, ensure_ascii=False), encoding="utf-8")


main()
