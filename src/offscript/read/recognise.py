"""Which reader takes a file: by what it holds, not by its name."""

from __future__ import annotations

from types import ModuleType

from offscript.read import article, feed, series, table, telegram_desktop, telegram_json, telegram_page
from offscript.read.record import HEAD, Document

READERS: dict[str, ModuleType] = {
    "telegram-desktop": telegram_desktop,
    "telegram-json": telegram_json,
    "telegram-page": telegram_page,
    "feed": feed,
    "article": article,
    "series": series,
    "table": table,
}
"""Every format, in the order in which they are tried."""


def recognise(document: Document) -> str | None:
    """Name of the format a document is in; None where no reader knows it."""
    with document.open() as stream:
        head = stream.read(HEAD)
    return next((name for name, reader in READERS.items() if reader.recognise(head)), None)
