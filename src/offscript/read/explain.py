"""How a file would be read, without reading it into anything: its form, which field goes where, what would be refused; and of a
file that no reader knows, what it seems to be and what to do about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from offscript.read.containers import Refused
from offscript.read.fields import cells, json_records
from offscript.read.recognise import READERS, recognise
from offscript.read.record import HEAD, Document, Item, Note, Post, Reject, Setting
from offscript.read.table import GUESSES

LOOKED = 2_000
"""Items looked at of one file."""
_BINARY = {
    b"SQLite format 3": ("an SQLite database", "export its table of posts as CSV, then read that"),
    b"ARROW1": ("an Arrow file", "save it as Parquet or CSV"),
    b"{\\rtf": ("a letter in RTF", "save it as .docx or .txt"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it and read the folder"),
    b"Rar!": ("a rar archive", "unpack it and read the folder"),
    b"BZh": ("a bzip2 file", "unpack it first"),
    b"\xfd7zXZ": ("an xz file", "unpack it first"),
    b"\x28\xb5\x2f\xfd": ("a zstd file", "unpack it first"),
    b"\x89PNG": ("a picture", "words in pictures must go through text recognition first"),
    b"\xff\xd8\xff": ("a picture", "words in pictures must go through text recognition first"),
    b"GIF8": ("a picture", "words in pictures must go through text recognition first"),
    b"RIFF": ("a sound or picture file", "speech must be transcribed first: SRT, VTT or WhisperX's JSON are read"),
    b"ID3": ("a sound file", "it must be transcribed first: SRT, VTT or WhisperX's JSON are read"),
    b"OggS": ("a sound file", "it must be transcribed first: SRT, VTT or WhisperX's JSON are read"),
    b"\x1a\x45\xdf\xa3": ("a film", "it must be transcribed first: SRT, VTT or WhisperX's JSON are read"),
    b"\x80\x04": (
        "a Python pickle",
        "pickles can run code and are never opened; save the data as JSON, CSV or Parquet",
    ),
    b"\x80\x05": (
        "a Python pickle",
        "pickles can run code and are never opened; save the data as JSON, CSV or Parquet",
    ),
}


@dataclass
class Explained:
    """What is known of a file before it is read."""

    name: str
    format_name: str | None = None
    looks: str = ""
    advice: str = ""
    posts: int = 0
    other: int = 0
    whole: bool = True
    sample: Post | None = None
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _of_json(document: Document) -> tuple[str, str]:
    element = next(iter(json_records(document, frozenset({"data", "items", "results", "posts", "messages"}))), None)
    if element is None:
        return (
            "a JSON object without a list of records",
            "export the posts themselves: a list of objects, or one object a line",
        )
    if isinstance(element, Reject):
        return (
            f"damaged JSON ({element.place}: {element.reason})",
            "export it again; if it was cut off, what is whole can be read",
        )
    if not isinstance(element.value, dict):
        return f"a JSON list of {type(element.value).__name__}s", "export objects, each with a text and a time"
    keys = ", ".join(list(element.value)[:12])
    return f"JSON records with the fields {keys}", _columns(list(element.value))


def _columns(names: list[str]) -> str:
    """How to read a table whose columns are not known by name."""
    plain = {name.casefold() for name in names}
    missing = [part for part in ("text", "time") if not plain & set(GUESSES[part])]
    if not missing:
        return "force it: --as table"
    given = " ".join(f"--column {part}=NAME" for part in missing)
    return f"if it holds posts, name the columns: --as table {given} (and --column source=NAME if one names the voice)"


def _of_text(head: bytes) -> tuple[str, str]:
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return "an empty file", "was it saved? export it again"
    root = re.match(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<([\w:.-]+)", text, re.DOTALL)
    if root:
        return (
            f"XML with the root <{root.group(1)}>",
            "read are RSS, Atom and news sitemaps; export it as CSV, or save the pages",
        )
    columns = cells(lines[0])
    if len(columns) > 1 and sum(len(cells(line)) == len(columns) for line in lines[1:6]) >= min(1, len(lines) - 1):
        return f"a table with the columns {', '.join(columns[:12])}", _columns(columns)
    if "\ufffd" in text[:2000]:
        return "text in another encoding than UTF-8", "save it as UTF-8"
    return "plain text", (
        "if people speak in it, begin each turn with 'NAME: '; if it is a statement, save it as .docx or .pdf and name the file "
        "'Source 2022-09-10'; if you know its form, force it with --as"
    )


def looks_like(document: Document) -> tuple[str, str]:
    """What a file that no reader knows seems to be, and what to do about it."""
    with document.open() as stream:
        head = stream.read(HEAD)
    for magic, told in _BINARY.items():
        if head.startswith(magic):
            return told
    if head[4:8] == b"ftyp":
        return "a film", "it must be transcribed first: SRT, VTT or WhisperX's JSON are read"
    if b"\x00" in head[:1000] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a binary file of a kind that is not known", "export it as CSV, JSON or HTML"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return _of_json(document) if start[:1] in (b"{", b"[") else _of_text(head)


def _items(document: Document, name: str, setting: Setting) -> Iterator[Item]:
    try:
        yield from READERS[name].read(document, setting)
    except Exception as error:
        yield Reject("rest of the file", f"the {name} reader stops here ({type(error).__name__}: {error})", "")


def explain(document: Document, setting: Setting, forced: str | None = None) -> Explained:
    """What reading a document would give, from its first items; nothing is kept."""
    told = Explained(document.name)
    try:
        told.format_name = forced or recognise(document)
        if told.format_name is None:
            told.looks, told.advice = looks_like(document)
            return told
    except (Refused, OSError) as error:
        told.looks, told.advice = f"a file that cannot be opened ({error})", "fetch it again"
        return told
    for number, item in enumerate(_items(document, told.format_name, setting)):
        if number >= LOOKED:
            told.whole = False
            break
        if isinstance(item, Post):
            told.posts += 1
            told.sample = told.sample or item
        elif isinstance(item, Reject):
            told.rejects.append(item)
        elif isinstance(item, Note):
            told.notes.append(item.text)
        else:
            told.other += 1
    return told
