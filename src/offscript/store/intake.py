"""Take files into the case: recognise, read, settle ids, refuse what cannot be read, add what is new."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from offscript.model import EVIDENCE, FILE, REJECT, SHARE
from offscript.read.containers import PassedOver, Refused, documents
from offscript.read.recognise import READERS, recognise
from offscript.read.record import Document, Item, Note, Reading, Reject, Setting, Share, digest
from offscript.store.engine import Tell, opened
from offscript.store.snapshot import Snapshot, commit
from offscript.store.staging import Staged, reading_row, record_row, share_row
from offscript.store.tables import TableState, append, append_parts, files

_UNFINISHED = ".staged-"


@dataclass
class Intake:
    """What one reading found, a line a file."""

    files: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    known: int = 0
    readings: int = 0
    shares: int = 0
    skipped: list[str] = field(default_factory=list)
    passed_over: int = 0


def _file_digest(document: Document) -> str:
    whole = hashlib.sha256()
    with document.open() as stream:
        while chunk := stream.read(1 << 20):
            whole.update(chunk)
    return whole.hexdigest()


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


def _take(document: Document, file: str, format_name: str, setting: Setting, staged: Staged, tell: Tell) -> None:
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
            staged.evidence.append(reading_row(item, file))
        elif isinstance(item, Share):
            count["shares"] += 1
            staged.shares.append(share_row(item, file))
        else:
            row, damaged = record_row(item, file, document)
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
    if count["shares"]:
        notes.append(f"{count['shares']} acts of accounts on things shared, kept for coordination; they are no posts")
    said = {"file": file, "path": document.name, "format": format_name, "notes": notes, "seen_at": document.seen_at}
    staged.files.append({**said, "records": count["records"], "rejected": count["rejected"]})


def _known(case: Path, snapshot: Snapshot, table: str, column: str) -> set[str]:
    state = snapshot.tables.get(table)
    if state is None or not state.rows:
        return set()
    with opened({table: files(case, table, state)}) as connection:
        return {str(row[0]) for row in connection.sql(f"select distinct {column} from {table}").fetchall()}


def _stage(names: list[str], forced: str | None, setting: Setting, known: set[str], tell: Tell, into: Path) -> Staged:
    staged = Staged(into)
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


def _new_rows(
    case: Path, snapshot: Snapshot, table: str, key: str, rows: list[dict[str, Any]], schema: pa.Schema
) -> pa.Table:
    """Rows whose key is not held yet, each once."""
    known = _known(case, snapshot, table, key) if rows else set()
    new = {row[key]: row for row in rows if row[key] not in known}
    return pa.Table.from_pylist(list(new.values()), schema=schema)


def _added(case: Path, before: Snapshot, staged: Staged) -> dict[str, TableState]:
    """The tables as they stand once what is new was added."""
    said_before = _known(case, before, "reject", "file || place || reason")
    rejects = [
        row for row in staged.rejects if row["file"] and row["file"] + row["place"] + row["reason"] not in said_before
    ]
    state = before.tables.get("record")
    held = {"record": files(case, "record", state) if state and state.rows else []}
    added = {
        "evidence": _new_rows(case, before, "evidence", "reading", staged.evidence, EVIDENCE),
        "share": _new_rows(case, before, "share", "share", staged.shares, SHARE),
        "file": pa.Table.from_pylist(staged.files, schema=FILE),
        "reject": pa.Table.from_pylist(rejects, schema=REJECT),
    }
    tables = {name: append(case, name, table, before.tables.get(name)) for name, table in added.items()}
    return {"record": append_parts(case, "record", staged.only_new(held), state), **tables}


def _rows(states: Mapping[str, TableState], table: str) -> int:
    return states[table].rows if table in states else 0


def read(
    case: Path, before: Snapshot, names: list[str], setting: Setting, tell: Tell, forced: str | None = None
) -> tuple[Snapshot, Intake]:
    """Take the files, folders and globs named into the case, and commit what is new as one snapshot."""
    for leftover in case.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with TemporaryDirectory(dir=case, prefix=_UNFINISHED) as into:
        staged = _stage(names, forced, setting, _known(case, before, "file", "file"), tell, Path(into))
        tell("adding what is new", 0, 0)
        tables = _added(case, before, staged)
    gained = {name: _rows(tables, name) - _rows(before.tables, name) for name in ("record", "evidence", "share")}
    intake = Intake(
        staged.files,
        staged.rejects,
        new=gained["record"],
        known=staged.records - gained["record"],
        readings=gained["evidence"],
        shares=gained["share"],
        skipped=staged.skipped,
        passed_over=staged.passed_over,
    )
    if all(before.tables.get(name) == state for name, state in tables.items()):
        return before, intake
    return commit(case, before, tables, {}), intake
