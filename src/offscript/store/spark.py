"""Spark as the engine: queries said in its dialect, maps by `mapInArrow`, groups by `applyInArrow`.

It reads the same Delta tables by the files a snapshot lists, writes Parquet beside them, and commits those to the table: no jar
is needed. Nothing that grows with the case passes through the driver: what a step finds stays a plan until its executors write
it; only a sum of the rows' hashes comes back, and their number is read off the ends of the files. Executors need offscript
installed, and the case folder at the same place. Apache Spark 4, https://spark.apache.org/docs/latest/; Java 17 or newer.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp

from offscript.case import CaseError
from offscript.model import TABLES
from offscript.store import many
from offscript.store.components import components
from offscript.store.dialect import spark_sql
from offscript.store.engine import Files, Tell
from offscript.store.steps import Function, Group, Map, Part, Settings
from offscript.store.tables import UNFINISHED, TableState, adopt, case_of, conform, table_folder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FEW = 100_000
"""Rows up to which a group is one task's: to find who may be seen apart, and to keep it, takes longer than the group."""
_JAVA = 17
_PATIENCE_S = 5
_BROADCAST = 32 * 2**20
_ROWS_PER_BATCH = 4_096
_OPTIMIZER = "org.apache.spark.sql.catalyst.optimizer"
"""A group's function is asked about no rows too: its plan must not be cut down to nothing before it runs."""

_Batches = Iterator[pa.RecordBatch]


def java() -> str:
    """Where Java is: under JAVA_HOME, else on the PATH.

    Raises:
        CaseError: there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME", "")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if found is None:
        where = f"JAVA_HOME ({home})" if home else "the PATH"
        raise CaseError(
            f"no Java at {where}: Spark needs Java {_JAVA} or newer; install it, or run without --engine spark"
        )
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if number is None or int(number.group(1)) < _JAVA:
        have = number.group(1) if number else "of an unknown version"
        raise CaseError(f"{found} is Java {have}: Spark needs {_JAVA} or newer; set JAVA_HOME to one")
    return found


def _answers(master: str) -> None:
    """Raises where nobody listens at the address of a standalone master; Spark itself would try for a minute."""
    found = re.fullmatch(r"spark://([^:/]+):(\d+)", master)
    if found is None:
        return
    try:
        socket.create_connection((found.group(1), int(found.group(2))), _PATIENCE_S).close()
    except OSError as error:
        raise CaseError(
            f"no Spark master answers at {master} ({error.strerror or error}); is the cluster up?"
        ) from None


def session(master: str) -> SparkSession:
    """A Spark session on a master, `local[*]` for this machine.

    Raises:
        CaseError: pyspark or Java is not there, or the master does not answer.
    """
    java()
    _answers(master)
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise CaseError("Spark is not installed: pip install 'offscript[spark]'") from None
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f'-Dlog4j2.configurationFile="{Path(__file__).with_name("log4j2.properties")}"',
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.autoBroadcastJoinThreshold": str(_BROADCAST),
        "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
        "spark.sql.optimizer.excludedRules": f"{_OPTIMIZER}.PropagateEmptyRelation",
        "spark.sql.adaptive.optimizer.excludedRules": "org.apache.spark.sql.execution.adaptive.AQEPropagateEmptyRelation",
        "spark.executorEnv.OMP_NUM_THREADS": "1",
        "spark.executorEnv.NUMBA_NUM_THREADS": "1",
    }
    builder = SparkSession.builder.master(master).appName("offscript")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CaseError(f"Spark could not start on {master}: {first}") from None


def _batch_by_batch(function: Function, schema: pa.Schema, settings: Settings) -> Callable[[_Batches], _Batches]:
    """A function over each batch of a task."""

    def run(batches: _Batches) -> _Batches:
        for batch in batches:
            yield from conform(function(pa.Table.from_batches([batch]), settings), schema).to_batches()

    return run


def _whole(
    function: Function, schema: pa.Schema, settings: Settings, columns: pa.Schema
) -> Callable[[_Batches], _Batches]:
    """A function over all rows of a task together."""

    def run(batches: _Batches) -> _Batches:
        held = list(batches)
        rows = pa.Table.from_batches(held) if held else columns.empty_table()
        yield from conform(function(rows, settings), schema).to_batches()

    return run


def _one(step: Group, settings: Settings) -> Callable[[pa.Table], pa.Table]:
    """A group's function over one group."""
    function, schema = step.function, TABLES[step.writes]

    def run(rows: pa.Table) -> pa.Table:
        return conform(function(rows, settings), schema)

    return run


