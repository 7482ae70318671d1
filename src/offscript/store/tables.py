"""A case's tables: Delta tables in the case folder, of which a snapshot names the versions that belong together."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema, write_deltalake
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, create_table_with_add_actions

from offscript.case import CaseError
from offscript.model import TABLES
from offscript.store import many

_MANY_FILES = 24


UNFINISHED = ".staged-"
"""What folders in a case begin with that nobody needs once what made them has ended; the next reading removes those left over."""
_STORE = "store"


@dataclass(frozen=True)
class TableState:
    """One table as a snapshot sees it: Delta version, digest of its content, number of rows."""

    version: int
    digest: str
    rows: int


def table_folder(case: Path, name: str) -> Path:
    """Where a table lies."""
    return case / _STORE / name


def clear_unfinished(case: Path) -> None:
    """Remove what was left over in the case by whatever was killed; the case must be held for writing."""
    for leftover in case.glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def case_of(path: str) -> Path:
    """The case in which a file of one of its tables lies."""
    return next(folder for folder in Path(path).parents if folder.name == _STORE).parent


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of the schema, in its order and types.

    Raises:
        KeyError: a column is missing.
        pa.ArrowInvalid: a value does not fit its column.
    """
    plain = schema.remove_metadata()
    columns = [table[field.name].cast(field.type) for field in plain]
    return pa.table(columns, schema=pa.schema([pa.field(f.name, f.type) for f in plain]))


def in_fixed_order(table: pa.Table) -> pa.Table:
    """Rows sorted by every column that can be compared, so that the same content is the same bytes."""
    keys = [(field.name, "ascending") for field in table.schema if not pa.types.is_list(field.type)]
    return table.sort_by(keys).combine_chunks() if len(table) else table


