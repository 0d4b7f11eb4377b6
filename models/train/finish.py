"""From a checkpoint to models/event/: tune, link, export, measure. usage: python finish.py --casie DIR --corpus DIR ...

The figures of every variant go to OUT/figures.json; `--ship stored|int8|int7|f32` chooses the files (stored: int8 weights, f32 arithmetic).
"""
import argparse
import json
import shutil
import time
from pathlib import Path

import torch

from event_model import corpus, labels, link, link_training, model, onnx_export, onnx_graph, score, text, tuning, weights
from event_model.contract import entry
from event_model.model import Arguments, Events
from event_model.predict import Options, TorchBackend, predict
from event_model.tuning import CASIE_TYPES, Dev


def command():
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("casie", "corpus", "weights", "checkpoint", "work", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--encoder", default="gte-small")
    ap.add_argument("--ship", default="stored")
    ap.add_argument("--limit", type=int, help="dev articles, for a quick trial")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--link-articles", type=int, default=701)
    ap.add_argument("--variants", default="stored,int8,f32")
    ap.add_argument("--skip-link", action="store_true", help="use the pair scorer that lies in --work")
    return ap.parse_args()


def variants(work):
    """Every way to store and compute: name to (encoder, arguments)."""
    g = onnx_graph
    for part in ("encoder", "arguments"):
        f32 = work / f"{part}.f32.onnx"
        for name, reduce in (("int8", False), ("int7", True)):
            g.int8_matmuls(f32, work / f"{part}.{name}.onnx", reduce)
        g.int8_storage(f32, work / f"{part}.stored.onnx")
    for name in ("int8", "int7", "stored"):
        g.int8_embedding(work / f"encoder.{name}.onnx")
    pairs = {"f32": ("f32", "f32"), "int8": ("int8", "int8"), "int7": ("int7", "int7"), "stored": ("stored", "stored"),
             "int7+stored": ("int7", "stored")}
    return {n: (work / f"encoder.{e}.onnx", work / f"arguments.{a}.onnx") for n, (e, a) in pairs.items()}


def parity(torch_backend, onnx_backend, windows):
    """The largest difference between torch and ONNX outputs on some windows."""
    from event_model.predict import pad
    inputs = pad(windows)
    real = inputs[1] == 1
    pairs = zip(torch_backend.encode(*inputs), onnx_backend.encode(*inputs))
    return [float(abs(a - b)[real].max()) for a, b in pairs]


def contract(backend, options, threshold, confidence, files, out):
    """labels.json: everything but the weights that the run time needs."""
    rounded = lambda m: [[round(float(v), 4) for v in row] for row in m]
    value = {
        "format": 1, "types": labels.TYPES, "own_types": sorted(labels.OWN_TYPES), "realis": labels.REALIS,
        "kinds": labels.KINDS, "roles": labels.ROLES, "trigger_tags": labels.TRIGGER_TAGS, "role_tags": labels.ROLE_TAGS,
        "legal": labels.LEGAL, "body_pieces": text.BODY, "title_pieces": text.TITLE, "shapes": text.SHAPES,
        "abbreviations": sorted(text.ABBREVIATIONS), "sentence_break": text.BREAK.pattern,
        "reach_words": model.REACH, "distance_ends": model.DISTANCES, "width": model.WIDTH,
        "none_bias": options.none_bias, "role_none_bias": options.role_none_bias,
        "confidence": confidence,
        "link": {"threshold": threshold[0], "power": threshold[1], "roles": link.CONFLICT_ROLES, "small_words": sorted(link.SMALL_WORDS),
                 "features": link.FEATURES},
        "trigger_crf": {"start": rounded([backend.trigger_crf[1]])[0], "pair": rounded(backend.trigger_crf[0])},
        "role_crf": {"start": rounded([backend.role_crf[1]])[0], "pair": rounded(backend.role_crf[0])},
        "files": {f.name: entry(f) for f in files},
    }
    body = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items())
    (out / "labels.json").write_text("{\n" + body + "\n}\n", encoding="utf-8")


