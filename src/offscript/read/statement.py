"""Statements as PDF, Word or plain letters: one post a file; whose and when must be said beside it, or by its name.

A PDF that is only pictures of pages has no words to take; a file's own date of making is the date of the file, not of the
statement, and is not used.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from zipfile import BadZipFile

from offscript.read.placing import ADVICE, placed_by
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest

KEPT = {"text": "all words", "source": "given, manifest or name of the file", "published_at": "given, manifest or name"}
LOST = "layout, pictures, footnotes' places"
TIME = "as given: second, minute or day"
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def recognise(head: bytes) -> bool:
    """Whether a file is a PDF or a Word document."""
    return head.startswith(b"%PDF-") or (head.startswith(b"PK") and b"word/" in head)


def _of_pdf(raw: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw))
    return "\n\n".join(text for page in reader.pages if (text := page.extract_text().strip()))


def parts_of_word(raw: bytes) -> list[str]:
    """Paragraphs of a Word document, then the cells of its tables; the library's errors where it is none."""
    from docx import Document as Word

    word = Word(io.BytesIO(raw))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in word.paragraphs), *cells]


def _of_word(raw: bytes) -> str:
    return "\n".join(part for part in parts_of_word(raw) if part.strip())


def _words(raw: bytes) -> str | Reject:
    from docx.opc.exceptions import PackageNotFoundError
    from pypdf.errors import PyPdfError

    try:
        text = _of_pdf(raw) if raw.startswith(b"%PDF-") else _of_word(raw)
    except (PyPdfError, PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        reason = f"the document is damaged or locked ({error}); save it again, without a password"
        return Reject("file", reason, digest(raw))
    if not text.strip():
        return Reject(
            "file", "no words in it: pages that are pictures must go through text recognition first", digest(raw)
        )
    return text


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """The one post of a document."""
    with document.open() as stream:
        raw = stream.read()
    text = _words(raw)
    if isinstance(text, Reject):
        yield text
        return
    where = placed_by(document, setting)
    if not where.source or not where.start:
        missing = " nor ".join(name for name, value in (("whose", where.source), ("when", where.start)) if not value)
        yield Reject("file", f"the document does not say {missing} it is; {ADVICE}", digest(raw))
        return
    yield Note(f"source {where.source!r}, time from {where.known}")
    yield Post(
        platform=where.platform,
        source_key=where.key,
        source_name=where.source,
        published=where.start,
        text=text,
        place="document",
        digest=digest(raw),
        native_id=where.url or document.stem,
        url=where.url,
    )
