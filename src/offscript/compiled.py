"""What is compiled for the processor at hand, once after an installation: whether it was, and doing it ahead of the first run."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from offscript.store.engine import Tell
from offscript.text.scan import scan
from offscript.workspace import create

_SAID = (
    "Колонна номер {} вышла из города утром и отошла на заранее подготовленные позиции у реки.",
    "A column of {} lorries left the town in the morning and stopped at the prepared positions by the river.",
)
_POSTS = 12
_USED = ("reuse", "translations", "coordination", "volume", "repeats")


def compiled() -> bool:
    """Whether machine code of the word scanner lies where numba keeps it, as it does after a first run."""
    return any(Path(scan.stats.cache_path).glob("scan.scan-*.nbi"))


def compile_all(tell: Tell) -> float:
    """Run a dozen made-up posts through all that is compiled; gives seconds."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="offscript-") as folder:
        posts = [
            {"_": "Message", "id": number, "peer_id": {"channel_id": number % 3 + 1}}
            | {"date": f"2022-09-10T12:{number:02}:00+00:00", "message": _SAID[number % 2].format(number)}
            for number in range(_POSTS)
        ]
        path = Path(folder) / "posts.json"
        path.write_text(json.dumps(posts, ensure_ascii=False), encoding="utf-8")
        case = create(Path(folder) / "case")
        case.read([path], tell=tell)
        case.analyse(_USED, tell=tell)
    return time.perf_counter() - began
