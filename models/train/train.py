"""Train the event extractor. usage: python train.py --casie DIR [--corpus DIR] --weights DIR --out DIR

The learning rate warms up, stays, and falls linearly over the last `--decay` epochs.
"""
import argparse
import json
import time
from pathlib import Path

import torch

from event_model import corpus, score, teaching, weights
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
    ap.add_argument("--freeze", type=int, default=0, help="this many lower layers stay as they are (with --start or --resume)")
    ap.add_argument("--evaluate", help="this checkpoint on the dev parts, instead of training")
    ap.add_argument("--start", help="begin with the weights of this checkpoint, not with the encoder's own")
    ap.add_argument("--casie-share", type=float, default=1.0, help="of CASIE's articles, drawn anew for every epoch")
    ap.add_argument("--resume", help="go on from this checkpoint: weights, average, optimiser, epoch")
    ap.add_argument("--limit", type=int, help="articles, for a quick trial")
    ap.add_argument("--device", default="cpu", help="cpu or cuda")
    ap.add_argument("--f32", action="store_true", help="no bfloat16: for CPUs that only emulate it")
    ap.add_argument("--order-seed", type=int, help="another order of the articles than that of --seed")
    ap.add_argument("--fold", help="K/N: leave out every N-th article from the K-th on, and write soft labels for them to OUT/soft.pt")
    ap.add_argument("--soft", nargs="*", default=[], help="soft labels to learn from, beside the gold")
    ap.add_argument("--share", type=float, default=0.5, help="of a word's target that comes from the soft labels")
    return ap.parse_args()


def evaluate(events, arguments, reader, casie_dev, own_dev, fast=True):
    backend = TorchBackend(events, arguments, fast)
    found = predict(backend, reader, casie_dev, Options(own_types=not own_dev))
    result = {"casie": score.score(casie_dev, found, set(TYPES) - OWN_TYPES)}
    if own_dev:
        result["casie-all-types"] = score.score(casie_dev, found)
        own = predict(backend, reader, own_dev)
        result["own"] = score.score(own_dev, own, OWN_TYPES)
        result["own-all"] = score.score(own_dev, own)
    return result


def judged(result):
    """(sum that the choice of a checkpoint goes by, figures to keep); prints a line for each part."""
    total = sum(result["casie"][m][2] for m in ("TC", "AC", "AC+"))
    total += sum(result["own"][m][2] for m in ("TC", "AC")) * 0.5 if "own" in result else 0.0
    lines = {name: score.line(r) for name, r in result.items()}
    for name, line in lines.items():
        print(f"  {name}: {line}", flush=True)
    return total, {"total": total, "lines": lines, **result}


def main():
    args = arguments_of_command()
    torch.set_num_threads(args.threads)
    chance = seeded(args.seed)
    if args.order_seed is not None:
        chance.seed(args.order_seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    folder = weights.fetch(args.encoder, args.weights)
    reader = Reader(weights.find(folder, "vocab.txt"))
    events, heads = Events(args.encoder), Arguments()
    weights.load(events.encoder, folder)
    events.to(args.device), heads.to(args.device)
    if args.evaluate or args.start:
        saved = torch.load(args.evaluate or args.start, weights_only=True)
        events.load_state_dict(saved["events"]), heads.load_state_dict(saved["arguments"])
    documents, left_out = corpus.casie(Path(args.casie) / "train.jsonl")[:args.limit], []
    casie_dev = corpus.casie(Path(args.casie) / "dev.jsonl")[:args.limit]
    own_dev = []
    if args.corpus:
        documents += corpus.folder(Path(args.corpus) / "train")[:args.limit]
    if args.fold:
        documents, left_out = teaching.fold(documents, args.fold)
    if args.corpus:
        documents += [d for d in documents if not d.partial] * (args.own_weight - 1)
        own_dev = corpus.folder(Path(args.corpus) / "dev")
    if args.evaluate:
        _, figures = judged(evaluate(events, heads, reader, casie_dev, own_dev, not args.f32))
        (out / "best.json").write_text(json.dumps(figures, indent=1))
        return
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
    soft = teaching.Teaching(args.soft, args.share) if args.soft else None
    best, started, over = 0.0, time.time(), False
    while epoch < args.epochs and not over:
        began = time.time()
        chosen = [d for d in documents if not d.partial or args.casie_share == 1.0 or chance.random() < args.casie_share]
        batches = epoch_batches(epoch_windows(reader, chosen, chance), args.batch, chance)
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
            with torch.autocast(args.device, torch.bfloat16, enabled=not args.f32):
                parts = losses(events, heads, batch, chance, teaching=soft)
            loss = (parts[0] + parts[1] + parts[2] + 0.1 * parts[3]) / len(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*events.parameters(), *heads.parameters()], 10.0)
            optimise.step()
            optimise.zero_grad()
            average.update()
            steps += 1
            sums = [s + p.detach() for s, p in zip(sums, parts)]
            if n % 25 == 0:
                print(f"  {n}/{len(batches)} {time.time() - began:.0f}s loss {float(loss):.2f} rate {factor:.2f}", flush=True)
        epoch += 1
        trained = time.time() - began
        if args.device == "cpu":  # a pass over the articles is long there
            torch.save({"events": events.state_dict(), "arguments": heads.state_dict(), "average": average.shadow,
                        "optimiser": optimise.state_dict(), "epoch": epoch, "steps": steps}, out / "last.pt")
        last = over or epoch == args.epochs
        if args.fold or epoch % args.evaluate_every and not last:
            print(f"epoch {epoch} trained {trained:.0f}s", flush=True)
            continue
        average.swap()
        mean = " ".join(f"{s / len(documents):.2f}" for s in sums)
        print(f"epoch {epoch} trained {trained:.0f}s losses {mean}")
        total, figures = judged(evaluate(events, heads, reader, casie_dev, own_dev, not args.f32))
        if total > best:
            best = total
            torch.save({"events": events.state_dict(), "arguments": heads.state_dict(), "epoch": epoch}, out / "best.pt")
            (out / "best.json").write_text(json.dumps({"epoch": epoch, **figures}, indent=1))
        average.swap()
    if left_out:
        average.swap()
        torch.save(teaching.label(events, heads, reader, left_out), out / "soft.pt")


main()
