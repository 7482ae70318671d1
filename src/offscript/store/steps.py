"""The three kinds of step, what each reads, and the key that says whether its result still stands."""

from __future__ import annotations

import ast
import hashlib
import importlib.resources
import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import sqlglot
from sqlglot import exp

from offscript.model import TABLES

_HERE = Path(__file__).parents[1]
Settings = Mapping[str, Any]
Function = Callable[[pa.Table, Settings], pa.Table]


@dataclass(frozen=True)
class Query:
    """One SQL text in DuckDB's dialect; its result is the table it writes, recomputed whole."""

    name: str
    analysis: str
    sql: str
    writes: str
    settings: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ("duckdb",)


@dataclass(frozen=True)
class Map:
    """A function from one record batch to another, row by row; runs only on versions it has not seen.

    `sql` selects its rows, one a version, with a column `version`; the result carries that column too.
    `batch`: rows after which it is said how far it is; smaller where a row takes long.
    """

    name: str
    analysis: str
    sql: str
    writes: str
    function: Function
    settings: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    batch: int = 4_096


@dataclass(frozen=True)
class Part:
    """One of the parts into which a group of everything falls where its rows lie on several machines.

    `sql` asks what the parts before it gave, each by its name, and the rows of the group, under the name `handed`. A `function` is
    given the answer, all rows that have one value of `by` together, any number of values at a time (any rows where None), and finds
    under `along` in its settings the answer to another question, which each task is given whole: it must grow no faster than a
    vocabulary does. What it gives has the columns of `columns`. Where `linked`, the answer's `one` and `other` are links, and what
    is given is the `component` of each `member`: the least that it is linked to in any number of steps.
    """

    name: str
    sql: str
    function: Function | None = None
    columns: pa.Schema | None = None
    by: str | None = None
    along: str | None = None
    linked: bool = False


@dataclass(frozen=True)
class Group:
    """A function from one table per value of `by` (one for all where None) to a table; groups know nothing of each other.

    An engine that has the rows on several machines need not bring all to one: `linked` names columns, and rows that share no
    value of them, not even by way of others, may be given to the function apart (none: each row by itself); `parts` give the same
    by other means (so too where one value of `by` may have more rows than a machine holds).
    """

    name: str
    analysis: str
    sql: str
    writes: str
    function: Function
    by: str | None = None
    settings: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    linked: tuple[str, ...] | None = None
    parts: tuple[Part, ...] = ()


Step = Query | Map | Group
Asked = TypeVar("Asked", Query, Group)


_STANDING = """select found.*
from (
{sql}
) as found
left join (
    select distinct anchor, start, "end"
    from correction
    where kind = 'finding' and target = '{table}' and not accept
) as rejected on rejected.anchor = found.version and rejected.start = found.start and rejected."end" = found."end"
where rejected.anchor is null"""


def standing(step: Asked, table: str) -> Asked:
    """The same step without the findings of a table that people rejected (corrections of kind `finding`).

    Args:
        step: a query that finds them, or a group whose rows are the words they are found in (`version, start, end` of either).
        table: the table the findings stand in.
    """
    return replace(step, sql=_STANDING.format(sql=step.sql, table=table))


def sql_beside(package: str, name: str) -> str:
    """The SQL text `name.sql` that lies in a package."""
    return importlib.resources.files(package).joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def _tables_in(sql: str) -> tuple[str, ...]:
    found = {table.name for table in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Table)}
    return tuple(sorted(found & TABLES.keys()))


def reads(step: Step) -> tuple[str, ...]:
    """Tables a step reads: those its SQL names."""
    return _tables_in(step.sql)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps so that each comes after those whose tables it reads.

    Raises:
        ValueError: two steps read each other, or write the same table.
    """
    waiting = list(steps)
    writers = [step.writes for step in waiting]
    if len(set(writers)) != len(writers):
        raise ValueError("two steps write the same table")
    ordered: list[Step] = []
    while waiting:
        pending = {step.writes for step in waiting}
        ready = [step for step in waiting if not pending & (set(reads(step)) - {step.writes})]
        if not ready:
            raise ValueError(f"steps read each other: {', '.join(sorted(pending))}")
        ordered += ready
        waiting = [step for step in waiting if step not in ready]
    return ordered


def named(steps: Sequence[Step], names: Iterable[str]) -> list[Step]:
    """The steps of the analyses, steps or tables named.

    Raises:
        KeyError: a name that is none of these.
    """
    wanted: set[str] = set()
    for name in names:
        chosen = {step.writes for step in steps if name in (step.analysis, step.name, step.writes)}
        if not chosen:
            raise KeyError(name)
        wanted |= chosen
    return [step for step in steps if step.writes in wanted]


def needed(steps: Sequence[Step], names: Iterable[str]) -> list[Step]:
    """The steps of the analyses, steps or tables named, with all they need.

    Raises:
        KeyError: a name that is none of these.
    """
    wanted = {step.writes for step in named(steps, names)}
    for step in reversed(in_order(steps)):
        if step.writes in wanted:
            wanted |= set(reads(step))
    return [step for step in steps if step.writes in wanted]


@cache
def library_version(name: str) -> str:
    """Version of a library, looked up once."""
    return version(name)


@cache
def _source_of(module: str) -> tuple[bytes, tuple[str, ...]]:
    """Bytes of a module of ours with the data beside it, and the modules of ours it imports."""
    path = _file_of(module)
    if path is None:
        return b"", ()
    code = path.read_bytes()
    imported = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("offscript"):
            base = node.module or ""
            imported += [base, *(f"{base}.{alias.name}" for alias in node.names if _file_of(f"{base}.{alias.name}"))]
    data = b"".join(found.read_bytes() for found in sorted(path.parent.glob(f"{path.stem}*.toml")))
    return code + data, tuple(imported)


@cache
def _file_of(module: str) -> Path | None:
    """Where a module lies; ours are looked for without being loaded, which `find_spec` does with the packages around one."""
    package, *inner = module.split(".")
    if package != "offscript":
        spec = importlib.util.find_spec(module)
        return None if spec is None or spec.origin is None else Path(spec.origin)
    here = _HERE.joinpath(*inner)
    return next((found for found in (here / "__init__.py", here.with_suffix(".py")) if found.is_file()), None)


def code_digest(module: str) -> str:
    """Digest of a module of ours and of all of ours it rests on."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _source_of(name)[1]
    whole = hashlib.sha256()
    for name in sorted(seen - {"offscript.store.steps"}):
        if name.split(".")[:2] == ["offscript", "model"]:
            continue
        whole.update(name.encode() + _source_of(name)[0])
    return whole.hexdigest()


def method_key(step: Step, settings: Settings) -> str:
    """Digest of what a step does: code or SQL, schema, settings it declares, versions of its libraries."""
    said = {
        "sql": step.sql,
        "schema": str(TABLES[step.writes].remove_metadata()),
        "settings": {name: settings[name] for name in step.settings},
        "libraries": {name: library_version(name) for name in step.libraries},
        "code": "" if isinstance(step, Query) else code_digest(step.function.__module__),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def step_key(method: str, inputs: Mapping[str, str]) -> str:
    """Digest of a method and of the digests of the tables it reads: same key, no work."""
    return hashlib.sha256(json.dumps([method, sorted(inputs.items())]).encode()).hexdigest()
