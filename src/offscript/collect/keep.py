"""What was fetched, kept: the raw bytes in the case's folder, and a web archive of them where the case wants one.

A file is written beside its place and moved there, so that none is ever half there. An archive is a file a day and process, in
WARC with SHA-256; `DAY.proof.txt` beside it lists the digests of that day's answers: a file to be stamped by whoever can attest a
time.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from offscript.collect.fetch import Answer
from offscript.model import SECOND

RAW, ARCHIVE = "raw", "archive"


class _Digester(Digester):  # type: ignore[misc]
    """SHA-256 in hexadecimal digits, as other tools write it."""

    def __str__(self) -> str:
        return f"{self.type_}:{self.digester.hexdigest()}"


class _Writer(WARCWriter):  # type: ignore[misc]
    """A writer whose digests are SHA-256; the library's are SHA-1."""

    @staticmethod
    def _create_digester() -> _Digester:
        return _Digester("sha256")


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / SECOND, UTC)


def written(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)


def keep_raw(case: Path, feed: str, answer: Answer, at: int, ending: str) -> tuple[Path, str]:
    """Keep the bytes of an answer, dated to when it was asked; gives the file, relative to the case, and their digest."""
    body = answer.body or b""
    digest = hashlib.sha256(body).hexdigest()
    moment = _moment(at)
    path = Path(RAW) / feed / f"{moment:%Y-%m-%d}" / f"{moment:%H%M%S}-{digest[:16]}.{ending}.gz"
    written(case / path, gzip.compress(body, mtime=0))
    os.utime(case / path, (at / SECOND, at / SECOND))
    return path, digest


def keep_archive(case: Path, answer: Answer, at: int) -> Path:
    """Add an answer to the day's web archive, and its digest to the day's proof."""
    moment = _moment(at)
    folder = case / ARCHIVE
    folder.mkdir(exist_ok=True)
    path = folder / f"{moment:%Y-%m-%d}.{os.getpid()}.warc.gz"
    kept = [
        (name, value)
        for name, value in answer.headers.items()
        if name not in ("content-encoding", "transfer-encoding", "set-cookie")
    ]
    headers = StatusAndHeaders(f"{answer.status} answer", kept, protocol="HTTP/1.1")
    with path.open("ab") as out:
        writer = _Writer(out, gzip=True)
        kept_as = hashlib.sha256(answer.body or b"").hexdigest()
        record = writer.create_warc_record(
            answer.address,
            "response",
            io.BytesIO(answer.body or b""),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": f"{moment:%Y-%m-%dT%H:%M:%SZ}"},
        )
        writer.write_record(record)
        out.flush()
        os.fsync(out.fileno())
    _prove(folder / f"{moment:%Y-%m-%d}.proof.txt", f"{kept_as} {answer.address}")
    return path


def _prove(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
        out.flush()
        os.fsync(out.fileno())
