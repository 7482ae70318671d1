"""Make the one file the package reads: `python training/opinions/packed.py --weights weights.pt --data DATA --out FILE`.

The encoder as ONNX with eight-bit weights (dynamic quantisation, a scale a column), the heads as they are, what the development
split chooses, and a filter of sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from batches import example, table
from filter import fitted
from measure import chosen, say
from network import HIDDEN, Encoder, Network
from numpy.typing import NDArray
from onnx import numpy_helper
from records import everything, split
from vocabulary import start

from offscript.text.pieces import Pieces


def plain(encoder: Encoder, path: Path) -> None:
    """Write the encoder as ONNX, weights as they are."""
    encoder.eval()
    given = torch.zeros(2, 9, HIDDEN), torch.ones(2, 9)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "present", "words")}
    torch.onnx.export(
        encoder,
        given,
        str(path),
        input_names=["pieces", "present"],
        output_names=["words"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def unsigned(graph: bytes) -> bytes:
    """The same weights as numbers from 0 to 255: exact, and multiplied without loss on processors that have no VNNI."""
    model = onnx.load_model_from_string(graph)
    held = {value.name: value for value in model.graph.initializer}
    for node in model.graph.node:
        for name in (node.input[1], node.input[3]) if node.op_type == "MatMulInteger" else ():
            values = numpy_helper.to_array(held[name])
            if values.dtype == np.int8:
                moved = (values.astype(np.int16) + 128).astype(np.uint8)
                held[name].CopyFrom(numpy_helper.from_array(moved, name))
    raw: bytes = model.SerializeToString()
    return raw


def encoder_bytes(encoder: Encoder, exact: str = "") -> bytes:
    """The encoder as ONNX, weights in eight bits, but for those of the part of a layer that is named `exact`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        plain(encoder, whole)
        kept = [node.name for node in onnx.load(whole).graph.node if exact and f"/{exact}/" in node.name]
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=kept,
        )
        return unsigned(small.read_bytes())


def heads(network: Network) -> dict[str, NDArray[np.float16]]:
    """Weights of the heads by name."""
    return {f"head.{name}": value.numpy().astype(np.float16) for name, value in network.heads.state_dict().items()}


def main() -> None:
    """Write the file and say its digest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--choose-on", nargs="+", default=["dev"], help="splits whose scores choose the biases")
    parser.add_argument("--biases-of", type=Path, help="weights of the same recipe that did not see that split")
    given = parser.parse_args()
    begin = start()
    network = Network(0.0)
    network.load_state_dict(torch.load(given.weights))
    cut, vectors = Pieces(begin.pieces, begin.scores.tolist()), table(begin)
    records = everything(given.data)
    watched = [example(one, cut) for one in records if split(one) in given.choose_on]
    judge = network
    if given.biases_of:
        judge = Network(0.0)
        judge.load_state_dict(torch.load(given.biases_of))
    biases = chosen(say(judge, watched, vectors))
    content: dict[str, NDArray[np.generic]] = {
        "encoder": np.frombuffer(encoder_bytes(network.encoder), np.uint8),
        "biases": np.frombuffer(json.dumps(biases).encode(), np.uint8),
        "filter": fitted(records),
        **heads(network),
    }
    np.savez_compressed(given.out, **content)
    digest = hashlib.sha256(given.out.read_bytes()).hexdigest()
    print(json.dumps({"bytes": given.out.stat().st_size, "sha256": digest, "biases": biases}))


if __name__ == "__main__":
    main()
