"""Where what is made from a snapshot lies: in the case's folder `index`, under a key; it can be thrown away at any time.

A case on a disk that cannot be written to (an archive, a sealed copy) is shown all the same: what is made lies in a folder for this
user alone, and goes with the process.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp


@cache
def _aside(case: Path) -> Path:
    folder = Path(mkdtemp(prefix="offscript-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _index_of(case: Path) -> Path:
    index = case / "index"
    return index if os.access(index if index.exists() else case, os.W_OK) else _aside(case)


def kept_in(case: Path, name: str, key: str, build: Callable[[Path], None]) -> Path:
    """A folder made by `build`, whole or not at all, unless it lies there; older ones of its name are removed."""
    folder = _index_of(case) / f"{name}-{key}"
    if folder.exists():
        return folder
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    build(unfinished)
    try:
        unfinished.replace(folder)
    except OSError:
        # Another page of this case was quicker; what it made is the same.
        shutil.rmtree(unfinished)
    for other in folder.parent.glob(f"{name}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder
