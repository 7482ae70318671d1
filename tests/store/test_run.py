"""Steps run when what they depend on changed, and only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import offscript
from offscript.case import CaseError
from offscript.find.languages import STEPS as LANGUAGE
from offscript.store.engine import Embedded, in_memory
from offscript.store.pool import WorkerFailed
from offscript.store.run import Apart
from offscript.store.snapshot import commit
from offscript.store.steps import Map, in_order, method_key, needed, reads
from offscript.store.tables import replace
from offscript.workspace import every_step
from tests.conftest import telethon
from tests.store.pooled import of_process

Write = Callable[[str, Any], Path]


def ran(case: offscript.Case, *only: str) -> set[str]:
    return {row[0] for row in case.run(list(only))[0].ran}


def with_matter(case: offscript.Case, terms: str) -> offscript.Case:
    path = case.folder / "case.toml"
    text = path.read_text(encoding="utf-8").split("[[matter]]\nid = ")[0]
    path.write_text(f'{text}\n[[matter]]\nid = "m"\nterms = {{ ru = [{terms}] }}\n', encoding="utf-8")
    return offscript.open(case.folder)


@pytest.fixture
def filled(case: offscript.Case, write: Write) -> offscript.Case:
    case.read([write("a.json", [telethon(1, "Отступление началось утром"), telethon(2, "Дождь идёт")])])
    case.run()
    return offscript.open(case.folder)


def test_a_second_run_finds_nothing_stale(filled: offscript.Case) -> None:
    summary, brief = filled.run()
    assert summary.ran == []
    assert summary.fresh == len(every_step())
    assert not brief.fresh


def test_a_changed_matter_reruns_what_depends_on_it_and_nothing_else(filled: offscript.Case) -> None:
    changed = with_matter(filled, '"отступление"')
    assert ran(changed) == {
        "mention",
        "likened",
        "close_read",
        "blame",
        "hushed",
        "prompted",
        "redacted",
        "matter",
        "series",
        "searched",
        "admission",
        "admitted",
        "proposed",
        "acknowledgement",
        "silence",
        "listened",
        "unison",
        "chorus",
        "influence",
        "withdrawn",
        "suggested",
        "sampled",
        "emerging",
        "status",
        "meaning",
        "alert",
        "late",
        "soon",
        "claim",
        "root",
        "assessed",
        "event",
        "account",
        "conduct",
    }
    assert changed.sql("select term from matter").fetchall() == [("отступление",)]


def test_a_result_that_comes_out_the_same_stops_the_rest(filled: offscript.Case) -> None:
    assert ran(with_matter(filled, '"снегопад"')) == {"mention", "likened", "suggested", "sampled"}


def test_only_runs_what_is_named_and_what_it_needs(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "слова")])])
    done = ran(case, "coverage")
    assert {"extent", "coverage", "calendar"} <= done
    assert not {"reuse", "language", "series"} & done


def test_new_posts_are_mapped_and_old_ones_are_not(filled: offscript.Case, write: Write) -> None:
    seen: list[int] = []

    class Watching(Embedded):
        def map(self, step: Map, rows: pa.Table, settings: Any, tell: Any) -> pa.Table:
            if step.name == "language":
                seen.append(len(rows))
            return super().map(step, rows, settings, tell)

    filled.read([write("b.json", [telethon(3, "Новые слова")])])
    filled.run(engine=Watching())
    assert seen == [1]
    assert filled.table("language").shape[0] == 3


def test_a_long_map_done_apart_is_done_by_portions_and_comes_out_the_same(
    case: offscript.Case, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [telethon(number, f"Слова номер {number}") for number in range(1, 8)]
    case.read([write("a.json", said[:2])])
    case.analyse(["language"])
    case.read([write("b.json", said[2:])])
    steps = [
        replaced(one, batch=2) if isinstance(one, Map) and one.writes == "language" else one for one in every_step()
    ]
    monkeypatch.setattr("offscript.workspace.every_step", lambda: steps)
    monkeypatch.setattr("offscript.store.run._PORTION", 1)
    apart = Apart(case.snapshot, frozenset({"language"}))
    left = [case.analyse_apart(["language"], apart, Embedded(1)).left for _ in range(3)]
    assert left == [{"language": 2}, {"language": 1}, {}]
    assert case.analyse_apart(["language"], apart, Embedded(1)).ran == []
    (step,) = [one for one in steps if one.writes == "language"]
    assert isinstance(step, Map)
    whole = in_memory(Embedded(1).map(step, case.sql(step.sql).to_arrow_table(), {}, lambda *_: None))
    found = case.rows("select * from language order by version")
    assert found == whole.sort_by("version").to_pylist()
    assert len(found) == 7


def test_steps_done_apart_see_what_stood_and_each_other_and_change_nothing_else(
    case: offscript.Case, write: Write
) -> None:
    case.read([write("a.json", [telethon(1, "Первое слово")])])
    case.analyse(["coverage"])
    apart = Apart(case.snapshot, frozenset({"extent", "coverage"}))
    case.read([write("b.json", [telethon(2, "Второе слово", at="2022-09-11T12:00:00+00:00")])])
    assert case.analyse_apart(["extent"], apart, Embedded(1)).ran == []
    later = Apart(case.snapshot, apart.own)
    case.read([write("c.json", [telethon(3, "Третье слово", at="2022-09-12T12:00:00+00:00")])])
    assert [name for name, _, _ in case.analyse_apart(["extent"], later, Embedded(1)).ran] == ["extent"]
    assert case.rows("select posts from extent") == [{"posts": 2}]
    assert len(case.table("post")) == 3
    assert [name for name, _, _ in case.analyse_apart(["coverage"], later, Embedded(1)).ran] == ["coverage"]
    case.analyse(["coverage"])
    assert case.rows("select posts from extent") == [{"posts": 3}]


def test_a_map_gives_the_same_in_a_pool_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offscript.store.engine._FEW", 1)
    listed = LANGUAGE[0]
    assert isinstance(listed, Map)
    step = replaced(listed, batch=2)
    texts = ["Это по-русски, ведь так", "Це українською, чи не так", "This is English", "", "12"] * 3
    rows = pa.table({"version": [str(n) for n in range(len(texts))], "text": texts})
    told: list[int] = []
    pooled = Embedded(2).map(step, rows, {}, lambda _, done, __: told.append(done))
    assert told == list(range(1, 9))
    assert in_memory(pooled).to_pylist() == in_memory(Embedded(1).map(step, rows, {}, lambda *_: None)).to_pylist()


def _of_process(pool: Embedded, *texts: str) -> set[str]:
    step = Map("where", "x", "select version, text from version", "language", of_process, batch=1)
    rows = pa.table({"version": [str(number) for number in range(len(texts))], "text": texts})
    return set(in_memory(pool.map(step, rows, {}, lambda *_: None))["lang"].to_pylist())


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Embedded:
    monkeypatch.setattr("offscript.store.engine._FEW", 1)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return Embedded(2)


def test_a_worker_that_fails_says_which_step_and_why_and_the_next_map_runs_again(pool: Embedded) -> None:
    with pytest.raises(WorkerFailed, match=r"where: a worker failed: .*this post breaks the analysis"):
        _of_process(pool, "a", "break")
    assert len(_of_process(pool, "a", "b")) == 2


def test_a_map_that_is_interrupted_does_not_answer_the_next_one(pool: Embedded) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    step = Map("where", "x", "select version, text from version", "language", of_process, batch=1)
    rows = pa.table({"version": ["1", "2", "3"], "text": ["a", "b", "c"]})
    with pytest.raises(KeyboardInterrupt):
        pool.map(step, rows, {}, interrupted)
    assert in_memory(pool.map(step, rows.slice(1), {}, lambda *_: None))["version"].to_pylist() == ["2", "3"]


def test_the_processes_of_a_pool_are_kept_from_map_to_map_and_end_with_it(pool: Embedded) -> None:
    first = _of_process(pool, "a", "b", "c")
    assert _of_process(pool, "d", "e") == first
    assert str(os.getpid()) not in first
    pool.close()
    for process in first:
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)


def test_the_key_of_a_step_holds_its_code_settings_and_libraries() -> None:
    step = next(step for step in every_step() if step.name == "mention")
    plain = {"matter": [], "zone": "UTC"}
    assert method_key(step, plain) == method_key(step, plain)
    assert method_key(step, plain) != method_key(step, {**plain, "zone": "Europe/Kyiv"})


def test_what_a_name_needs_is_all_that_its_tables_are_read_from() -> None:
    for step in needed(every_step(), ["cascade"]):
        written = {other.writes for other in needed(every_step(), ["cascade"])}
        assert set(reads(step)) - written <= {"record", "file", "correction", "reference", "reject"}
    with pytest.raises(KeyError):
        needed(every_step(), ["nothing"])


def test_steps_that_read_each_other_are_refused() -> None:
    from offscript.store.steps import Query

    one = Query("one", "x", "select * from post", "version")
    other = Query("other", "x", "select * from version", "post")
    with pytest.raises(ValueError, match="read each other"):
        in_order([one, other])


def test_a_table_of_an_older_version_is_refused_until_a_run_writes_it_anew(case: offscript.Case, write: Any) -> None:
    case.read([write("a.json", [telethon(1, "Мост через реку закрыт до особого распоряжения коменданта города", 55)])])
    case.read([write("b.json", [telethon(1, "Мост через реку закрыт до особого распоряжения коменданта города", 66)])])
    case.run()
    before = case.snapshot
    old = case.table("reuse").project("* exclude (changed)").to_arrow_table()
    state = replace(case.folder, "reuse", old, old.schema)
    commit(case.folder, before, {"reuse": state}, {"reuse": "as an older version had it"})
    again = offscript.open(case.folder)
    with pytest.raises(CaseError, match="older offscript"):
        again.table("reuse")
    again.analyse(["series"])
    again.run()
    assert again.table("reuse").shape[0] == 1


def test_who_is_hidden_is_worked_out_once_though_sources_are_listed_and_given_a_tier(
    case: offscript.Case, write: Write
) -> None:
    case.read([write("posts.json", [telethon(1, "Фёдор Кузьмич Лапин вышел из города.")])])
    assert "private" not in ran(case)
    listed = case.folder / "sources.toml"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace('tier = "unassigned"', 'tier = "wire"'), encoding="utf-8"
    )
    assert 'tier = "wire"' in listed.read_text(encoding="utf-8")
    assert "private" not in ran(offscript.open(case.folder))
