"""Take files into the case: recognise, read, settle ids, refuse what cannot be read, add what is new."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.model import EVIDENCE, FILE, RECORD, REJECT
from offscript.read.containers import PassedOver, Refused, documents
from offscript.read.identity import post_id, telegram_post
from offscript.read.recognise import READERS, recognise
from offscript.read.record import Document, Item, Note, Post, Reading, Reject, Setting, digest
from offscript.store.engine import Tell, opened
from offscript.store.snapshot import Snapshot, commit
from offscript.store.tables import append, files
from offscript.text.addresses import addresses

_BATCH = 50_000


@dataclass
class Intake:
    """What one reading found, a line a file."""

    files: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    known: int = 0
    readings: int = 0
    skipped: list[str] = field(default_factory=list)
    passed_over: int = 0


def _file_digest(document: Document) -> str:
    whole = hashlib.sha256()
    with document.open() as stream:
        while chunk := stream.read(1 << 20):
            whole.update(chunk)
    return whole.hexdigest()


def _clean(text: str | None) -> tuple[str | None, bool]:
    """Text that can be stored: bytes that were no UTF-8 become U+FFFD, and it is said that they were there."""
    if text is None:
        return None, False
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


def _linked(post: Post, text: str) -> tuple[str, str] | None:
    """The first message of Telegram, other than itself, that a post links to."""
    own = {(post.source_key, post.native_id), (f"telegram:@{(post.handle or '').lower()}", post.native_id)}
    links = [*(found.url for found in addresses(text)), *post.hrefs]
    return next((found for url in links if (found := telegram_post(url)) and found not in own), None)


def _row(post: Post, file: str, document: Document) -> tuple[dict[str, Any], bool]:
    """A record's row, and whether its words held bytes that are no UTF-8."""
    text, damaged = _clean(post.text)
    linked = _linked(post, text or "")
    row: dict[str, Any] = {name: getattr(post, name, None) for name in RECORD.names}
    for name in ("source_name", "source_key", "handle", "url", "forward_name", "native_id"):
        row[name] = _clean(row[name])[0]
    row |= {
        "post": post_id(post.platform, post.source_key, post.native_id, post.published.at, text or ""),
        "text": text,
        "native_number": int(native) if (native := post.native_id or "").isdigit() and len(native) < 16 else None,
        "published_at": post.published.at,
        "precision_us": post.published.precision_us,
        "time_basis": post.published.basis,
        "hrefs": [href for href in post.hrefs if _clean(href) == (href, False)],
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
    row["record"] = digest({name: str(value) for name, value in row.items() if name not in ("place", "record")})
    return row, damaged


def _evidence(reading: Reading, file: str) -> dict[str, Any]:
    """A reading's row."""
    row: dict[str, Any] = {name: getattr(reading, name) for name in ("value", "kind", "known_at")}
    row |= {name: _clean(getattr(reading, name))[0] for name in ("series", "unit", "qualifier")}
    row |= {"monitor": _clean(reading.source)[0], "observed_at": reading.observed.at}
    row["reading"] = digest({name: str(value) for name, value in row.items()})
    width = reading.observed.precision_us
    return row | {"precision_us": width, "file": file, "place": reading.place, "digest": reading.digest}


class _Staged:
    """Rows gathered from documents, not yet in the store."""

    def __init__(self) -> None:
        self.records: list[pa.Table] = []
        self.rejects: list[dict[str, Any]] = []
        self.evidence: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.skipped: list[str] = []
        self.passed_over = 0
        self._rows: list[dict[str, Any]] = []

    def reject(self, reject: Reject, name: str, file: str) -> None:
        place = _clean(reject.place)[0]
        reason = _clean(reject.reason)[0]
        self.rejects.append({"file": file, "path": name, "place": place, "reason": reason, "digest": reject.digest})

    def record(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self.records.append(pa.Table.from_pylist(self._rows, schema=RECORD))
            self._rows = []


def _items(document: Document, format_name: str, setting: Setting) -> Iterator[Item]:
    """Items of a document; whatever stops its reader stops that document alone, and is said."""
    try:
        yield from READERS[format_name].read(document, setting)
    except Refused as error:
        yield Reject("archive", str(error), digest(b""))
    except Exception as error:
        yield Reject(
            "rest of the file", f"the {format_name} reader stopped ({type(error).__name__}: {error})", digest(b"")
        )


def _take(document: Document, file: str, format_name: str, setting: Setting, staged: _Staged, tell: Tell) -> None:
    notes: list[str] = []
    count: Counter[str] = Counter()
    for item in _items(document, format_name, setting):
        if isinstance(item, Note):
            notes.append(item.text)
        elif isinstance(item, Reject):
            count["rejected"] += 1
            staged.reject(item, document.name, file)
        elif isinstance(item, Reading):
            count["readings"] += 1
            staged.evidence.append(_evidence(item, file))
        else:
            row, damaged = _row(item, file, document)
            staged.record(row)
            count["records"] += 1
            count["damaged"] += damaged
            if count["records"] % 5_000 == 0:
                tell(document.name, count["records"], 0)
    if count["damaged"]:
        notes.append(
            f"{count['damaged']} records held bytes that are not UTF-8; they are kept with U+FFFD in their place"
        )
    if count["readings"]:
        notes.append(f"{count['readings']} values of outside series, kept as evidence; they are no posts")
    said = {"file": file, "path": document.name, "format": format_name, "notes": notes, "seen_at": document.seen_at}
    staged.files.append({**said, "records": count["records"], "rejected": count["rejected"]})


def _known(case: Path, snapshot: Snapshot, table: str, column: str) -> set[str]:
    state = snapshot.tables.get(table)
    if state is None or not state.rows:
        return set()
    with opened({table: files(case, table, state)}) as connection:
        return {str(row[0]) for row in connection.sql(f"select distinct {column} from {table}").fetchall()}


def _stage(names: list[str], forced: str | None, setting: Setting, known: set[str], tell: Tell) -> _Staged:
    staged = _Staged()
    for number, (name, document) in enumerate(documents(names), 1):
        if isinstance(document, PassedOver):
            staged.passed_over += 1
            continue
        if isinstance(document, Reject):
            staged.reject(document, name, "")
            continue
        tell(name, number, 0)
        try:
            file = _file_digest(document)
            format_name = forced or recognise(document)
        except (Refused, OSError) as error:
            staged.reject(Reject("file", str(error), digest(b"")), name, "")
            continue
        if file in known:
            staged.skipped.append(name)
        elif format_name is None:
            reason = f"no reader knows this form; if you do, force one: --as {', '.join(READERS)}"
            staged.reject(Reject("file", reason, file), name, file)
        else:
            known.add(file)
            _take(document, file, format_name, setting, staged, tell)
    staged.flush()
    return staged


def _only_new(case: Path, snapshot: Snapshot, records: pa.Table) -> pa.Table:
    """Records not held yet, each once."""
    state = snapshot.tables.get("record")
    held = files(case, "record", state) if state and state.rows else []
    with opened({"record": held}) as connection:
        connection.register("staged", records)
        return connection.sql(
            "select distinct on (record) * from staged where record not in (select record from record) order by record, place"
        ).to_arrow_table()


def _new_readings(case: Path, snapshot: Snapshot, rows: list[dict[str, Any]]) -> pa.Table:
    """Readings not held yet, each once."""
    known = _known(case, snapshot, "evidence", "reading") if rows else set()
    new = {row["reading"]: row for row in rows if row["reading"] not in known}
    return pa.Table.from_pylist(list(new.values()), schema=EVIDENCE)


def read(
    case: Path, before: Snapshot, names: list[str], setting: Setting, tell: Tell, forced: str | None = None
) -> tuple[Snapshot, Intake]:
    """Take the files, folders and globs named into the case, and commit what is new as one snapshot."""
    staged = _stage(names, forced, setting, _known(case, before, "file", "file"), tell)
    records = pa.concat_tables(staged.records) if staged.records else RECORD.empty_table()
    new = _only_new(case, before, records)
    readings = _new_readings(case, before, staged.evidence)
    said_before = _known(case, before, "reject", "file || place || reason")
    rejects = [
        row for row in staged.rejects if row["file"] and row["file"] + row["place"] + row["reason"] not in said_before
    ]
    added = {
        "record": new,
        "evidence": readings,
        "file": pa.Table.from_pylist(staged.files, schema=FILE),
        "reject": pa.Table.from_pylist(rejects, schema=REJECT),
    }
    tables = {name: append(case, name, table, before.tables.get(name)) for name, table in added.items()}
    intake = Intake(
        staged.files,
        staged.rejects,
        new=len(new),
        known=len(records) - len(new),
        readings=len(readings),
        skipped=staged.skipped,
        passed_over=staged.passed_over,
    )
    if tables == before.tables or all(before.tables.get(name) == state for name, state in tables.items()):
        return before, intake
    return commit(case, before, tables, {}), intake
