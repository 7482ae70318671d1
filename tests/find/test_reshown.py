"""Pictures are known again where others show them, whatever the files are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.pictures import FARTHEST, FLAT, STEPS
from offscript.store.cases import split
from offscript.store.engine import opened
from offscript.store.forget import Request, forget
from offscript.store.migrations import brought_up
from tests.read.test_pictures import export, picture

Write = Callable[..., Path]


def _shown(write: Write, folder: str, number: int, *raw: bytes) -> Path:
    path = write(
        f"{folder}/result.json", export(folder, number, *({"photo": f"{place}.jpg"} for place in range(len(raw))))
    )
    for place, one in enumerate(raw):
        (path.parent / f"{place}.jpg").write_bytes(one)
    return path


def test_a_picture_that_another_source_shows_leads_to_the_first_post_with_it(
    case: offscript.Case, write: Write
) -> None:
    case.read(
        [
            _shown(write, "first", 1, picture(1), picture(2)),
            _shown(write, "second", 2, picture(8), picture(9), picture(1, quality=40)),
            _shown(write, "third", 3, picture(7), picture(6), picture(5), picture(1)),
        ]
    )
    case.run(only=["reshown"])
    found = case.sql(
        "select a.source = b.source, s.lag_us, s.same, s.distance <= 12, a.published_at < b.published_at "
        "from reshown as s inner join post as a on a.post = s.earlier inner join post as b on b.post = s.later order by s.lag_us"
    ).fetchall()
    assert found == [(False, 120_000_000, False, True, True), (False, 180_000_000, True, True, True)]


def test_planted_pictures_are_known_again_and_no_other_is(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, known = karedonia
    wanted = [
        (first["source"], first["native_id"], after["source"], after["native_id"])
        for first, *later in (fact["posts"] for fact in known["picture"])
        for after in later
    ]
    found = case.sql(
        "select a.source, a.native_id, b.source, b.native_id from reshown as s inner join post as a on a.post = s.earlier "
        "inner join post as b on b.post = s.later"
    ).fetchall()
    assert len(wanted) == 3
    assert sorted(found) == sorted(wanted)


def test_prints_go_with_the_post_that_is_forgotten_and_do_not_come_back(case: offscript.Case, write: Write) -> None:
    path = _shown(write, "first", 1, picture(1), picture(2))
    case.read([path])
    ((post,),) = case.sql("select post from post order by published_at limit 1").fetchall()
    forget(case.folder, brought_up(case.folder), Request(posts=frozenset({post})), "editor", "asked by letter")
    left = offscript.open(case.folder)
    assert left.sql("select name from picture").fetchall() == [("1.jpg",)]
    path.write_text(path.read_text("utf-8") + " ", encoding="utf-8")
    left.read([path])
    assert offscript.open(case.folder).sql("select distinct name from picture").fetchall() == [("1.jpg",)]


def test_prints_go_with_their_posts_where_a_case_is_split_by_time(
    case: offscript.Case, write: Write, tmp_path: Path
) -> None:
    case.read([_shown(write, "first", 1, picture(1), picture(2))])
    ((middle,),) = case.sql("select max(published_at) from post").fetchall()
    for name, bounds, kept in (("early", (None, middle), "0.jpg"), ("late", (middle, None), "1.jpg")):
        split(case.folder, tmp_path / name, *bounds)
        assert offscript.open(tmp_path / name).sql("select name from picture").fetchall() == [(kept,)]


def test_the_query_holds_the_bounds_that_are_documented() -> None:
    (step,) = STEPS
    assert f"<= {FARTHEST}" in step.sql
    assert f"detail >= {FLAT}" in step.sql


@given(st.integers(0, 2**32 - 1), st.integers(0, FARTHEST))
def test_no_print_as_near_as_is_asked_for_is_overlooked(seed: int, bits: int) -> None:
    chance = np.random.default_rng(seed)
    print_ = chance.integers(0, 256, 16, np.uint8)
    changed = np.unpackbits(print_)
    changed[chance.choice(128, bits, replace=False)] ^= 1
    rows = [print_.view(">i8").tolist(), np.packbits(changed).view(">i8").tolist()]
    with opened({}) as connection:
        _laid(connection, rows)
        assert connection.sql(STEPS[0].sql).fetchall() == [("post0", "post1", "0", "1", bits, False, 10, 2)]


def _laid(connection: duckdb.DuckDBPyConnection, rows: list[list[int]]) -> None:
    told = ", ".join(f"('{n}', 'post{n}', 'one', 'sha{n}', {a}, {d}, 50.0)" for n, (a, d) in enumerate(rows))
    columns = 'picture, "of", file, sha256, across, down, detail'
    connection.execute(f"create table picture as select * from (values {told}) as t({columns})")
    records = ", ".join(f"('record{n}', 'post{n}', 'one')" for n in range(len(rows)))
    connection.execute(f"create table record as select * from (values {records}) as t(record, post, file)")
    connection.execute("create table resolution as select record, post from record")
    posts = ", ".join(f"('post{n}', {n * 10}, 1)" for n in range(len(rows)))
    connection.execute(f"create table post as select * from (values {posts}) as t(post, published_at, precision_us)")
    connection.execute("create table correction (kind varchar, anchor varchar, target varchar, accept boolean)")
