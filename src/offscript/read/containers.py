"""Documents in what a user names: files, folders, globs, zip and gz, standard input."""

from __future__ import annotations

import glob
import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

from offscript.read.record import Document, Reject, digest
from offscript.read.times import micros

LARGEST = 8 << 30
"""Most bytes taken out of one compressed file."""
_RATIO, _FREE = 200, 256 << 20
_SKIPPED = (
    ".mp4",
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".ogg",
    ".tgs",
    ".mov",
    ".css",
    ".js",
    ".gif",
    ".webm",
    ".mp3",
)
_GUIDES = ("manifest.csv", "account.js")
"""Files that say what others hold."""
_OFFICE = ("[Content_Types].xml", "mimetype")
"""First members of a zip that is one document."""


_BESIDE = 256 << 20
"""Bytes of a file that is read because another names it; a larger one counts as not there."""
UNZIPPING = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What a damaged or odd archive raises while it is opened or unpacked."""


class PassedOver:
    """A picture, film or sound file, or one that says what others hold: not read for its own words, but counted."""


class Refused(Exception):
    """A file that cannot be opened as what it seems to be."""


Found = Document | Reject | PassedOver


class _Bounded(io.RawIOBase):
    """A stream that stops where a compressed file grows beyond reason."""

    def __init__(self, stream: BinaryIO, packed: int) -> None:
        self._stream, self._limit, self._taken = stream, min(LARGEST, max(_FREE, packed * _RATIO)), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            chunk = self._stream.read(len(view))
        except UNZIPPING as error:
            raise Refused(f"the archive is damaged ({error}); what came before this place was read") from None
        self._taken += len(chunk)
        if self._taken > self._limit:
            raise Refused(
                f"unpacks to more than {self._limit} bytes, far beyond its packed size; unpack it by hand if you trust it"
            )
        view[: len(chunk)] = chunk
        return len(chunk)


def _bounded(stream: BinaryIO, packed: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(stream, packed), 1 << 18)


def _passed(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(_SKIPPED) or lower.rpartition("/")[2] in _GUIDES


def _is_document(path: Path) -> bool:
    """Whether a zip is one document of an office program, by its first member."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist()) and archive.namelist()[0] in _OFFICE
    except UNZIPPING:
        return False


def _modified(path: Path) -> int:
    return int(path.stat().st_mtime) * 1_000_000


def _packed_at(member: zipfile.ZipInfo) -> int | None:
    """When a member was packed; None where its date is none."""
    try:
        return micros(datetime(*member.date_time, tzinfo=UTC))
    except ValueError:
        return None


def _members(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    except UNZIPPING as error:
        yield Reject("archive", f"not a readable zip file ({error}); fetch it again", digest(b""))
        return

    @cache
    def whole() -> zipfile.ZipFile:
        return zipfile.ZipFile(path)

    for member in members:
        if not member.filename:
            yield Reject("archive", "a file in it has no name; unpack it by hand", digest(b""))
            continue
        if _passed(member.filename):
            yield PassedOver()
            continue
        if member.flag_bits & 1:
            yield Reject(member.filename, "encrypted; unpack it with its password first", digest(b""))
            continue
        seen = _packed_at(member) or _modified(path)

        def opened(name: str = member.filename, packed: int = member.compress_size) -> BinaryIO:
            try:
                member = cast(BinaryIO, zipfile.ZipFile(path).open(name))
            except UNZIPPING as error:
                raise Refused(f"the archive is damaged ({error}); fetch it again") from None
            held = _bounded(member, packed)
            return _bounded(cast(BinaryIO, gzip.open(held)), packed) if name.endswith(".gz") else held

        def beside(name: str, folder: str = member.filename.rpartition("/")[0]) -> bytes | None:
            try:
                other = whole().getinfo(f"{folder}/{name}".lstrip("/"))
                return whole().read(other) if other.file_size <= _BESIDE else None
            except (KeyError, *UNZIPPING):
                return None

        yield Document(f"{path}!{member.filename}", opened, seen, member.file_size, beside)


def _file(path: Path) -> Iterator[Found]:
    if _passed(path.name):
        yield PassedOver()
        return

    def beside(name: str) -> bytes | None:
        folder = path.parent.resolve()
        try:
            other = (folder / name).resolve()
            there = other.is_relative_to(folder) and other.is_file() and other.stat().st_size <= _BESIDE
            return other.read_bytes() if there else None
        except (OSError, ValueError):  # what a file calls a name may be none: too long, or with a zero in it
            return None

    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        size = path.stat().st_size
    except OSError as error:
        yield Reject("file", f"cannot be opened ({error.strerror})", digest(b""))
        return
    if head.startswith(b"PK\x03\x04") and not _is_document(path):
        yield from _members(path)
    elif head.startswith(b"\x1f\x8b"):
        yield Document(
            str(path), lambda: _bounded(cast(BinaryIO, gzip.open(path)), size), _modified(path), size, beside
        )
    else:
        yield Document(str(path), lambda: path.open("rb"), _modified(path), size, beside)


def _standard_input() -> Document:
    held = sys.stdin.buffer.read()
    now = micros(datetime.now(UTC).replace(microsecond=0))
    return Document("standard input", lambda: io.BytesIO(held), now, len(held))


def _paths(name: str) -> list[Path]:
    path = Path(name).expanduser()
    if path.is_dir():
        return sorted(item for item in path.rglob("*") if item.is_file() and not item.name.startswith("."))
    if path.exists():
        return [path]
    return sorted(Path(found) for found in glob.glob(name, recursive=True))


def documents(names: list[str]) -> Iterator[tuple[str, Found]]:
    """Documents behind the names a user gave, each with the name it goes by."""
    for name in names:
        if name == "-":
            yield name, _standard_input()
            continue
        paths = _paths(name)
        if not paths:
            yield name, Reject("file", "no such file or folder; check the spelling", digest(b""))
        for path in paths:
            for document in _file(path):
                yield (document.name if isinstance(document, Document) else str(path)), document