def digest(table: pa.Table, before: str = "") -> str:
    """SHA-256 of a table's content, carried on from the digest of what came before it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema.remove_metadata()) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)
    return hashlib.sha256(before.encode() + memoryview(sink.getvalue())).hexdigest()


def replace(
    case: Path, name: str, table: pa.Table, schema: pa.Schema | None = None, before: TableState | None = None
) -> TableState:
    """Write a table anew; where it is what it was `before`, that stands."""
    if len(table) >= many.MANY:
        spilled = many.Spill()
        spilled.add(table)
        return replace_many(case, name, spilled.paths, schema or TABLES[name], before)
    whole = in_fixed_order(conform(table, schema or TABLES[name]))
    known = digest(whole)
    if before is not None and before.digest == known:
        return before
    folder = table_folder(case, name)
    folder.mkdir(parents=True, exist_ok=True)
    uri = str(folder)
    held = DeltaTable(uri) if DeltaTable.is_deltatable(uri) else None
    write_deltalake(held if held is not None else uri, whole, mode="overwrite", schema_mode="overwrite")
    return TableState(held.version() if held is not None else 0, known, len(whole))


def replace_many(
    case: Path, name: str, paths: Sequence[str], schema: pa.Schema, before: TableState | None = None
) -> TableState:
    """Write a table anew from Parquet files whose rows do not fit in memory; where it is what it was `before`, that stands."""
    written = table_folder(case, name) / f"many-{uuid.uuid4().hex}"
    written.mkdir(parents=True)
    many.write_sorted(paths, schema, written / "0.parquet")
    held = [str(written / "0.parquet")]
    rows, known = many.counted(held)
    if before is not None and before.digest == known:
        shutil.rmtree(written)
        return before
    return adopt(case, name, written, schema, known, rows)


def adopt(case: Path, name: str, written: Path, schema: pa.Schema, digest: str, rows: int) -> TableState:
    """Take Parquet files that were written into a folder below the table's own as the table's whole content."""
    folder = table_folder(case, name)
    actions = [
        AddAction(path.relative_to(folder).as_posix(), path.stat().st_size, {}, time.time_ns() // 1_000_000, True, "{}")
        for path in sorted(written.glob("*.parquet"))
    ]
    plain = Schema.from_arrow(pa.schema([pa.field(one.name, one.type) for one in schema]))
    if DeltaTable.is_deltatable(str(folder)):
        DeltaTable(str(folder)).create_write_transaction(actions, "overwrite", plain)
    else:
        create_table_with_add_actions(str(folder), plain, actions)
    return TableState(DeltaTable(str(folder)).version(), digest, rows)


def append(case: Path, name: str, table: pa.Table, before: TableState | None) -> TableState:
    """Add rows to a table as the last snapshot knows it; what a killed run left behind is undone first."""
    whole = in_fixed_order(conform(table, TABLES[name]))
    folder = table_folder(case, name)
    if before is None:
        return replace(case, name, whole)
    if not len(whole):
        return before
    held = DeltaTable(str(folder))
    if held.version() != before.version:
        held.restore(before.version)
    write_deltalake(str(folder), whole, mode="append")
    version = DeltaTable(str(folder)).version()
    return TableState(version, digest(whole, before.digest), before.rows + len(whole))


def append_parts(case: Path, name: str, parts: Iterator[pa.Table], before: TableState | None) -> TableState:
    """Add rows that do not fit in memory together, a part at a time; readers see them once a snapshot names them."""
    state = before
    for part in parts:
        state = append(case, name, part, state)
    return state if state is not None else replace(case, name, TABLES[name].remove_metadata().empty_table())


def _remedy(case: Path) -> str:
    store, snapshots = case / "store", case / "snapshots"
    return f"restore the folder from a backup, or remove {store} and {snapshots} and read the exports again"


_FAILING = {
    "the disk is full": re.compile(r"no space left|disk is full|os error 28|errno 28|quota exceeded", re.IGNORECASE),
    "the disk cannot be written to": re.compile(r"read-only file system|readonly database|os error 30", re.IGNORECASE),
    "the disk fails": re.compile(r"input/output error|disk i/o error|os error 5\b|errno 5\b", re.IGNORECASE),
}


def failing_disk(error: BaseException) -> str | None:
    """What to say where a disk, not the case, is what failed, whichever library met it; None where an error is of another kind."""
    said = str(error)
    found = next((what for what, pattern in _FAILING.items() if pattern.search(said)), None)
    if found is None:
        return None
    path = re.search(r"""(/[^'":\n]+)""", said)
    named = getattr(error, "filename", None) or (path.group(1) if path else None)
    where = f" ({named})" if named else ""
    return f"{found}{where}; the case is as it was before this command: make room or mend the disk, and do it again"


_STORED = re.compile(r"""(/[^'"\n]*)/store/([^/'"\n]+)/[^'"\n]*?\.parquet""")


def damage(error: BaseException) -> str | None:
    """What to say where an engine, whichever, could not read a file of a table; None where an error is of another kind."""
    found = _STORED.search(str(error))
    if found is None:
        return None
    case, name = Path(found.group(1)), found.group(2)
    return f"{found.group(0)}: a file of the table {name} is damaged or incomplete; {_remedy(case)}"


def _opened(case: Path, name: str, state: TableState) -> DeltaTable:
    """One version of a table.

    Raises:
        CaseError: the store lacks that table or version.
    """
    try:
        return DeltaTable(str(table_folder(case, name)), version=state.version)
    except DeltaError as error:
        what = f"the table is damaged or incomplete ({str(error).splitlines()[0]})"
        raise CaseError(f"{table_folder(case, name)}: {what}; {_remedy(case)}") from None


def files(case: Path, name: str, state: TableState) -> list[str]:
    """Parquet files of one version of a table; none where an older version of this program wrote it without columns it has now,
    for then the next run writes it anew.

    Raises:
        CaseError: the store lacks that table or version.
    """
    table = _opened(case, name, state)
    held = {field.name for field in table.schema().fields}
    outdated = name in TABLES and not held.issuperset(TABLES[name].names)
    return [] if outdated else sorted(table.file_uris())


def parts(case: Path, name: str, state: TableState | None, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """A version of a table, a file at a time; nothing where there is none, or it is empty."""
    for path in files(case, name, state) if state is not None and state.rows else []:
        yield pq.read_table(path, columns=columns)


def tidy(case: Path, states: Mapping[str, TableState]) -> dict[str, TableState]:
    """Join small files, and remove those that no reader of the last day can hold; gives the tables whose version moved."""
    moved = {}
    for name, state in states.items():
        held = DeltaTable(str(table_folder(case, name)))
        if held.version() != state.version:
            held.restore(state.version)
        if len(held.file_uris()) >= _MANY_FILES:
            held.optimize.compact()
        held.vacuum(retention_hours=24, enforce_retention_duration=False, dry_run=False)
        if DeltaTable(str(table_folder(case, name))).version() != state.version:
            moved[name] = TableState(DeltaTable(str(table_folder(case, name))).version(), state.digest, state.rows)
    return moved


RETENTION = timedelta(hours=24)
"""How long a snapshot that is no longer the latest may still be read."""
