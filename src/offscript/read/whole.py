"""All words of one file, whatever it was saved as: plain text, Markdown, a web page, a Word document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

from offscript.case import CaseError
from offscript.read.article import words_of_page
from offscript.read.statement import parts_of_word


def _plain(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def _page(path: Path) -> str:
    found = words_of_page(path.read_bytes())
    if found is None:
        raise CaseError(f"{path}: no text found in this page; save the text itself as a .txt file in its place")
    return found


def _word(path: Path) -> str:
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return "\n".join(parts_of_word(path.read_bytes()))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise CaseError(f"{path}: no Word document (.docx); save it as one, or as .txt") from None


FORMS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".docx": _word,
}
"""How each kind of file is read, by its ending."""


def words_of(path: Path) -> str:
    """All words of a file.

    Raises:
        CaseError: its ending is none of `FORMS`, or it is not what its ending says.
        OSError: it cannot be read.
    """
    reader = FORMS.get(path.suffix.lower())
    if reader is None:
        raise CaseError(f"{path}: read are {', '.join(FORMS)}; save it as one of these")
    return reader(path)