def main():
    args = command()
    torch.set_num_threads(args.threads)
    work, out = Path(args.work), Path(args.out)
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = weights.find(weights.fetch(args.encoder, args.weights), "vocab.txt")
    reader = text.Reader(vocabulary)
    saved = torch.load(args.checkpoint, weights_only=True)
    events, heads = Events(args.encoder), Arguments()
    events.load_state_dict(saved["events"])
    heads.load_state_dict(saved["arguments"])
    backend = TorchBackend(events, heads)
    casie_dev = corpus.casie(Path(args.casie) / "dev.jsonl")[:args.limit]
    own_dev = corpus.folder(Path(args.corpus) / "dev")[:args.limit]
    figures = {}

    def note(name, value):
        figures[name] = value
        print(time.strftime("%T"), name, score.line(value) if isinstance(value, dict) and "TC" in value else value, flush=True)
        (work / "figures.json").write_text(json.dumps(figures, indent=1))

    dev = Dev(backend, reader, casie_dev)
    note("plain decoding", dev.score(Options(own_types=False)))
    none, role_none, table = tuning.sweep(dev, CASIE_TYPES)
    options = Options(none, role_none)
    note("sweep", table)
    note("biases", [none, role_none])
    own = Dev(backend, reader, own_dev)
    bias, table = tuning.own_bias(own, options)
    note("bias of own types", table)
    with torch.no_grad():
        events.trigger[-1].bias += bias * torch.tensor([float(tag[2:] in labels.OWN_TYPES) for tag in labels.TRIGGER_TAGS])
    dev, own = dev.shifted(bias), own.shifted(bias)
    note("torch f32, rule for LINK, own types off", dev.score(Options(none, role_none, False)))
    note("torch f32, rule for LINK, own types on, scored on all", dev.score(options, None))
    note("torch f32, rule for LINK, own types on, CASIE types", dev.score(options))
    link_file = work / "link.pt"
    if link_file.exists() and args.skip_link:
        scorer = link.Pairs()
        scorer.load_state_dict(torch.load(link_file, weights_only=True))
    else:
        casie_train = corpus.casie(Path(args.casie) / "train.jsonl")[:args.link_articles]
        gold = link_training.gold_events(backend, reader, casie_train)
        scorer = link_training.train(casie_train, gold)
        torch.save(scorer.state_dict(), link_file)
    scorer.eval()
    run = link_training.numpy_scorer(scorer)
    (threshold, power), table = tuning.link_threshold(dev, options, run)
    note("link thresholds", table)
    chosen = link_training.linker(run, threshold, power)
    note("link threshold and power", [threshold, power])
    note("torch f32, pair scorer", dev.score(options, link=chosen))
    confidence, bins = tuning.confidence(dev, options)
    note("reliability", bins)
    note("own dev, own types", own.score(options, labels.OWN_TYPES, link=chosen))
    note("own dev, all types", own.score(options, None, link=chosen))
    onnx_export.export_encoder(events, work / "encoder.f32.onnx")
    onnx_export.export_arguments(heads, work / "arguments.f32.onnx")
    onnx_export.export_pairs(scorer, link.FEATURES, work / "pairs.onnx")
    paths = variants(work)
    for name in args.variants.split(","):
        encoder, arguments = paths[name]
        onnx = onnx_graph.OnnxBackend(encoder, arguments, backend.trigger_crf, backend.role_crf, args.threads)
        note(f"onnx {name} largest difference", parity(backend, onnx, dev.windows[:8]))
        found = predict(onnx, reader, casie_dev, options, chosen)
        note(f"onnx {name} MB", round(sum(p.stat().st_size for p in (encoder, arguments)) / 1e6, 2))
        note(f"onnx {name} casie dev", score.score(casie_dev, found, CASIE_TYPES))
        note(f"onnx {name} own dev", score.score(own_dev, predict(onnx, reader, own_dev, options, chosen), labels.OWN_TYPES))
    for source, name in (*zip(paths[args.ship], ("encoder.onnx", "arguments.onnx")),
                         (work / "pairs.onnx", "pairs.onnx"), (vocabulary, "vocab.txt")):
        shutil.copy(source, out / name)
    from safetensors.torch import save_file
    save_file({k: v.contiguous() for k, v in weights.to_bert(events.encoder).items()}, work / "encoder.safetensors")
    files = [out / n for n in ("encoder.onnx", "arguments.onnx", "pairs.onnx", "vocab.txt")]
    contract(backend, options, (threshold, power), confidence, files, out)


main()
