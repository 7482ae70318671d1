"""Tables somebody sent: CSV, Parquet or JSON lines. Columns are guessed by name, told to the user, and correctable."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from offscript.read.fields import cells, count, loaded
from offscript.read.identity import name_key, telegram_handle, telegram_key, web_key
from offscript.read.json_stream import lines
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.rows import Row, csv_rows
from offscript.read.times import instant

GUESSES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "message", "message_text", "content", "full_text", "description", "текст", "сообщение"),
    "time": (
        "unix_timestamp", "date_unixtime", "published_at", "published", "datetime", "timestamp", "date", "time",
        "created_at", "publish_date", "pubdate", "дата", "время",
    ),
    "source": ("source", "source_name", "channel", "channel_name", "chat", "series", "outlet", "media_name", "источник", "канал"),
    "id": ("id", "message_id", "native_id", "post_id", "guid", "stories_id"),
    "url": ("url", "link", "address", "ссылка"),
    "title": ("title", "headline", "заголовок"),
    "author": ("author", "user", "username", "автор"),
    "views": ("views", "view_count", "просмотры"),
    "forwards": ("forwards", "shares"),
    "edited": ("edited_at", "edit_date", "timestamp_edited"),
}  # fmt: skip
_NEEDED = ("text", "time")
KEPT = {field: ", ".join(names[:4]) for field, names in GUESSES.items()}
LOST = "columns of other names (which were taken is said); formatting"
TIME = "as stated; the case's zone where none is"


def recognise(head: bytes) -> bool:
    """Whether a file begins like Parquet, JSON lines, or a delimited table whose head names a text and a time."""
    if head.startswith(b"PAR1"):
        return True
    first = _decoded(head).lstrip("\ufeff \r\n\t").split("\n", 1)[0].strip()
    if first.startswith("{"):
        return first.endswith("}") and _is_row(first)
    return is_head(cells(first))


def is_head(names: list[str]) -> bool:
    """Whether names of columns name a text and a time."""
    return {"text", "time"} <= set(_guess(names, {})) or {"title", "time"} <= set(_guess(names, {}))


def _is_row(line: str) -> bool:
    try:
        value = json.loads(line)
    except ValueError:
        return False
    return isinstance(value, dict) and set(_NEEDED) <= set(_guess(list(value), {}))


def _decoded(head: bytes) -> str:
    return head.decode("utf-8", "replace")


def _guess(names: list[str], given: dict[str, str]) -> dict[str, str]:
    """Which column holds what; those named by hand come first."""
    plain = {name.strip().strip("\ufeff").casefold().replace(" ", "_"): name for name in names}
    guessed = {
        field: plain[guess] for field, guesses in GUESSES.items() for guess in reversed(guesses) if guess in plain
    }
    return guessed | {field: name for field, name in given.items() if name in names}


def _json_rows(document: Document) -> Iterator[tuple[str, Row | Reject]]:
    with document.open() as stream:
        for number, line in lines(stream):
            place = f"line {number}"
            if isinstance(line, Reject):
                yield place, line
            elif line.strip():
                try:
                    value = loaded(line)
                except (ValueError, RecursionError) as error:
                    yield place, Reject(place, f"not valid JSON ({error}); the line was skipped", digest(line))
                else:
                    yield place, value if isinstance(value, dict) else Reject(place, "not an object", digest(line))


def _parquet_rows(document: Document) -> Iterator[tuple[str, Row | Reject]]:
    with document.open() as stream:
        source = stream if stream.seekable() else io.BytesIO(stream.read())
        number = 0
        for batch in pq.ParquetFile(source).iter_batches(batch_size=10_000):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row


def _rows(document: Document) -> Iterator[tuple[str, Row | Reject]]:
    with document.open() as stream:
        head = stream.read(16).lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"PAR1"):
        return _parquet_rows(document)
    return _json_rows(document) if head.startswith(b"{") else csv_rows(document)


@lru_cache(maxsize=1 << 14)
def _named(name: str) -> tuple[str, str, str]:
    """Platform, key and display name of a voice that a column names."""
    if telegram_handle(name) or name.lstrip("-").isdigit():
        return "telegram", telegram_key(name) or name_key(name), name
    return "table", name_key(name), name


def _source(named: str, url: str, document: Document) -> tuple[str, str, str]:
    """Platform, key and display name of the voice of a row: its source column, else its address, else the file."""
    if named:
        return _named(named)
    if "t.me/" in url and (key := telegram_key(url)):
        return "telegram", key, url.split("t.me/")[1].split("/")[0]
    if url:
        return "web", web_key(url), web_key(url)[4:]
    stem = Path(document.name.split("!")[-1]).stem
    return "table", name_key(stem), stem


def _post(row: Row, place: str, column: dict[str, str], document: Document, setting: Setting) -> Post | Reject:
    said = {field: value for field, name in column.items() if (value := row.get(name)) is not None and value != ""}
    published = instant(said.get("time", ""), setting.zone)
    raw = digest(dict(zip(row, map(str, row.values()), strict=True)))
    if published is None:
        return Reject(place, f"column {column['time']!r} holds no readable time: {row.get(column['time'])!r}", raw)
    title, body, url = (str(said.get(field) or "").strip() for field in ("title", "text", "url"))
    platform, key, name = _source(str(said.get("source") or "").strip(), url, document)
    edited = instant(said["edited"], setting.zone) if "edited" in said else None
    return Post(
        platform=platform,
        source_key=key,
        source_name=name,
        published=published,
        text=body if not title or body.startswith(title) else f"{title}\n\n{body}".strip(),
        place=place,
        digest=raw,
        native_id=str(said["id"]) if "id" in said else None,
        url=url or None,
        edited_at=edited.at if edited else None,
        author=public_name(said.get("author"), setting) if column.get("author") != column.get("source") else None,
        views=count(said.get("views")),
        forwards=count(said.get("forwards")),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one table."""
    yield from posts(_rows(document), document, setting)


def posts(rows: Iterator[tuple[str, Row | Reject]], document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of rows, whose columns are guessed by the names in the first."""
    column: dict[str, str] = {}
    zoneless = 0
    for place, row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        if not column:
            column = _guess(list(row), setting.columns)
            if "title" in column and "text" not in column:
                column["text"] = column["title"]
            missing = [field for field in _NEEDED if field not in column]
            if missing:
                names = ", ".join(repr(name) for name in row)
                advice = " ".join(f"--column {field}=NAME" for field in missing)
                yield Reject(
                    place, f"no column for {' or '.join(missing)} among {names}; name it: {advice}", digest(b"")
                )
                return
            yield Note("columns: " + ", ".join(f"{field}={name}" for field, name in column.items()))
        item = _post(row, place, column, document, setting)
        zoneless += isinstance(item, Post) and item.published.basis.startswith("zone")
        yield item
    if zoneless:
        yield Note(f"{zoneless} rows state no zone; read as {setting.zone.key}, the case's zone")
