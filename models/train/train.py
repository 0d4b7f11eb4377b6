"""Train the event extractor. usage: python train.py --casie DIR [--corpus DIR] --weights DIR --out DIR

The learning rate warms up, stays, and falls linearly over the last `--decay` epochs.
"""
import argparse
import json
import time
from pathlib import Path

import torch

from event_model import corpus, score, weights
from event_model.labels import OWN_TYPES, TYPES
from event_model.model import Arguments, Events
from event_model.predict import Options, TorchBackend, predict
from event_model.text import Reader
from event_model.training import Average, epoch_batches, epoch_windows, losses, optimiser, seeded


def arguments_of_command():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--casie", required=True)
    ap.add_argument("--corpus")
    ap.add_argument("--weights", required=True)
    ap.add_argument("--encoder", default="gte-small")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--decay", type=int, default=4)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--head-rate", type=float, default=4e-4)
    ap.add_argument("--evaluate-every", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--minutes", type=float, help="stop after this time; the rate falls over the last --fall of it")
    ap.add_argument("--fall", type=float, default=0.7)
    ap.add_argument("--own-weight", type=int, default=2, help="how often an epoch sees each own article")
    ap.add_argument("--freeze", type=int, default=0, help="after --resume: this many lower layers stay as they are")
    ap.add_argument("--resume", help="go on from this checkpoint: weights, average, optimiser, epoch")
    ap.add_argument("--limit", type=int, help="articles, for a quick trial")
    return ap.parse_args()


def evaluate(events, arguments, reader, casie_dev, own_dev):
    backend = TorchBackend(events, arguments, fast=True)
    found = predict(backend, reader, casie_dev, Options(own_types=not own_dev))
    result = {"casie": score.score(casie_dev, found, set(TYPES) - OWN_TYPES)}
    if own_dev:
        result["casie-all-types"] = score.score(casie_dev, found)
        own = predict(backend, reader, own_dev)
        result["own"] = score.score(own_dev, own, OWN_TYPES)
        result["own-all"] = score.score(own_dev, own)
    return result


def main():
    args = arguments_of_command()
    torch.set_num_threads(args.threads)
    chance = seeded(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    folder = weights.fetch(args.encoder, args.weights)
    reader = Reader(weights.find(folder, "vocab.txt"))
    events, heads = Events(6 if args.encoder == "minilm-l6" else 12), Arguments()
    weights.load(events.encoder, folder)
    documents = corpus.casie(Path(args.casie) / "train.jsonl")[:args.limit]
    casie_dev = corpus.casie(Path(args.casie) / "dev.jsonl")[:args.limit]
    own_dev = []
    if args.corpus:
        documents += corpus.folder(Path(args.corpus) / "train") * args.own_weight
        own_dev = corpus.folder(Path(args.corpus) / "dev")
    optimise = optimiser(events, heads, args.rate, args.head_rate)
    average = Average([events, heads])
    epoch, steps = 0, 0
    if args.resume:
        saved = torch.load(args.resume, weights_only=True)
        events.load_state_dict(saved["events"])
        heads.load_state_dict(saved["arguments"])
        average.shadow = saved["average"]
        average.steps = steps = saved["steps"]
        optimise.load_state_dict(saved["optimiser"])
        epoch = saved["epoch"]
        chance.seed(args.seed + epoch)
        if args.freeze:
            low = events.encoder
            average.freeze([low.features, low.norm, *low.layers[:args.freeze]])
    best, started, over = 0.0, time.time(), False
    while epoch < args.epochs and not over:
        began = time.time()
        batches = epoch_batches(epoch_windows(reader, documents, chance), args.batch, chance)
        sums = [0.0] * 4
        events.train(), heads.train()
        for n, batch in enumerate(batches):
            left = (args.epochs - epoch - n / len(batches)) / args.decay
            if args.minutes:
                left = (1 - (time.time() - started) / 60 / args.minutes) / args.fall
                over = left <= 0
                if over:
                    break
            factor = min(1.0, (steps + 1) / 100, max(0.02, left))
            for group in optimise.param_groups:
                group["lr"] = group["base"] * factor
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(events, heads, batch, chance)
            loss = (parts[0] + parts[1] + parts[2] + 0.1 * parts[3]) / len(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*events.parameters(), *heads.parameters()], 10.0)
            optimise.step()
            optimise.zero_grad()
            average.update()
            steps += 1
            sums = [s + float(p) for s, p in zip(sums, parts)]
            if n % 25 == 0:
                print(f"  {n}/{len(batches)} {time.time() - began:.0f}s loss {float(loss):.2f} rate {factor:.2f}", flush=True)
        epoch += 1
        trained = time.time() - began
        torch.save({"events": events.state_dict(), "arguments": heads.state_dict(), "average": average.shadow,
                    "optimiser": optimise.state_dict(), "epoch": epoch, "steps": steps}, out / "last.pt")
        if epoch % args.evaluate_every and epoch != args.epochs and not over:
            print(f"epoch {epoch} trained {trained:.0f}s", flush=True)
            continue
        average.swap()
        result = evaluate(events, heads, reader, casie_dev, own_dev)
        total = sum(result["casie"][m][2] for m in ("TC", "AC", "AC+"))
        total += sum(result["own"][m][2] for m in ("TC", "AC")) * 0.5 if own_dev else 0.0
        mean = " ".join(f"{s / len(documents):.2f}" for s in sums)
        print(f"epoch {epoch} trained {trained:.0f}s evaluated {time.time() - began - trained:.0f}s losses {mean}")
        for name, r in result.items():
            print(f"  {name}: {score.line(r)}", flush=True)
        if total > best:
            best = total
            torch.save({"events": events.state_dict(), "arguments": heads.state_dict(), "epoch": epoch}, out / "best.pt")
            (out / "best.json").write_text(json.dumps({"epoch": epoch, **result}, indent=1))
        average.swap()


main()
