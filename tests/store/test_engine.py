"""Short queries share one DuckDB: each sees its own tables, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from offscript.store.engine import Embedded, connect, in_memory, opened, rows_of


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(2):
        path = tmp_path / f"{number}.parquet"
        pq.write_table(pa.table({"text": [f"wording {number}"]}), path)
        paths.append(str(path))
    return paths


def test_two_at_once_see_each_their_own(files: list[str]) -> None:
    with opened({"words": [files[0]]}) as one, opened({"words": [files[1]]}) as other:
        assert rows_of(one.sql("select text from words")) == [{"text": "wording 0"}]
        assert rows_of(other.sql("select text from words")) == [{"text": "wording 1"}]


def test_nothing_stays_even_when_a_query_fails(files: list[str]) -> None:
    def held() -> int:
        with opened({}) as connection:
            return len(connection.sql("select * from duckdb_databases() where not internal").fetchall())

    before = held()
    for _ in range(3):
        assert in_memory(Embedded().query("select count(*) as n from words", {"words": files})).to_pylist() == [
            {"n": 2}
        ]
        with pytest.raises(Exception, match="nowhere"):
            Embedded().query("select * from nowhere", {"words": files})
    assert held() == before


def test_an_empty_table_is_there_for_every_cursor() -> None:
    with connect({"blame": []}) as connection, connection.cursor() as cursor:
        assert cursor.execute("select count(*) from blame").fetchall() == [(0,)]


def test_times_are_of_utc(files: list[str]) -> None:
    with opened({"words": files}) as connection:
        assert connection.sql("select current_setting('TimeZone')").fetchall() == [("UTC",)]
