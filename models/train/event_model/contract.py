"""What a model's folder says of its own files: the `files` of labels.json, and folders made from others."""
import hashlib
import json
import shutil


def entry(path):
    """Sum and size, by which the program knows a damaged file."""
    body = path.read_bytes()
    return {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}


def copied(model, out):
    """Copies the files of `model` to `out` and gives what its labels.json says, to be changed and saved."""
    out.mkdir(parents=True, exist_ok=True)
    contract = json.loads((model / "labels.json").read_text(encoding="utf-8"))
    for name in contract["files"]:
        shutil.copy(model / name, out / name)
    return contract


def save(contract, out, *names):
    """Writes labels.json to `out`, with the files `names` as they are there now."""
    contract["files"] |= {name: entry(out / name) for name in names}
    (out / "labels.json").write_text(json.dumps(contract, ensure_ascii=False), encoding="utf-8")
