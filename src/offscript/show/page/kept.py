"""Where what is made from a snapshot lies: in the case's folder `index`, under a key; it can be thrown away at any time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def kept_in(case: Path, name: str, key: str, build: Callable[[Path], None]) -> Path:
    """A folder made by `build`, whole or not at all, unless it lies there; older ones of its name are removed."""
    folder = case / "index" / f"{name}-{key}"
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
