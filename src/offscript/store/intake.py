"""Take files into the case: recognise, read, settle ids, refuse what cannot be read, add what is new."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from offscript.model import FILE, REJECT
from offscript.read.containers import PassedOver, Refused, documents
from offscript.read.explain import looks_like
from offscript.read.recognise import READERS, recognise
from offscript.read.record import Document, Item, Note, Picture, Post, Reject, Setting, digest
from offscript.store.engine import Tell, opened
from offscript.store.forgotten import NOTHING, Forgotten, forgotten
from offscript.store.snapshot import Snapshot, commit
from offscript.store.staging import LAID, Staged, record_digest, record_row
from offscript.store.tables import UNFINISHED, TableState, append, append_parts, clear_unfinished, files


@dataclass
class Intake:
    """What one reading found, a line a file; `laid`: new rows that are no posts, by their table."""

    files: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    known: int = 0
    laid: dict[str, int] = field(default_factory=dict)
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


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Python looks for cycles of dead objects once a batch of rows, not every few hundred objects: rows make none, and to look
    through all that is held took a fifth of the time of reading."""
    was = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


def _take(
    document: Document,
    file: str,
    format_name: str,
    setting: Setting,
    staged: Staged,
    tell: Tell,
    gone: Forgotten = NOTHING,
) -> None:
    notes: list[str] = []
    count: Counter[str] = Counter()
    dropped: set[str] = set()
    for item in _items(document, format_name, setting):
        if isinstance(item, Post):
            row, damaged = record_row(item, file, document)
            if gone and gone.drops(row):
                count["forgotten"] += 1
                dropped.add(row["post"])
                continue
            if gone.names and (clean := gone.without_names(row)) != row:
                row = clean | {"record": record_digest(clean)}
            staged.heaps["record"].add(row)
            count["records"] += 1
            count["damaged"] += damaged
            if count["records"] % 5_000 == 0:
                tell(document.name, count["records"], 0)
                gc.collect()
        elif isinstance(item, Note):
            notes.append(item.text)
        elif isinstance(item, Reject):
            count["rejected"] += 1
            staged.reject(item, document.name, file)
        else:
            laid = LAID[type(item)]
            row = laid.row(item, file)
            if not (isinstance(item, Picture) and row["of"] in dropped):
                staged.heaps[laid.table].add(row)
                count[laid.table] += 1
    if count["damaged"]:
        notes.append(
            f"{count['damaged']} records held bytes that are not UTF-8; they are kept with U+FFFD in their place"
        )
    if count["forgotten"]:
        notes.append(f"{count['forgotten']} records were forgotten on request, and are not taken again")
    notes += [f"{count[one.table]} {one.called}; they are no posts" for one in LAID.values() if count[one.table]]
    said = {"file": file, "path": document.name, "format": format_name, "notes": notes, "seen_at": document.seen_at}
    taken = count["records"] + sum(count[one.table] for one in LAID.values())
    staged.files.append({**said, "records": count["records"], "rejected": count["rejected"], "taken": taken})


def _known(case: Path, snapshot: Snapshot, table: str, column: str) -> set[str]:
    state = snapshot.tables.get(table)
    if state is None or not state.rows:
        return set()
    with opened({table: files(case, table, state)}) as connection:
        return {str(row[0]) for row in connection.sql(f"select distinct {column} from {table}").fetchall()}


def _stage(
    names: list[str], forced: str | None, setting: Setting, known: set[str], tell: Tell, into: Path, gone: Forgotten
) -> Staged:
    staged = Staged(into)
    for number, (name, document) in enumerate(documents(names), 1):
        if isinstance(document, PassedOver):
            staged.passed_over += 1
            continue
        if isinstance(document, Reject):
            staged.reject(document, name, "")
            continue
        tell(name, number, 0)
        document = replace(document, url=setting.addresses.get(name))
        try:
            file = _file_digest(document)
            format_name = forced or recognise(document)
        except (Refused, OSError) as error:
            staged.reject(Reject("file", str(error), digest(b"")), name, "")
            continue
        if file in known:
            staged.skipped.append(name)
        elif format_name is None:
            looks, advice = looks_like(document)
            reason = f"no reader knows this form; it looks like {looks}; {advice}"
            staged.reject(Reject("file", reason, file), name, file)
        else:
            known.add(file)
            with _seldom_swept():
                _take(document, file, format_name, setting, staged, tell, gone)
    staged.flush()
    return staged


def _was_read(row: dict[str, Any]) -> bool:
    """Whether a file gave anything, or had nothing to give; one wholly refused is read again once what it lacks is said."""
    return bool(row["taken"] or not row["rejected"])


def _added(case: Path, before: Snapshot, staged: Staged) -> dict[str, TableState]:
    """The tables as they stand once what is new was added."""
    said_before = _known(case, before, "reject", "file || place || reason")
    rejects = [
        row for row in staged.rejects if row["file"] and row["file"] + row["place"] + row["reason"] not in said_before
    ]
    told = {
        "file": pa.Table.from_pylist([row for row in staged.files if _was_read(row)], schema=FILE),
        "reject": pa.Table.from_pylist(rejects, schema=REJECT),
    }
    tables = {name: append(case, name, table, before.tables.get(name)) for name, table in told.items()}
    for name, heap in staged.heaps.items():
        state = before.tables.get(name)
        held = {name: files(case, name, state) if state and state.rows else []}
        tables[name] = append_parts(case, name, heap.only_new(held), state)
    return tables


def _rows(states: Mapping[str, TableState], table: str) -> int:
    return states[table].rows if table in states else 0


def read(
    case: Path, before: Snapshot, names: list[str], setting: Setting, tell: Tell, forced: str | None = None
) -> tuple[Snapshot, Intake]:
    """Take the files, folders and globs named into the case, and commit what is new as one snapshot."""
    clear_unfinished(case)
    with TemporaryDirectory(dir=case, prefix=UNFINISHED) as into:
        staged = _stage(names, forced, setting, _known(case, before, "file", "file"), tell, Path(into), forgotten(case))
        tell("adding what is new", 0, 0)
        tables = _added(case, before, staged)
    gained = {name: _rows(tables, name) - _rows(before.tables, name) for name in tables}
    intake = Intake(
        staged.files,
        staged.rejects,
        new=gained["record"],
        known=staged.records - gained["record"],
        laid={one.table: gained[one.table] for one in LAID.values() if gained[one.table]},
        skipped=staged.skipped,
        passed_over=staged.passed_over,
    )
    if all(before.tables.get(name) == state for name, state in tables.items()):
        return before, intake
    return commit(case, before, tables, {}), intake
