"""Forget on request: posts, sources or authors whole, a person's name wherever it stands; and leave a tombstone.

The store is written anew beside the old one from what remains, then takes its place, so that no file, no older version and no
index holds what is to be forgotten; what was fetched is removed with it, and entries of the ledger lose their words. A process
that is killed on the way leaves the case as it was, or is finished when it is next opened. What was exported or published before
cannot be reached from here.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from offscript.case import CaseError
from offscript.case.key import pseudonym_key
from offscript.model import TABLES
from offscript.store import ledger
from offscript.store.cases import KEYS
from offscript.store.forgotten import Forgotten, forgotten, name_marks, post_mark, remembered, source_mark
from offscript.store.snapshot import Snapshot, commit
from offscript.store.staging import record_digest
from offscript.store.swap import NEW, put_in_place
from offscript.store.tables import append_parts, clear_unfinished, parts


@dataclass(frozen=True)
class Request:
    """What is to be forgotten: posts by id, sources by id or authors by the name they stand under, persons by name."""

    posts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """What was forgotten: records gone or without some words, files fetched that are gone, entries of the ledger without words."""

    gone: int
    changed: int
    files: int
    entries: int


def _rows(case: Path, before: Snapshot, name: str) -> Iterator[dict[str, Any]]:
    for part in parts(case, name, before.tables.get(name)):
        yield from part.to_pylist()


def _marked(case: Path, before: Snapshot, asked: Request, secret: str) -> dict[str, list[Any]]:
    """The request as it is remembered.

    Raises:
        CaseError: nothing of the case is meant by it.
    """
    of_record = {row["record"]: row["post"] for row in _rows(case, before, "resolution")}
    keys = {row["source_key"] for row in _rows(case, before, "alias") if row["source"] in asked.sources}
    posts, sources = set[str](), {source_mark(key, secret) for key in keys}
    for row in _rows(case, before, "record"):
        if of_record.get(row["record"]) in asked.posts:
            posts.add(post_mark(row, secret))
        if row["author"] in asked.sources:
            sources.add(source_mark(str(row["author"]), secret))
    names = [name_marks(name, secret) for name in asked.names]
    if (asked.posts and not posts) or (asked.sources and not sources) or any(not name for name in names):
        raise CaseError("the case holds no such post, source or author; ids stand in the tables post and source")
    return {"posts": sorted(posts), "sources": sorted(sources), "names": names}


def _kept(parts: Iterator[pa.Table], gone: Forgotten, count: dict[str, Any]) -> Iterator[pa.Table]:
    """Records that remain, without the names; `count` learns what went, and from which files."""
    for part in parts:
        rows = []
        for row in part.to_pylist():
            if gone.drops(row):
                count["gone"] += 1
                count["files"].add(row["file"])
                count["posts"].add(row["post"])
                continue
            clean = gone.without_names(row)
            if clean != row:
                count["changed"] += 1
                count["files"].add(row["file"])
                clean["record"] = record_digest(clean)
            rows.append(clean)
        if rows:
            yield pa.Table.from_pylist(rows, schema=part.schema)


def _written(case: Path, before: Snapshot, gone: Forgotten) -> dict[str, Any]:
    """Write what remains into a folder beside the store; gives what went."""
    into = case / NEW
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    count: dict[str, Any] = {"gone": 0, "changed": 0, "files": set(), "posts": set()}
    tables = {
        "record": append_parts(
            into, "record", _kept(parts(case, "record", before.tables.get("record")), gone, count), None
        )
    }
    for name in KEYS:
        if name != "record" and name in before.tables:
            plain = (_plain(part, name, gone, count["posts"]) for part in parts(case, name, before.tables[name]))
            tables[name] = append_parts(into, name, plain, None)
    commit(into, Snapshot(before.number, before.made_at), tables, {})
    return count


def _plain(part: pa.Table, name: str, gone: Forgotten, dropped: set[str]) -> pa.Table:
    """Another table that reading fills, without acts of accounts and pictures of records that go, and without the names in its
    texts; `dropped`: posts of those records."""
    part = part.select(TABLES[name].names)
    if name == "share" and gone.sources:
        stays = [source_mark(one, gone.secret) not in gone.sources for one in part["account"].to_pylist()]
        part = part.filter(pa.array(stays, pa.bool_()))
    if name == "picture":
        part = part.filter(pa.array([one not in dropped for one in part["of"].to_pylist()], pa.bool_()))
    if not gone.names:
        return part
    for place, column in enumerate(part.schema):
        if pa.types.is_string(column.type):
            part = part.set_column(place, column, pa.array(map(gone.over, part.column(place).to_pylist()), pa.string()))
    return part


def _without_fetched(case: Path, digests: set[str]) -> int:
    """Remove what was fetched and held words to be forgotten: raw files, and their answers in web archives."""
    removed = 0
    for path in sorted((case / "raw").rglob("*.gz")):
        with gzip.open(path) as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() in digests:
                path.unlink()
                removed += 1
    for path in sorted((case / "archive").glob("*.warc.gz")):
        removed += _without_answers(path, digests)
    return removed


def _without_answers(path: Path, digests: set[str]) -> int:
    """Write a web archive anew without some of its answers; gives how many."""
    left, removed = io.BytesIO(), 0
    writer = WARCWriter(left, gzip=True)
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            content = record.raw_stream.read()
            if hashlib.sha256(content).hexdigest() in digests:
                removed += 1
                continue
            record.raw_stream = io.BytesIO(content)
            writer.write_record(record)
    if removed:
        unfinished = path.with_name(f".{path.name}.unfinished")
        unfinished.write_bytes(left.getvalue())
        unfinished.replace(path)
    return removed


def _words_of_entries(case: Path, about: set[str], gone: Forgotten) -> dict[int, tuple[str, str]]:
    """Entries of the ledger that tell of what is to be forgotten, with what is left of their content and reason."""
    found: dict[int, tuple[str, str]] = {}
    for entry in ledger.entries(case):
        if entry.kind == ledger.FORGOTTEN:
            continue
        values = {str(value) for value in entry.content.values()}
        named = values | {value.split(":")[0] for value in values}
        said = json.dumps(entry.content, ensure_ascii=False, sort_keys=True)
        if named & about:
            found[entry.number] = (json.dumps(ledger.NOTHING_LEFT), "forgotten on request")
        elif gone.names and (clean := (gone.over(said) or said, gone.over(entry.why) or "")) != (said, entry.why):
            found[entry.number] = clean
    return found


def _without_alerts(case: Path, about: set[str]) -> None:
    """Take what was decided of alerts about it out of the outbox of a watch."""
    path = case / "alerts.db"
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as held:
        held.execute("pragma secure_delete = on")
        for number, content in held.execute("select number, content from decided").fetchall():
            if any(one in content for one in about):
                held.execute("delete from decided where number = ?", (number,))
        held.commit()
        held.execute("vacuum")


def _about(case: Path, before: Snapshot, gone: Forgotten) -> set[str]:
    """Posts and wordings that go, or lose words."""
    record_posts = {row["record"]: row["post"] for row in _rows(case, before, "resolution")}
    posts = {
        record_posts.get(row["record"], row["post"])
        for row in _rows(case, before, "record")
        if gone.drops(row) or gone.without_names(row) != row
    }
    versions = set[str]()
    for part in parts(case, "version", before.tables.get("version")):
        held = part.filter(pc.is_in(part["post"], value_set=pa.array(sorted(posts), pa.string())))
        versions |= set(held["version"].to_pylist())
    return posts | versions


def forget(case: Path, before: Snapshot, asked: Request, who: str, why: str) -> Done:
    """Forget; the case must be held for writing. What runs made must be made anew after it.

    Raises:
        CaseError: nothing of the case is meant by the request.
    """
    clear_unfinished(case)
    secret = pseudonym_key(case).hex()
    marks = _marked(case, before, asked, secret)
    gone = remembered(secret, [marks])
    about = _about(case, before, gone)
    if not about:
        raise CaseError("no post of the case has that name; there is nothing to forget")
    rewritten = _words_of_entries(case, about, gone)
    ledger.forget(case, who, marks, why, rewritten)
    count = _written(case, before, forgotten(case))
    put_in_place(case)
    _without_alerts(case, about)
    removed = _without_fetched(case, count["files"])
    return Done(count["gone"], count["changed"], removed, len(rewritten))
