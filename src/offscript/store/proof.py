"""Whether a case is what it says it is: rows against the digests they carry, tables against the snapshot, files against the bytes
they were read from, and a random sample of findings against what the code finds in the same words now."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from offscript.case import CaseError
from offscript.model import TABLES
from offscript.store import many
from offscript.store.cases import KEYS
from offscript.store.compare import rounded
from offscript.store.engine import Tell, opened
from offscript.store.run import snapshot_files
from offscript.store.snapshot import Snapshot
from offscript.store.staging import record_digest
from offscript.store.steps import Map, Settings, Step, method_key
from offscript.store.tables import TableState, digest, files, in_fixed_order, parts

_NAMED = 3


class Check(NamedTuple):
    """One thing that was checked: how much of it, how much of that holds, and what does not."""

    what: str
    held: int
    of: int
    wrong: tuple[str, ...]


def _check(what: str, results: Iterator[str | None]) -> Check:
    """`results`: for each thing checked what is wrong with it, or None."""
    said = list(results)
    wrong = tuple(one for one in said if one is not None)
    return Check(what, len(said) - len(wrong), len(said), wrong)


def _records(case: Path, snapshot: Snapshot) -> Iterator[str | None]:
    for part in parts(case, "record", snapshot.tables.get("record")):
        for row in part.to_pylist():
            whole = record_digest(row) == row["record"]
            yield (
                None if whole else f"record {row['record'][:12]} ({row['source_key']}, {row['native_id']}) was changed"
            )


def _wordings(case: Path, snapshot: Snapshot) -> Iterator[str | None]:
    for part in parts(case, "version", snapshot.tables.get("version"), ["version", "text", "digest"]):
        for row in part.to_pylist():
            whole = hashlib.sha256(row["text"].encode()).hexdigest() == row["digest"]
            yield None if whole else f"wording {row['version']} has other words than it was stored with"


def _tables(case: Path, snapshot: Snapshot, tell: Tell) -> Iterator[str | None]:
    """Tables that steps wrote, to the byte; those that reading adds to, by their rows."""
    for number, (name, state) in enumerate(sorted(snapshot.tables.items())):
        tell(f"table {name}", number, len(snapshot.tables))
        yield _table(case, name, state)


def _table(case: Path, name: str, state: TableState) -> str | None:
    """What is wrong with a table. Those that reading adds to, and those a cluster wrote, have digests that cannot be made again
    here: they are read, and their rows counted."""
    try:
        listed = files(case, name, state) if state.rows else []
        given = name in KEYS or any("/spark-" in path for path in listed)
        rows, known = _read(listed, state, given)
    except (CaseError, OSError, pa.ArrowInvalid, duckdb.Error) as error:
        return f"table {name} cannot be read: {str(error).splitlines()[0]}"
    if rows != state.rows:
        return f"table {name} has {rows} rows where the snapshot has {state.rows}"
    return None if given or known == state.digest else f"table {name} has other rows than the snapshot was made with"


def _read(listed: Sequence[str], state: TableState, given: bool) -> tuple[int, str]:
    """How many rows the files of a table have, and their digest, where it is not taken as given."""
    if state.rows >= many.MANY:
        return many.counted(listed)
    held = pq.read_table(listed) if listed else None
    if held is None:
        return 0, state.digest
    return len(held), state.digest if given else digest(in_fixed_order(held))


def _inputs(case: Path, snapshot: Snapshot) -> Iterator[str | None]:
    """Files that were read and still lie where they lay."""
    with opened({"file": snapshot_files(case, snapshot)["file"]}) as connection:
        listed = connection.sql("select file, path from file order by all").fetchall()
    for known, name in listed:
        path = Path(name)
        if path.is_file():
            with path.open("rb") as stream:
                whole = hashlib.file_digest(stream, "sha256").hexdigest() == known
            yield None if whole else f"{name} is not the file that was read; its records stand as they were read"


def _manifest(case: Path, snapshot: Snapshot) -> Iterator[str | None]:
    """Tables that the last brief names, against the snapshot it names."""
    try:
        said = json.loads((case / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        yield "manifest.json is damaged; offscript run writes it anew"
        return
    if said.get("snapshot") != snapshot.number:
        return
    for name, one in said["tables"].items():
        state = snapshot.tables.get(name)
        same = state is not None and (state.digest, state.rows) == (one["digest"], one["rows"])
        yield None if same else f"manifest.json tells of another table {name}"


def _findings(
    connection: duckdb.DuckDBPyConnection, step: Map, versions: Sequence[str], settings: Settings
) -> str | None:
    """Whether a step finds in a sample of wordings what its table holds of them."""
    chosen = ", ".join(f"'{one}'" for one in versions)
    rows = connection.sql(f"select * from (\n{step.sql}\n) as chosen where version in ({chosen})").to_arrow_table()
    found = step.function(rows, {name: settings[name] for name in step.settings})
    names = TABLES[step.writes].names
    asked = connection.sql(f'select * from "{step.writes}" where version in ({chosen})').to_arrow_table()
    now, then = (_comparable(table.select(names)) for table in (found, asked))
    return (
        None
        if now == then
        else f"{step.name}: of {len(versions)} wordings looked at again, not all gave what is stored"
    )


def _comparable(table: pa.Table) -> list[Any]:
    return sorted((rounded(tuple(row.values())) for row in table.to_pylist()), key=repr)


def _again(
    case: Path, snapshot: Snapshot, steps: Sequence[Step], settings: Settings, sample: int, seed: int, tell: Tell
) -> Iterator[str | None]:
    standing = [
        step
        for step in steps
        if isinstance(step, Map) and snapshot.keys.get(f"{step.writes}-done") == method_key(step, settings)
    ]
    with opened(snapshot_files(case, snapshot)) as connection:
        listed = [row[0] for row in connection.sql("select version from version order by version").fetchall()]
        versions = random.Random(seed).sample(listed, min(sample, len(listed)))  # noqa: S311  (a sample, no secret)
        for number, step in enumerate(standing if versions else ()):
            tell(f"looking again: {step.name}", number, len(standing))
            yield _findings(connection, step, versions, settings)


def checks(
    case: Path, snapshot: Snapshot, steps: Sequence[Step], settings: Settings, sample: int, seed: int, tell: Tell
) -> list[Check]:
    """All that can be checked of a case without what lies elsewhere; `sample`: wordings to look at again, drawn by `seed`."""
    return [
        _check("records have the digests they were read with", _records(case, snapshot)),
        _check("wordings have the words they were stored with", _wordings(case, snapshot)),
        _check("tables are those of the snapshot", _tables(case, snapshot, tell)),
        _check("files that were read and lie where they lay are the same", _inputs(case, snapshot)),
        _check("the brief's manifest tells of these tables", _manifest(case, snapshot)),
        _check("steps find in a sample what is stored", _again(case, snapshot, steps, settings, sample, seed, tell)),
    ]
