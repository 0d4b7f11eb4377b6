"""The averaged weights of a `last.pt` as a checkpoint for finish.py. usage: python average.py last.pt best.pt"""
import sys

import torch

from event_model.model import Arguments, Events
from event_model.training import Average, optimiser

saved = torch.load(sys.argv[1], weights_only=True)
depth = 1 + max(int(n.split(".")[2]) for n in saved["events"] if n.startswith("encoder.layers."))
events, heads = Events("minilm-l6" if depth == 6 else "gte-small"), Arguments()
events.load_state_dict(saved["events"])
heads.load_state_dict(saved["arguments"])
optimiser(events, heads, 0.0, 0.0)  # marks what learns
average = Average([events, heads])
average.shadow = saved["average"]
average.swap()
torch.save({"events": events.state_dict(), "arguments": heads.state_dict(), "epoch": saved["epoch"]}, sys.argv[2])
