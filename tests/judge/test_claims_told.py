"""Claims: statements that say the same are one, whatever the language; people merge and split them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
CASE = """zone = "Europe/Kyiv"
[[matter]]
id = "ferry"
terms.ru = ["паром"]
terms.en = ["ferry"]
"""
POSTS = [
    telethon(1, "Паром у деревни Вельск затонул ночью с грузом муки.", 1, "2022-09-10T10:00:00+00:00"),
    telethon(2, "Ночью у деревни Вельск затонул паром, шедший с грузом муки.", 2, "2022-09-10T11:00:00+00:00"),
    telethon(3, "Паром к празднику перекрасили школьники в жёлтый цвет.", 3, "2022-09-10T12:00:00+00:00"),
    telethon(4, "Сообщения о затонувшем пароме не соответствуют действительности.", 4, "2022-09-10T13:00:00+00:00"),
]


def _run(case: offscript.Case) -> offscript.Case:
    case = offscript.open(case.folder)
    case.analyse(["corroboration"])
    return case


def _groups(case: offscript.Case) -> set[frozenset[int]]:
    rows = case.sql(
        "select claim, p.native_number from claim c join post p using (post) order by claim, position"
    ).fetchall()
    return {frozenset(number for name, number in rows if name == claim) for claim, _ in rows}


def _place(case: offscript.Case, number: int) -> dict[str, object]:
    version, text = case.sql(
        f"select v.version, v.text from version v join post p using (post) where p.native_number = {number}"
    ).fetchall()[0]
    return {"anchor": version, "start": 0, "end": len(text)}


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ferry's case, read and run once."""
    folder = tmp_path_factory.mktemp("ferry")
    case = offscript.new(folder / "case")
    (case.folder / "case.toml").write_text(CASE, encoding="utf-8")
    (folder / "posts.json").write_text(json.dumps(POSTS), encoding="utf-8")
    offscript.open(case.folder).read([folder / "posts.json"])
    return _run(case).folder


@pytest.fixture
def ferry(analysed: Path, tmp_path: Path) -> offscript.Case:
    """A copy of it that a test may change."""
    return offscript.open(shutil.copytree(analysed, tmp_path / "case"))


def test_the_same_is_one_claim_and_a_denial_joins_what_it_denies(ferry: offscript.Case) -> None:
    case = ferry
    assert _groups(case) == {frozenset({1, 2, 4}), frozenset({3})}
    told = case.sql("select affirmed, denied from assessed order by statements desc").fetchall()[0]
    assert told[1] == 1


def test_what_people_merge_and_split_survives(ferry: offscript.Case) -> None:
    case = ferry
    there = _place(case, 1)
    case.correct("claim", {**_place(case, 3), "accept": True, "target": f"{there['anchor']}:0"}, "same ferry", "ann")
    case.correct("claim", {**_place(case, 4), "accept": False}, "another ferry", "ann")
    assert _groups(_run(case)) == {frozenset({1, 2, 3}), frozenset({4})}


def test_a_persons_grade_stands_above_the_rule(ferry: offscript.Case) -> None:
    case = ferry
    case.correct("credibility", {**_place(case, 2), "target": "1"}, "seen by our own reporter", "ann")
    case = _run(case)
    assert case.sql("select credibility, rule from assessed order by statements desc").fetchall()[0] == (
        1,
        "a person's judgement",
    )


def test_a_case_without_matters_claims_nothing(case: offscript.Case, write: Write) -> None:
    case.read([write("posts.json", POSTS)])
    assert _groups(_run(case)) == set()


def test_the_rumour_of_talks_goes_from_denial_to_confirmation(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    history = case.sql("select history from assessed where matter = 'talks'").fetchall()
    told = [[step.rsplit(" ", 1)[0] for step in line] for (line,) in history]
    assert ["rumour", "denial", "report", "confirmation"] in told


def test_what_is_called_the_first_of_its_kind_is_laid_beside_the_last_like_it(
    case: offscript.Case, write: Write
) -> None:
    posts = [
        telethon(
            1, "Паромщики деревни Вельск объявили забастовку из-за низкой зарплаты.", 1, "2022-09-01T10:00:00+00:00"
        ),
        telethon(
            2, "Впервые паромщики деревни Вельск объявили забастовку, зарплата низкая.", 2, "2022-09-10T10:00:00+00:00"
        ),
        telethon(3, "Впервые за столетие над гаванью видели северное сияние ночью.", 3, "2022-09-10T11:00:00+00:00"),
        telethon(
            4, "Впервые за столетие над гаванью видели северное сияние, говорят моряки.", 1, "2022-09-10T12:00:00+00:00"
        ),
    ]
    case.read([write("posts.json", posts)])
    case.analyse(["precedent"])
    found = case.sql(
        "select p.native_number, q.native_number, reach_us // 86400000000 from precedent r join post p on p.post = r.post "
        "left join version v on v.version = r.like_version left join post q on q.post = v.post order by 1"
    ).fetchall()
    assert found == [(2, 1, 9), (3, None, 9), (4, None, 9)]
