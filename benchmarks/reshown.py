"""Prints of pictures: how often a changed copy is known again, and how often two pictures that are not the same pass for one.

`python benchmarks/reshown.py [--folder FOLDER] [--count 2000] [--seed 1]`

Pictures are those of a folder, or drawn by the seed: clouds of light in several sizes with blocks, discs and lines on them. Each is
changed as channels change them: made smaller, packed harder, brighter, with a mark in a corner, with a strip of text below, cut at
the edges, turned about. Every changed copy is compared with its original, every two originals with each other.

Last line: one JSON object with the share known again by change, the share of pairs of different pictures taken for the same one,
the distances asked for, and pictures printed a second.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from offscript.find.pictures import FARTHEST, FLAT
from offscript.read.pictures import printed


def drawn(chance: np.random.Generator) -> Image.Image:
    """A picture that is none of anything."""
    width, height = (int(chance.integers(480, 1600)) for _ in range(2))
    light = np.zeros((height, width, 3), np.float32)
    for size in (2, 4, 9, 20, 60):
        cloud = chance.random((size, size, 3), np.float32)
        spread = [Image.fromarray(cloud[:, :, c]).resize((width, height), Image.Resampling.BICUBIC) for c in range(3)]
        light += np.stack([np.asarray(one) for one in spread], 2) / np.sqrt(size)
    light = (light - light.min()) / (light.max() - light.min()) * 255
    picture = Image.fromarray(light.astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    for _ in range(int(chance.integers(2, 12))):
        x, y = chance.integers(0, width), chance.integers(0, height)
        box = (int(x), int(y), int(x + chance.integers(20, width // 2)), int(y + chance.integers(20, height // 2)))
        colour = tuple(int(one) for one in chance.integers(0, 255, 3))
        kind = int(chance.integers(0, 3))
        if kind == 0:
            pen.rectangle(box, fill=colour)
        elif kind == 1:
            pen.ellipse(box, fill=colour)
        else:
            pen.line(box, fill=colour, width=8)
    return picture


def packed(picture: Image.Image, quality: int = 88) -> bytes:
    """The bytes of a picture as a JPEG file."""
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return held.getvalue()


def _marked(picture: Image.Image) -> Image.Image:
    copy = picture.copy()
    width, height = copy.size
    ImageDraw.Draw(copy).rectangle((width * 0.76, height * 0.9, width * 0.97, height * 0.97), fill=(250, 250, 250))
    return copy


def _captioned(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    copy = Image.new("RGB", (width, round(height * 1.1)), (20, 20, 20))
    copy.paste(picture, (0, 0))
    return copy


def _cut(share: float) -> Callable[[Image.Image], bytes]:
    def cut(picture: Image.Image) -> bytes:
        width, height = picture.size
        return packed(picture.crop((width * share, height * share, width * (1 - share), height * (1 - share))))

    return cut


CHANGES: dict[str, Callable[[Image.Image], bytes]] = {
    "packed_harder": lambda picture: packed(picture, 30),
    "smaller": lambda picture: packed(picture.resize((picture.width // 4, picture.height // 4))),
    "brighter": lambda picture: packed(ImageEnhance.Brightness(picture).enhance(1.3)),
    "duller": lambda picture: packed(ImageEnhance.Contrast(picture).enhance(0.7)),
    "grey": lambda picture: packed(ImageOps.grayscale(picture)),
    "mark_in_a_corner": lambda picture: packed(_marked(picture)),
    "strip_below": lambda picture: packed(_captioned(picture)),
    "edges_cut_2_percent": _cut(0.02),
    "edges_cut_5_percent": _cut(0.05),
    "turned_about": lambda picture: packed(ImageOps.mirror(picture)),
}


def distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Bits in which prints (n, 2) differ."""
    return np.asarray(np.bitwise_count(one ^ other).sum(-1))


def _print(raw: bytes) -> tuple[tuple[int, int], float]:
    across, down, detail, *_ = printed(raw)
    return (across, down), detail


def main() -> None:
    """Print and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = np.random.default_rng(given.seed)
    if given.folder:
        paths = sorted(
            path for path in given.folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
        )
        whole = [Image.open(path).convert("RGB") for path in paths[: given.count]]
    else:
        whole = [drawn(chance) for _ in range(given.count)]
    raw = [packed(one) for one in whole]
    began = time.perf_counter()
    told = [_print(one) for one in raw]
    rate = len(told) / (time.perf_counter() - began)
    held = np.asarray([one for one, _ in told], np.int64)
    flat = np.asarray([detail for _, detail in told]) < FLAT
    known = {}
    for name, change in CHANGES.items():
        changed = np.asarray([_print(change(one))[0] for one in whole], np.int64)
        known[name] = round(float((distances(held, changed) <= FARTHEST).mean()), 4)
    between = np.concatenate([distances(held[n], held[n + 1 :]) for n in range(len(held))])
    print(
        json.dumps(
            {
                "pictures": len(whole),
                "farthest": FARTHEST,
                "flat": int(flat.sum()),
                "known_again": known,
                "taken_for_another": float((between <= FARTHEST).mean()),
                "pairs": len(between),
                "nearest_pairs": np.sort(between)[:5].tolist(),
                "printed_a_second": round(rate, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
