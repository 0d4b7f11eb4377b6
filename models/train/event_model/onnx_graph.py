"""What is done to exported graphs: three ways to make the files small, and their weights read back. Needs no torch."""
import re

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ENCODER_INPUTS = ["input_ids", "attention_mask", "features"]
ENCODER_OUTPUTS = ["states", "trigger_logits", "realis_logits"]
ARGUMENT_INPUTS = ["words", "trigger", "type_id", "distance", "sentence", "mask"]
ARGUMENT_OUTPUTS = ["role_logits", "kind_logits"]


def int8_matmuls(source, target, reduce_range=False):
    """Dynamic quantisation: DynamicQuantizeLinear and MatMulInteger, weights per output channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(str(source), str(target), op_types_to_quantize=["MatMul"], per_channel=True,
                     reduce_range=reduce_range, weight_type=QuantType.QInt8,
                     extra_options={"MatMulConstBOnly": True})
    return target


def _int8(array, axis):
    """Symmetric int8 with one scale per index of `axis`."""
    other = tuple(k for k in range(array.ndim) if k != axis)
    scale = np.maximum(np.abs(array).max(axis=other), 1e-8).astype(np.float32) / 127
    shape = [-1 if k == axis else 1 for k in range(array.ndim)]
    return np.clip(np.round(array / scale.reshape(shape)), -127, 127).astype(np.int8), scale


def int8_storage(source, target, smallest=20000):
    """Weights of MatMul lie as int8 and are widened by DequantizeLinear: f32 arithmetic, a quarter of the file."""
    model = onnx.load(str(source))
    graph = model.graph
    arrays = {i.name: i for i in graph.initializer}
    nodes = []
    for node in graph.node:
        name = node.input[1] if node.op_type == "MatMul" and len(node.input) > 1 else None
        if name in arrays and np.prod(arrays[name].dims) >= smallest:
            values, scale = _int8(numpy_helper.to_array(arrays[name]), 1)
            graph.initializer.remove(arrays[name])
            graph.initializer.extend([numpy_helper.from_array(values, name + "_int8"),
                                      numpy_helper.from_array(scale, name + "_scale")])
            nodes.append(helper.make_node("DequantizeLinear", [name + "_int8", name + "_scale"], [name], axis=1))
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(target))


def int8_embedding(path, smallest=1_000_000):
    """The word table as int8 with one scale per word: Gather, Cast, Gather the scale, Mul. In place."""
    model = onnx.load(str(path))
    graph = model.graph
    arrays = {i.name: i for i in graph.initializer}
    nodes = []
    for node in graph.node:
        table = arrays.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or np.prod(table.dims) < smallest:
            nodes.append(node)
            continue
        values, scale = _int8(numpy_helper.to_array(table), 0)
        graph.initializer.remove(table)
        graph.initializer.extend([numpy_helper.from_array(values, "word_table_int8"),
                                  numpy_helper.from_array(scale[:, None], "word_table_scale")])
        ids, out = node.input[1], node.output[0]
        nodes += [helper.make_node("Gather", ["word_table_int8", ids], ["word_int8"], axis=0),
                  helper.make_node("Cast", ["word_int8"], ["word_float"], to=TensorProto.FLOAT),
                  helper.make_node("Gather", ["word_table_scale", ids], ["word_scale"], axis=0),
                  helper.make_node("Mul", ["word_float", "word_scale"], [out])]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def widened(model):
    """The matrices that `int8_storage` narrowed, as f32 again; the word table stays as it is. In place."""
    graph = model.graph
    arrays = {i.name: i for i in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type != "DequantizeLinear":
            nodes.append(node)
            continue
        values, scale = (numpy_helper.to_array(arrays[n]) for n in node.input[:2])
        for name in node.input[:2]:
            graph.initializer.remove(arrays[name])
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float32) * scale, node.output[0]))
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def weights(model):
    """Every parameter of an exported graph under its name in torch, f32, matrices as torch lays them out."""
    graph = widened(model).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {n: a for n, a in arrays.items() if n.endswith((".weight", ".bias"))}
    if "word_table_int8" in arrays:
        found["encoder.words.weight"] = arrays["word_table_int8"].astype(np.float32) * arrays["word_table_scale"]
    for node in graph.node:
        # A MatMul's weight lies transposed and is called by a number; its node has the module's path.
        if node.op_type == "MatMul" and node.input[1] in arrays:
            path = re.sub(r"^(\w+)/\1\.", r"\1.", node.name.strip("/").removesuffix("/MatMul"))
            found[path.replace("/", ".") + ".weight"] = arrays[node.input[1]].T
        # The one row of segments is folded into a constant.
        if node.op_type == "Add" and any(n in arrays and arrays[n].shape == (384,) and n.startswith("onnx::") for n in node.input):
            name = next(n for n in node.input if n in arrays)
            found["encoder.segments.weight"] = np.stack([arrays[name], np.zeros_like(arrays[name])])
    return found


class OnnxBackend:
    """`predict.TorchBackend` over the exported files."""
    def __init__(self, encoder, arguments, trigger_crf, role_crf, threads=2):
        import onnxruntime as ort
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.sessions = [ort.InferenceSession(str(p), options, providers=["CPUExecutionProvider"])
                         for p in (encoder, arguments)]
        self.trigger_crf, self.role_crf = trigger_crf, role_crf

    def encode(self, *inputs):
        return self.sessions[0].run(ENCODER_OUTPUTS, dict(zip(ENCODER_INPUTS, inputs)))

    def arguments(self, *inputs):
        inputs = [i.astype(np.int64) if i.dtype == bool else i for i in inputs]
        return self.sessions[1].run(ARGUMENT_OUTPUTS, dict(zip(ARGUMENT_INPUTS, inputs)))
