"""Rows gathered from documents before they are in the store: they lie on disk, so that a file of any size fits in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from offscript.model import RECORD, TABLES
from offscript.read.identity import post_id, telegram_post
from offscript.read.record import Capture, Document, Picture, Post, Reading, Reject, Share, digest
from offscript.store.engine import Files, opened
from offscript.text.addresses import addresses

_BATCH, _TOGETHER = 10_000, 50_000
_GIVEN = tuple(name for name in RECORD.names if name in Post._fields)
_OF_POST = attrgetter(*_GIVEN)
_DIGESTED = tuple(sorted(name for name in RECORD.names if name not in ("place", "record")))
_VALUES = itemgetter(*_DIGESTED)
_OF_TELEGRAM = (".me/", ".ME/")


def clean(text: str | None) -> tuple[str | None, bool]:
    """Text that can be stored: bytes that were no UTF-8 become U+FFFD, and it is said that they were there."""
    if text is None or text.isascii():
        return text, False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return paired, "\ufffd" in paired
    return text, False


def _forward_post(post: Post) -> str | None:
    if post.forward_key and post.forward_id:
        return post_id(post.platform, post.forward_key, post.forward_id, 0, "")
    origin = post.forward_key or post.forward_name
    return post_id("ghost", origin, None, 0, post.text) if origin else None


def _post_of(post: Post) -> str:
    words = "" if post.native_id else clean(post.text)[0] or ""
    return post_id(post.platform, post.source_key, post.native_id, post.published.at, words)


def _linked(post: Post, text: str) -> tuple[str, str] | None:
    """The first message of Telegram, other than itself, that a post links to."""
    if not post.hrefs and not any(end in text for end in _OF_TELEGRAM):
        return None
    own = {(post.source_key, post.native_id), (f"telegram:@{(post.handle or '').lower()}", post.native_id)}
    shown = (found.url for found in addresses(text))
    return next((found for url in (*shown, *post.hrefs) if (found := telegram_post(url)) and found not in own), None)


def record_digest(row: dict[str, Any]) -> str:
    """Digest of a row's values as canonical JSON of their texts, without its place."""
    return digest(orjson.dumps(dict(zip(_DIGESTED, map(str, _VALUES(row)), strict=True))))


def record_row(post: Post, file: str, document: Document) -> tuple[dict[str, Any], bool]:
    """A record's row, and whether its words held bytes that are no UTF-8."""
    row = _row_of(post, file, document)
    try:
        row["record"] = record_digest(row)
    except TypeError:  # somewhere in it are bytes that were no UTF-8
        return _cleaned(row), clean(post.text)[1]
    return row, False


def _cleaned(row: dict[str, Any]) -> dict[str, Any]:
    storable = {name: clean(value)[0] if isinstance(value, str) else value for name, value in row.items()}
    return storable | {"record": record_digest(storable)}


def _row_of(post: Post, file: str, document: Document) -> dict[str, Any]:
    """A record's row as its reader gave it, but for its digest."""
    linked = _linked(post, post.text)
    row: dict[str, Any] = dict(zip(_GIVEN, _OF_POST(post), strict=True))
    native = post.native_id or ""
    row |= {
        "post": _post_of(post),
        "native_number": int(native) if native.isdigit() and len(native) < 16 else None,
        "published_at": post.published.at,
        "precision_us": post.published.precision_us,
        "time_basis": post.published.basis,
        "hrefs": [href for href in post.hrefs if clean(href) == (href, False)] if post.hrefs else [],
        "media": list(post.media),
        "forward_post": _forward_post(post),
        "reply_post": post_id(post.platform, post.reply_key, post.reply_id, 0, "")
        if post.reply_key and post.reply_id
        else None,
        "link_key": linked[0] if linked else None,
        "link_id": linked[1] if linked else None,
        "link_post": post_id("telegram", *linked, 0, "") if linked else None,
        "seen_at": post.seen_at or document.seen_at,
        "seen_basis": "export" if post.seen_at else "file",
        "file": file,
    }
    return row


def reading_row(reading: Reading, file: str) -> dict[str, Any]:
    """The row of one value of an outside series."""
    row: dict[str, Any] = {name: getattr(reading, name) for name in ("value", "kind", "known_at")}
    row |= {name: clean(getattr(reading, name))[0] for name in ("series", "unit", "qualifier")}
    row |= {"monitor": clean(reading.source)[0], "observed_at": reading.observed.at}
    row["reading"] = digest({name: str(value) for name, value in row.items()})
    width = reading.observed.precision_us
    return row | {"precision_us": width, "file": file, "place": reading.place, "digest": reading.digest}


def share_row(share: Share, file: str) -> dict[str, Any]:
    """The row of one account's act."""
    row: dict[str, Any] = {name: clean(getattr(share, name))[0] for name in ("platform", "account", "object", "action")}
    row |= {"native_id": share.native_id, "shared_at": share.moment.at, "precision_us": share.moment.precision_us}
    row["share"] = digest({name: str(value) for name, value in row.items()})
    return row | {"file": file, "place": share.place, "digest": share.digest}


