"""Texts of reference: speeches, statements, laws that a case keeps in its folder `references`, one file each.

Whoever quotes them shares words with everybody else who does, and copied none of these.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.model import REFERENCE
from offscript.read.whole import words_of

FOLDER = "references"


def references(case: Path) -> pa.Table:
    """The texts of reference of a case, to the table `reference`.

    Raises:
        CaseError: a file in the folder cannot be read as text.
    """
    folder = case / FOLDER
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_file() and not path.name.startswith("."):
            text = words_of(path)
            digest = hashlib.sha256(text.encode()).hexdigest()
            rows.append({"reference": digest, "path": path.relative_to(folder).as_posix(), "text": text})
    return pa.Table.from_pylist(rows, schema=REFERENCE)
