"""Tables of so many rows that they are kept on disk while they are made: found, mapped, sorted and digested out of memory.

DuckDB sorts what is larger than memory on disk (https://duckdb.org/docs/stable/guides/performance/how_to_tune_workloads), and
may take half of the memory there is for it: the workers need the rest.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MANY = 1_000_000
"""Rows from which a table is kept on disk while it is made."""
PART = 131_072
"""Rows of it that are held in memory at a time."""
_SORTED_BY = 3
_SMALL = 4 * 2**20


def spill() -> str:
    """Where queries that outgrow memory spill: the system's place for it, never the folder somebody happens to work in."""
    return str(Path(tempfile.gettempdir()) / f"offscript-{os.getpid()}").replace("'", "''")


def bare() -> duckdb.DuckDBPyConnection:
    """A DuckDB that sees nothing yet."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.execute(f"set temp_directory = '{spill()}'")
    connection.execute("set memory_limit = '50%'")
    settle(connection)
    return connection


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """What every connection holds to."""
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set timezone = 'UTC'")
    connection.execute("set python_enable_replacements = false")


def listed(paths: Sequence[str]) -> str:
    """Parquet files, as a query names them."""
    quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{quoted}])"


class Spill:
    """Rows on disk: Parquet files in a folder that goes when nobody needs it any more."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="offscript-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._folder = Path(folder)
        self.paths: list[str] = []

    def place(self) -> str:
        """Where the next file is to be written."""
        self.paths.append(str(self._folder / f"{len(self.paths)}.parquet"))
        return self.paths[-1]

    def add(self, rows: pa.Table) -> None:
        """More rows."""
        if len(rows) or not self.paths:
            pq.write_table(rows, self.place())

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(pq.read_schema(self.paths[0]).names)

    @property
    def rows(self) -> int:
        """How many there are."""
        return rows_in(self.paths)

    def parts(self) -> Iterator[pa.Table]:
        """The rows, so many at a time that they fit in memory."""
        for path in self.paths:
            for batch in pq.ParquetFile(path).iter_batches(PART):
                yield pa.Table.from_batches([batch])

    def table(self) -> pa.Table:
        """All rows; many of them stay on disk, from where the system takes what is asked for and lets it go again."""
        return self._mapped() if self.rows >= MANY else pa.concat_tables([pq.read_table(path) for path in self.paths])

    def _mapped(self) -> pa.Table:
        """The rows as a file in Arrow's own layout, mapped (https://arrow.apache.org/docs/python/ipc.html#memory-mapping)."""
        path = self._folder / "mapped.arrow"
        parts = self.parts()
        first = next(parts)
        with pa.ipc.new_file(str(path), first.schema) as out:
            for part in itertools.chain([first], parts):
                out.write_table(part)
        mapped = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        # Some systems keep a file for as long as it is mapped: there it goes with its folder.
        with contextlib.suppress(OSError):
            path.unlink()
        return mapped

    def groups(self, by: str) -> Iterator[tuple[pa.Table, int, int]]:
        """The rows of each value of a column, in the order of the values; with how many were given by then, and of how many."""
        ordered = Spill()
        with bare() as connection:
            connection.execute(
                f"copy (from {listed(self.paths)} order by \"{by}\") to '{ordered.place()}' (format parquet)"
            )
        done, all_rows = 0, self.rows
        held: pa.Table | None = None
        for part in ordered.parts():
            *whole, held = cut(part if held is None else pa.concat_tables([held, part]), by)
            for group in whole:
                done += len(group)
                yield group, done, all_rows
        if held is not None:
            yield held, all_rows, all_rows


def cut(ordered: pa.Table, by: str) -> list[pa.Table]:
    """Rows in the order of a column, cut where its value changes."""
    runs = pc.run_end_encode(ordered[by].combine_chunks(), run_end_type=pa.int64())
    ends = [0, *runs.run_ends.to_pylist()]
    return [ordered.slice(low, high - low) for low, high in itertools.pairwise(ends)]


@cache
def _rows(path: str) -> int:
    return int(pq.read_metadata(path.removeprefix("file://")).num_rows)


def rows_in(paths: Sequence[str]) -> int:
    """Rows of some Parquet files, off their ends."""
    return sum(_rows(path) for path in paths)


def may_be_many(paths: Sequence[str]) -> bool:
    """Whether some Parquet files hold many rows; small files are not opened for it."""
    size = sum(Path(path.removeprefix("file://")).stat().st_size for path in paths)
    return size >= _SMALL and rows_in(paths) >= MANY


def found(connection: duckdb.DuckDBPyConnection, sql: str) -> Spill:
    """Result of a query, on disk. A sum of whole numbers is a decimal there, as Arrow has it."""
    relation, spilled = connection.sql(sql), Spill()
    columns = [
        f'cast("{name}" as decimal(38, 0)) as "{name}"' if str(kind) == "HUGEINT" else f'"{name}"'
        for name, kind in zip(relation.columns, relation.types, strict=True)
    ]
    chosen = f"select {', '.join(columns)}\nfrom (\n{sql}\n) as found"
    connection.execute(f"copy (\n{chosen}\n) to '{spilled.place()}' (format parquet)")
    return spilled


def write_sorted(paths: Sequence[str], schema: pa.Schema, target: Path) -> None:
    """The rows of some files as one, with a schema's columns, sorted by the first of those that can be compared."""
    with bare() as connection:
        kinds = connection.from_arrow(schema.remove_metadata().empty_table())
        named = zip(kinds.columns, kinds.types, strict=True)
        columns = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in named)
        keys = [f'"{one.name}"' for one in schema if not pa.types.is_nested(one.type)][:_SORTED_BY]
        where = str(target).replace("'", "''")
        connection.execute(
            f"copy (select {columns} from {listed(paths)} order by {', '.join(keys)}) to '{where}' (format parquet)"
        )


def counted(paths: Sequence[str]) -> tuple[int, str]:
    """How many rows some files have, and a digest of them that does not depend on their order: SHA-256 of their number and of the
    sum and the exclusive or of their hashes."""
    columns = ", ".join(f'"{name}"' for name in pq.read_schema(paths[0].removeprefix("file://")).names)
    with bare() as connection:
        ((rows, total, mixed),) = connection.sql(
            f"select count(*), sum(hash({columns})), bit_xor(hash({columns})) from {listed(paths)}"
        ).fetchall()
    return int(rows), hashlib.sha256(f"{rows} {total} {mixed}".encode()).hexdigest()
