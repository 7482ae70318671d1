"""Sentences as numbers of pieces, for `distil.py`: `python training/likeness/sentences.py --out sentences.npz FOLDER ...`

Files of text, of marked-up text (HTML, Mallard) and JSON lists with `text` under the folders are read, cut into sentences and
lines, and each wording kept once. Of the folder given with `--by-file` one file in five is held out, by the digest of its name; of
the other folders one sentence in forty, by its own. Nothing of those is learned from.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import razdel

from offscript.text.encoder import LONGEST, pieces
from offscript.text.pieces import BEGIN, END

_TAG = re.compile(r"<(?:script|style|head)\b.*?</(?:script|style|head)>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_READ = {".txt", ".u8", ".html", ".page", ".json", ".jsonl", ".csv", ".ann", ""}
_FEWEST, _MOST, _LARGEST = 3, 90, 30_000_000


def _texts(path: Path) -> Iterator[str]:
    raw = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        yield from (str(row.get("text") or "") for row in json.loads(raw) if isinstance(row, dict))
    elif path.suffix == ".jsonl":
        yield from (str(json.loads(line).get("text") or "") for line in raw.splitlines())
    elif path.suffix == ".csv":
        yield from (line.split("\t")[0].strip('"') for line in raw.splitlines())
    elif path.suffix in {".html", ".page"}:
        yield html.unescape(
            re.sub(r"[ \t]*\n[ \t]*", " ", _TAG.sub("\n\n", raw).replace("\n\n", "\0")).replace("\0", "\n")
        )
    else:
        yield re.sub(r"(?<=[^\n.!?…:%])\n(?=[^\n\s%•—-])", " ", raw)


def sentences(path: Path) -> Iterator[str]:
    """Sentences of a file that have words enough, and not too many."""
    for text in _texts(path):
        for line in text.splitlines():
            for found in razdel.sentenize(line):
                said = " ".join(found.text.split())
                if _FEWEST <= len(_WORD.findall(said)) <= _MOST:
                    yield said


def _numbers(text: str) -> list[int]:
    cut = [number for word in f"query: {text}".split() for number in pieces().of(word, True)]
    return [BEGIN, *cut[: LONGEST - 2], END]


def _one_in(count: int, name: str) -> bool:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % count == 0


def _found(folder: Path, by_file: bool) -> dict[str, bool]:
    """Sentences of a folder, and whether they are held out."""
    found: dict[str, bool] = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix in _READ):
        if path.stat().st_size <= _LARGEST:
            for said in sentences(path):
                found[said] = found.get(said, False) or (_one_in(5, path.name) if by_file else _one_in(40, said))
    return found


def main() -> None:
    """Write the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--by-file", type=Path)
    parser.add_argument("--most", type=int, default=25_000, help="sentences taken of one folder, about")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    kept: dict[str, tuple[int, bool]] = {}
    for number, folder in enumerate(sorted(given.folders, key=lambda one: (one != given.by_file, one))):
        found = _found(folder, folder == given.by_file)
        step = 1 if folder == given.by_file else max(1, round(len(found) / given.most))
        taken = list(found.items())[::step]
        kept |= {said: (number, held) for said, held in taken if said not in kept}
        print(f"{number} {folder.name}: {len(found)} sentences, {len(taken)} taken")
    cut = [_numbers(said) for said in kept]
    np.savez_compressed(
        given.out,
        pieces=np.concatenate([np.asarray(one, np.uint16) for one in cut]),
        counts=np.asarray([len(one) for one in cut], np.uint16),
        folder=np.asarray([folder for folder, _ in kept.values()], np.uint8),
        held=np.asarray([held for _, held in kept.values()]),
    )
    print(f"{len(cut)} sentences, {sum(held for _, held in kept.values())} held out, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
