"""Write `src/offscript/text/encoder.npz` from a student: `python training/likeness/export.py --weights student-4.pt`.

Products are taken in eight bits, but for the last of each layer: what goes into it is so uneven that cosines would be off by four
times as much (`README.md`).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1] / "opinions"))
from network import Encoder, Layer
from packed import encoder_bytes

from offscript.text.beside import toml_beside

TARGET = Path(__file__).parents[2] / "src" / "offscript" / "text"
EXACT = "fo"


def read(path: Path) -> Encoder:
    """The student a file holds."""
    state = {name: value.float() for name, value in torch.load(path).items()}
    made = Encoder(0.0)
    made.layers = nn.ModuleList(
        Layer(0.0) for _ in {name.split(".")[1] for name in state if name.startswith("layers.")}
    )
    made.load_state_dict(state)
    return made.eval()


def main() -> None:
    """Write the file and its digest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True)
    given = parser.parse_args()
    graph = encoder_bytes(read(given.weights), EXACT)
    np.savez_compressed(TARGET / "encoder.npz", encoder=np.frombuffer(graph, np.uint8))
    said = dict(toml_beside("offscript.text", "encoder"))
    said["encoder"] = hashlib.sha256((TARGET / "encoder.npz").read_bytes()).hexdigest()
    listed = "\n".join(f'{name} = "{digest}"' for name, digest in said.items())
    (TARGET / "encoder.toml").write_text(
        f"# The files of weights, and their digests, checked when they are loaded.\n{listed}\n"
    )


if __name__ == "__main__":
    main()
