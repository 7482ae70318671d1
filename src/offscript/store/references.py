"""Texts of reference: speeches, statements, laws that a case keeps in its folder `references`, one file each.

Whoever quotes them shares words with everybody else who does, and copied none of these.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.case import CaseError
from offscript.model import REFERENCE
from offscript.read.article import words_of_page

FOLDER = "references"
_PLAIN, _PAGES = (".txt", ".md"), (".html", ".htm")


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix.lower() in _PAGES:
        found = words_of_page(raw)
        if found is None:
            raise CaseError(f"{path}: no text found in this page; save the text itself as a .txt file in its place")
        return found
    if path.suffix.lower() not in _PLAIN:
        raise CaseError(
            f"{path}: a text of reference is a .txt, .md or .html file; save it as one, or move it elsewhere"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def references(case: Path) -> pa.Table:
    """The texts of reference of a case, to the table `reference`.

    Raises:
        CaseError: a file in the folder cannot be read as text.
    """
    folder = case / FOLDER
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_file() and not path.name.startswith("."):
            text = _text(path)
            digest = hashlib.sha256(text.encode()).hexdigest()
            rows.append({"reference": digest, "path": path.relative_to(folder).as_posix(), "text": text})
    return pa.Table.from_pylist(rows, schema=REFERENCE)