def capture_row(capture: Capture, file: str) -> dict[str, Any]:
    """The row of one copy that an archive keeps."""
    row: dict[str, Any] = {name: clean(getattr(capture, name))[0] for name in ("url", "archive", "hash", "status")}
    row["taken_at"] = capture.taken.at
    row["capture"] = digest({name: str(value) for name, value in row.items()})
    return row | {"file": file, "place": capture.place, "digest": capture.digest}


def picture_row(picture: Picture, file: str) -> dict[str, Any]:
    """The row of one picture's print."""
    names = ("kind", "sha256", "across", "down", "detail", "width", "height")
    row: dict[str, Any] = {name: getattr(picture, name) for name in names}
    row |= {"of": _post_of(picture.of), "name": clean(picture.name)[0], "posted_at": picture.of.published.at}
    row |= {"file": file, "place": picture.of.place}
    return row | {"picture": digest({name: str(value) for name, value in row.items()})}


class Laid(NamedTuple):
    """Where items that are no posts go: table, its key, how a row is made, and how they are called."""

    table: str
    key: str
    row: Callable[[Any, str], dict[str, Any]]
    called: str


LAID: dict[type, Laid] = {
    Reading: Laid("evidence", "reading", reading_row, "values of outside series, kept as evidence"),
    Share: Laid("share", "share", share_row, "acts of accounts on things shared, kept for coordination"),
    Capture: Laid("capture", "capture", capture_row, "copies kept by an archive"),
    Picture: Laid("picture", "picture", picture_row, "prints of pictures, kept beside their posts"),
}
"""Items that are no posts, by their type."""


class Heap:
    """Rows of one table on their way into the store: in files of a folder, so that a document of any size fits in memory."""

    def __init__(self, folder: Path, table: str, key: str) -> None:
        self.folder, self.table, self.key = folder, table, key
        self.schema = TABLES[table].remove_metadata()
        self.parts: list[Path] = []
        self.rows = 0
        self._names = itemgetter(*self.schema.names)
        self._gathered: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        """Lay a row on it."""
        self._gathered.append(row)
        if len(self._gathered) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Put the rows gathered on disk."""
        if not self._gathered:
            return
        values = zip(*map(self._names, self._gathered), strict=True)
        columns = [pa.array(held, one.type) for held, one in zip(values, self.schema, strict=True)]
        path = self.folder / f"{self.table}-{len(self.parts):06}.parquet"
        pq.write_table(
            pa.table(columns, schema=self.schema),
            path,
            compression="lz4",
            use_dictionary=False,
            write_statistics=False,
        )
        self.parts.append(path)
        self.rows += len(self._gathered)
        self._gathered = []

    def _kept(self, held: Files) -> list[np.ndarray[Any, Any]]:
        """For each part, which rows the store lacks: of those of one key, the one placed first."""
        masks = [np.zeros(pq.read_metadata(part).num_rows, dtype=bool) for part in self.parts]
        ids = [pq.read_table(part, columns=[self.key, "file", "place"]) for part in self.parts]
        wheres = [
            one.append_column("part", pa.array(np.full(len(one), part))).append_column(
                "row", pa.array(np.arange(len(one)))
            )
            for part, one in enumerate(ids)
        ]
        with opened({self.table: held.get(self.table, [])}) as connection:
            connection.register("staged", pa.concat_tables(wheres))
            kept = connection.sql(
                f"select distinct on ({self.key}) part, row from staged "
                f"where {self.key} not in (select {self.key} from {self.table}) order by {self.key}, file, place, part, row"
            ).fetchnumpy()
        for part, mask in enumerate(masks):
            mask[kept["row"][kept["part"] == part]] = True
        return masks

    def only_new(self, held: Files) -> Iterator[pa.Table]:
        """Rows that the store lacks, each once, some tens of thousands at a time."""
        gathered: list[pa.Table] = []
        for part, mask in zip(self.parts, self._kept(held) if self.parts else [], strict=True):
            if mask.any():
                gathered.append(pq.read_table(part).filter(pa.array(mask)))
            if sum(map(len, gathered)) >= _TOGETHER:
                yield pa.concat_tables(gathered)
                gathered = []
        if gathered:
            yield pa.concat_tables(gathered)


class Staged:
    """What documents gave: their rows on heaps, what is told of them in memory."""

    def __init__(self, folder: Path) -> None:
        keys = {"record": "record", **{one.table: one.key for one in LAID.values()}}
        self.heaps = {table: Heap(folder, table, key) for table, key in keys.items()}
        self.rejects: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.skipped: list[str] = []
        self.passed_over = 0

    @property
    def records(self) -> int:
        """Records on their way."""
        return self.heaps["record"].rows

    def reject(self, reject: Reject, name: str, file: str) -> None:
        """Keep what was refused, with its place and reason."""
        place, reason = clean(reject.place)[0], clean(reject.reason)[0]
        self.rejects.append({"file": file, "path": name, "place": place, "reason": reason, "digest": reject.digest})

    def flush(self) -> None:
        """Put all rows gathered on disk."""
        for heap in self.heaps.values():
            heap.flush()
