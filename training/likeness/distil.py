"""A small sentence encoder that says what the published one says: `python distil.py --data sentences.npz --teacher published.npz
--pieces pieces.npz --out FOLDER --layers 2 3 4 --minutes 7`, on a graphics card.

Each student begins as some of the teacher's layers, and learns its vectors: of each piece, of the sentence without what all
sentences have in common, and how near each sentence of a batch is to the others (Reimers & Gurevych 2020; Jiao et al. 2020,
"TinyBERT"; Tejankar et al. 2021 for the last). Sentences are cut, joined and have pieces changed by chance. torch, numpy and
onnx are all it needs.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "opinions"))
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
from network import LAYERS, Encoder

from offscript.text.encoder import unpacked

END = 2
LONGEST, WARM = 112, 0.03
TOUCH, CROP, JOIN, CHANGED = 0.3, 0.35, 0.2, 0.12
SHARP = 0.05
EVEN = 8
"""Pieces of a batch are a multiple of it: kernels of attention with a mask ask for that."""


class Sentences(NamedTuple):
    """All pieces in a row, and where each sentence's own begin (after the prefix) and how many they are."""

    pieces: Tensor
    start: Tensor
    count: Tensor
    prefix: Tensor


def product(rows: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Weights of a product of four-bit blocks, (out, in)."""
    low, high = (rows & 15).astype(np.float32), (rows >> 4).astype(np.float32)
    values = np.stack([low, high], -1).reshape(*rows.shape[:2], -1) - 8
    return (values * scale.reshape(*rows.shape[:2], 1)).reshape(len(rows), -1)


def table(path: Path) -> Tensor:
    """Vectors of the pieces, read from `pieces.npz`."""
    return torch.from_numpy(unpacked(np.load(path)["words"]))


def published(path: Path) -> Encoder:
    """The teacher, from the ONNX graph with four-bit products that `published.py` writes."""
    graph = onnx.load_model_from_string(np.load(path)["encoder"].tobytes()).graph
    held = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    state = {name: torch.from_numpy(value.copy()) for name, value in held.items() if "MatMul" not in name}
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            name = ".".join(node.name.strip("/").split("/")[:-1])
            state[f"{name}.weight"] = torch.from_numpy(product(held[node.input[1]], held[node.input[2]]))
    teacher = Encoder(0.0)
    missing = teacher.load_state_dict(state, strict=False)
    assert not missing.missing_keys, missing
    return teacher.eval()


def student(teacher: Encoder, layers: int) -> Encoder:
    """A network of fewer layers that begins with the teacher's, evenly taken."""
    made = Encoder(0.0)
    made.load_state_dict(teacher.state_dict())
    taken = [round(at * (LAYERS - 1) / (layers - 1)) for at in range(layers)]
    made.layers = nn.ModuleList(made.layers[at] for at in taken)
    return made


def batch(told: Sentences, chosen: Tensor, change: bool) -> tuple[Tensor, Tensor]:
    """Numbers of pieces (B, L) and where there is one; with `change`, cut, joined and altered by chance."""
    device = chosen.device
    start, count = told.start[chosen], told.count[chosen]
    other = torch.randint(len(told.start), chosen.shape, device=device)
    second = torch.zeros_like(count)
    if change:
        luck = torch.rand(len(chosen), 4, device=device)
        keep = torch.where(luck[:, 0] < CROP, 0.25 + 0.75 * luck[:, 1], torch.ones_like(luck[:, 0]))
        shorter = (count * keep).long().clamp(min=3).minimum(count)
        start = start + ((count - shorter) * luck[:, 2]).long()
        count = shorter
        second = torch.where(luck[:, 3] < JOIN, (told.count[other] * luck[:, 1]).long(), second)
    before = len(told.prefix)
    count = count.clamp(max=LONGEST - before - 1)
    second = second.minimum(LONGEST - before - 1 - count)
    size = before + count + second + 1
    at = torch.arange(-(-int(size.max()) // EVEN) * EVEN, device=device)[None, :]
    inner = at - before
    from_one = (start[:, None] + inner).clamp(0, len(told.pieces) - 1)
    from_two = (told.start[other][:, None] + inner - count[:, None]).clamp(0, len(told.pieces) - 1)
    numbers = told.pieces[torch.where(inner < count[:, None], from_one, from_two)]
    if change:
        touched = (torch.rand(len(chosen), 1, device=device) < TOUCH) & (
            torch.rand(numbers.shape, device=device) < CHANGED
        )
        any_piece = told.pieces[torch.randint(len(told.pieces), numbers.shape, device=device)]
        numbers = torch.where(touched, any_piece, numbers)
    numbers = torch.where(at < before, told.prefix[at.clamp(max=before - 1)], numbers)
    numbers = torch.where(at == size[:, None] - 1, torch.full_like(numbers, END), numbers)
    return numbers, (at < size[:, None]).float()


def mean(words: Tensor, present: Tensor) -> Tensor:
    """Vectors of sentences, of length 1."""
    return functional.normalize((words.float() * present[:, :, None]).sum(1), dim=-1)


def loss(mine: Tensor, theirs: Tensor, present: Tensor, middle: Tensor) -> Tensor:
    """How far the student is from the teacher: pieces, sentences, nearness of sentences."""
    pieces = ((1 - functional.cosine_similarity(mine.float(), theirs, dim=-1)) * present).sum() / present.sum()
    scale = ((mine.float() - theirs).square().mean(-1) * present).sum() / present.sum()
    one, other = mean(mine, present), mean(theirs, present)
    one, other = functional.normalize(one - middle, dim=-1), functional.normalize(other - middle, dim=-1)
    away = -1e4 * torch.eye(len(one), device=one.device)
    near, wanted = one @ one.T / SHARP + away, other @ other.T / SHARP + away
    order = functional.kl_div(near.log_softmax(-1), wanted.log_softmax(-1), log_target=True, reduction="batchmean")
    return pieces + 2 * scale + 4 * (1 - (one * other).sum(-1)).mean() + order


@torch.no_grad()
def vectors(encoder: Encoder, words: Tensor, told: Sentences, chosen: Tensor) -> Tensor:
    """Vectors of sentences as they are."""
    out = []
    for part in chosen.split(512):
        numbers, present = batch(told, part, False)
        out.append(mean(encoder(words[numbers], present), present))
    return torch.cat(out)


def likeness(mine: Tensor, theirs: Tensor, middle: Tensor) -> dict[str, float]:
    """How well the student's cosines are the teacher's: on sentences not learned from."""
    one, other = functional.normalize(mine - middle, dim=-1), functional.normalize(theirs - middle, dim=-1)
    size = len(one)
    off = ~torch.eye(size, dtype=torch.bool, device=one.device)
    near, wanted = one @ one.T, other @ other.T
    a, b = near[off], wanted[off]
    first = (near - 2 * ~off).argmax(1) == (wanted - 2 * ~off).argmax(1)
    return {
        "cosine": round(float((one * other).sum(-1).mean()), 4),
        "correlation": round(float(torch.corrcoef(torch.stack([a[::7], b[::7]]))[0, 1]), 4),
        "off": round(float((a - b).abs().mean()), 4),
        "same_first": round(float(first.float().mean()), 4),
    }


def learned(
    teacher: Encoder,
    students: dict[int, Encoder],
    words: Tensor,
    told: Sentences,
    learn: Tensor,
    middle: Tensor,
    given: argparse.Namespace,
) -> int:
    """Train the students for the minutes given; says how many batches there were."""
    parts = [part for one in students.values() for part in one.parameters()]
    doing = torch.optim.AdamW(parts, lr=given.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=given.device != "cpu")
    began, steps, last = time.time(), 0, 0.0
    queue: list[Tensor] = []
    while (done := (time.time() - began) / (60 * given.minutes)) < 1:
        if not queue:
            pool = learn[torch.randperm(len(learn), device=learn.device)[: given.batch * 60]]
            pool = pool[told.count[pool].argsort()]
            queue = list(pool.split(given.batch))
            queue = [queue[at] for at in torch.randperm(len(queue)).tolist()]
        rate = given.rate * min(done / WARM, 0.5 * (1 + np.cos(np.pi * done)) + 1e-3)
        for group in doing.param_groups:
            group["lr"] = rate
        numbers, present = batch(told, queue.pop(), True)
        seen = words[numbers]
        with torch.no_grad(), torch.autocast(given.device, torch.float16):
            theirs = teacher(seen, present).float()
        with torch.autocast(given.device, torch.bfloat16):
            said = [one(seen, present) for one in students.values()]
        each = [loss(mine, theirs, present, middle) for mine in said]
        total = torch.stack(each).sum()
        doing.zero_grad(set_to_none=True)
        total.backward()
        for one in students.values():
            nn.utils.clip_grad_norm_(one.parameters(), 1.0)
        doing.step()
        steps += 1
        if time.time() - last > 20:
            last = time.time()
            print(f"{done:.2f} step {steps} " + " ".join(f"{float(x):.4f}" for x in each), flush=True)
    return steps


def main() -> None:
    """Train, measure, write the students."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("data", "teacher", "pieces", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=[3])
    parser.add_argument("--minutes", type=float, default=7.0)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--batch", type=int, default=768)
    parser.add_argument("--held", type=int, default=4000, help="sentences measured of those held out, for each folder")
    parser.add_argument("--device", default="cuda")
    given = parser.parse_args()
    torch.manual_seed(1)
    torch.backends.cuda.matmul.allow_tf32 = True
    held = np.load(given.data)
    counts = held["counts"].astype(np.int64)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    before = int((np.diff(held["pieces"][first[:, None] + np.arange(6)], axis=0) == 0).all(axis=0).argmin())
    put = lambda values: torch.from_numpy(np.ascontiguousarray(values)).to(given.device)  # noqa: E731
    told = Sentences(
        put(held["pieces"].astype(np.int64)),
        put(first + before),
        put(counts - before - 1),
        put(held["pieces"][:before].astype(np.int64)),
    )
    words = table(given.pieces).to(given.device)
    teacher = published(given.teacher).to(given.device)
    students = {layers: student(teacher, layers).to(given.device) for layers in given.layers}
    learn = put(np.flatnonzero(~held["held"]))
    middle = vectors(teacher, words, told, learn[torch.randperm(len(learn), device=learn.device)[:4000]]).mean(0)
    print(f"{len(counts)} sentences, prefix {before}", flush=True)
    steps = learned(teacher, students, words, told, learn, middle, given)
    figures: dict[str, object] = {"steps": steps, "batch": given.batch, "minutes": given.minutes}
    given.out.mkdir(parents=True, exist_ok=True)
    for layers, one in students.items():
        one.half().float()
        for folder in np.unique(held["folder"]):
            chosen = put(np.flatnonzero(held["held"] & (held["folder"] == folder))[: given.held])
            theirs, mine = (vectors(network, words, told, chosen) for network in (teacher, one))
            figures[f"{layers} layers, folder {folder}"] = likeness(mine, theirs, middle)
        torch.save(
            {name: value.half().cpu() for name, value in one.state_dict().items()}, given.out / f"student-{layers}.pt"
        )
    (given.out / "figures.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