def _asked_often(parts: Sequence[Part]) -> set[str]:
    """Names that some parts ask for more than once."""
    asked = (sql for part in parts for sql in (part.sql, part.along) if sql)
    count = Counter(table.name for sql in asked for table in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Table))
    return {name for name, times in count.items() if times > 1}


class Spark:
    """Spark on a machine or a cluster; a group of tables of at most `few` rows is given to one task."""

    def __init__(self, master: str = "local[*]", few: int = FEW) -> None:
        self.session = session(master)
        self._few = few
        self._tables: Files = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self._case: Path | None = None
        self._held: list[Path] = []

    def _lay_out(self, tables: Files) -> None:
        """Tables as views by their names; those laid out before are left."""
        for name, paths in tables.items():
            if self._seen.get(name) == tuple(paths):
                continue
            self._case = case_of(paths[0]) if paths else self._case
            schema = TABLES.get(name, pa.schema([("version", pa.string())]))
            kind = self._kind(schema)
            found = self.session.read.schema(kind).parquet(*paths) if paths else self.session.createDataFrame([], kind)
            found.createOrReplaceTempView(name)
            self._seen[name] = tuple(paths)

    def _kind(self, schema: pa.Schema) -> Any:
        from pyspark.sql.pandas.types import from_arrow_schema

        return from_arrow_schema(pa.schema([pa.field(one.name, one.type) for one in schema]))

    def query(self, sql: str, tables: Files) -> DataFrame:
        """Result of a SQL text in DuckDB's dialect."""
        self._lay_out(tables)
        self._tables = tables
        return self.session.sql(spark_sql(sql))

    def map(self, step: Map, rows: DataFrame, settings: Settings, tell: Tell) -> DataFrame:
        """A map's function, its rows spread over the tasks there are."""
        self.session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(min(step.batch, _ROWS_PER_BATCH)))
        spread = rows.repartition(self.session.sparkContext.defaultParallelism, "version")
        schema = TABLES[step.writes]
        return spread.mapInArrow(_batch_by_batch(step.function, schema, settings), self._kind(schema))

    def group(self, step: Group, rows: DataFrame, settings: Settings, tell: Tell) -> DataFrame:
        """A group's function over each of its groups; over all rows in one task where they cannot be seen apart, or the tables
        just asked are small."""
        schema = TABLES[step.writes]
        if step.parts and not self._small():
            return self._in_parts(step.parts, rows, settings)
        if step.by is not None:
            return rows.groupBy(step.by).applyInArrow(_one(step, settings), self._kind(schema))
        if step.linked == ():
            spread = rows.repartition(self.session.sparkContext.defaultParallelism)
            return spread.mapInArrow(_batch_by_batch(step.function, schema, settings), self._kind(schema))
        together = self._linked(rows, step.linked) if step.linked and not self._small() else rows.repartition(1)
        return self._by_task(together, step.function, schema, settings)

    def _small(self) -> bool:
        """Whether none of the tables just asked has more than few rows."""
        return all(many.rows_in(paths) <= self._few for paths in self._tables.values())

    def _by_task(self, rows: DataFrame, function: Function, schema: pa.Schema, settings: Settings) -> DataFrame:
        """A function over all rows of each task together."""
        from pyspark.sql.pandas.types import to_arrow_schema

        run = _whole(function, schema, settings, to_arrow_schema(rows.schema))
        return rows.mapInArrow(run, self._kind(schema))

    def _asked(self, sql: str, tables: dict[str, DataFrame]) -> DataFrame:
        """The answer to a query over results, each by a name."""
        for name, found in tables.items():
            found.createOrReplaceTempView(name)
            self._seen.pop(name, None)
        return self.session.sql(spark_sql(sql))

    def _kept(self, found: DataFrame) -> DataFrame:
        """The same rows, found once for all that ask them, and on disk until a table is written: a worker that is lost takes none
        of them along, and what is asked of them later is no longer a plan of all that led to them."""
        beside = self._case or Path(tempfile.gettempdir())
        folder = beside / f"{UNFINISHED}{uuid.uuid4().hex}" / "held"
        self._held.append(folder.parent)
        found.write.parquet(str(folder))
        return self.session.read.schema(found.schema).parquet(str(folder))

    def _components(self, links: DataFrame) -> DataFrame:
        return components(
            links,
            lambda sql, found: self._asked(sql, {"link": found}),
            self._kept,
            lambda found: not found.take(1),
        )

    def _linked(self, rows: DataFrame, columns: tuple[str, ...]) -> DataFrame:
        """Rows so that those which share a value of the columns, even by way of others, are in one task."""
        first, *others = columns
        if not others:
            return rows.repartition(first)
        held = self._kept(rows)
        links = [held.selectExpr(f"`{first}` as one", f"`{other}` as other") for other in others]
        found = self._components(reduce(lambda one, other: one.union(other), links))
        joined = held.join(found, held[first] == found["member"], "left")
        spread = joined.selectExpr("*", f"coalesce(component, `{first}`) as belongs").repartition("belongs")
        return spread.select(*held.columns)

    def _in_parts(self, parts: Sequence[Part], rows: DataFrame, settings: Settings) -> DataFrame:
        """What the last of some parts gives, each asking those before it; only what is asked more than once is kept."""
        tables, often = {"handed": rows}, _asked_often(parts)
        for part in parts:
            found = self._given(part, self._asked(part.sql, tables), tables, settings)
            tables[part.name] = self._kept(found) if part.name in often else found
        return tables[parts[-1].name]

    def _given(self, part: Part, asked: DataFrame, tables: dict[str, DataFrame], settings: Settings) -> DataFrame:
        """What one part gives."""
        if part.linked:
            return self._components(asked)
        if part.function is None or part.columns is None:
            return asked
        along = {} if part.along is None else {"along": self._asked(part.along, tables).toArrow()}
        given = {**settings, **along}
        if part.by is not None:
            return self._by_task(asked.repartition(part.by), part.function, part.columns, given)
        spread = asked.repartition(self.session.sparkContext.defaultParallelism)
        return spread.mapInArrow(_batch_by_batch(part.function, part.columns, given), self._kind(part.columns))

    def together(self, one: DataFrame, other: DataFrame) -> DataFrame:
        """Rows of both."""
        return one.unionByName(other)

    def keep(
        self, case: Path, name: str, found: DataFrame, schema: pa.Schema, before: TableState | None = None
    ) -> TableState:
        """Have the executors write what was found beside the table, and commit their files to it."""
        from pyspark.sql import Observation, functions

        kind, seen = self._kind(schema), Observation()
        written = table_folder(case, name) / f"spark-{uuid.uuid4().hex}"
        cast = [f"cast(`{one.name}` as {one.dataType.simpleString()}) as `{one.name}`" for one in kind]
        names = ", ".join(f"`{one.name}`" for one in kind)
        total = functions.expr(f"sum(cast(xxhash64({names}) as decimal(38, 0))) as total")
        found.selectExpr(*cast).observe(seen, total).write.parquet(str(written))
        while self._held:
            shutil.rmtree(self._held.pop(), ignore_errors=True)
        rows = sum(pq.read_metadata(path).num_rows for path in written.glob("*.parquet"))
        digest = hashlib.sha256(f"{rows} {seen.get['total']}".encode()).hexdigest()
        return adopt(case, name, written, schema, digest, rows)
