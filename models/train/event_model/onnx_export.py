"""Export of the trained modules to ONNX."""
import torch

from .onnx_graph import ARGUMENT_INPUTS, ARGUMENT_OUTPUTS, ENCODER_INPUTS, ENCODER_OUTPUTS

OPSET = 17


def export(module, inputs, names, outputs, dynamic, path):
    module.eval()
    with torch.no_grad():
        torch.onnx.export(module, inputs, str(path), input_names=names, output_names=outputs, opset_version=OPSET,
                          dynamic_axes=dynamic, do_constant_folding=True, dynamo=False)


def export_encoder(events, path):
    ids = torch.randint(1000, 2000, (2, 7))
    axes = {n: {0: "batch", 1: "pieces"} for n in ENCODER_INPUTS + ENCODER_OUTPUTS}
    export(events, (ids, torch.ones_like(ids), torch.zeros_like(ids)), ENCODER_INPUTS, ENCODER_OUTPUTS, axes, path)


def export_arguments(arguments, path):
    ids = torch.zeros(2, 7, dtype=torch.long)
    inputs = (torch.randn(2, 7, 384), torch.randn(2, 384), ids[:, 0], ids, ids, torch.ones_like(ids))
    axes = {n: {0: "triggers", 1: "words"} for n in ("words", "distance", "sentence", "mask", *ARGUMENT_OUTPUTS)}
    axes |= {n: {0: "triggers"} for n in ("trigger", "type_id")}
    export(arguments, inputs, ARGUMENT_INPUTS, ARGUMENT_OUTPUTS, axes, path)


def export_pairs(pairs, features, path):
    inputs = (torch.randn(2, 384), torch.randn(2, 384), torch.zeros(2, features))
    axes = {n: {0: "pairs"} for n in ("left", "right", "pair_features", "logit")}
    export(pairs, inputs, ["left", "right", "pair_features"], ["logit"], axes, path)
