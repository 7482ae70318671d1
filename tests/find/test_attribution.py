"""What becomes of an attribution on the way, and posts that say themselves whom they have their words from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
SOURCES = """
zone = "Europe/Kyiv"
[[source]]
id = "ministry"
name = "Минобороны Каредонии"
aliases = ["1"]
tier = "ministry"
platform = "telegram"
[[source]]
id = "wire"
name = "Каринформ"
aliases = ["2"]
tier = "wire"
platform = "telegram"
[[source]]
id = "blog"
name = "Штык и компас"
aliases = ["3"]
tier = "aligned"
platform = "telegram"
"""
SAID = "За минувшие сутки через Ольшанку переправлены три батальона, мост у Порубежного восстановлен, связь с гарнизоном налажена"
SPOKEN = f"{SAID}, заявил комендант гарнизона Семён Ракитин."


def told(case: offscript.Case, write: Write, *posts: tuple[int, str]) -> offscript.Case:
    """A case in which channels say, a minute after one another, what is given; attribution worked out."""
    (case.folder / "case.toml").write_text(SOURCES, encoding="utf-8")
    case = offscript.open(case.folder)
    listed = [
        telethon(number, text, channel, f"2022-09-10T12:{number:02}:00+00:00")
        for number, (channel, text) in enumerate(posts, 1)
    ]
    case.read([write("posts.json", listed)])
    case.analyse(["attribution", "cascade"])
    return case


def changes(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        "select p.source, q.source, a.change, a.names_earlier, a.co_quoted from attribution a "
        "join post p on p.post = a.earlier join post q on q.post = a.later order by p.published_at, q.published_at"
    ).fetchall()


def parents(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        "select q.source, p.source, c.parent_basis from cascade c join post q on q.post = c.post "
        "left join post p on p.post = c.parent order by q.published_at"
    ).fetchall()


def test_a_claim_whose_speaker_is_gone_lost_its_attribution(case: offscript.Case, write: Write) -> None:
    case = told(case, write, (2, SPOKEN), (3, f"{SAID}."))
    assert changes(case) == [("wire", "blog", "removed", False, False)]


def test_a_copy_that_keeps_the_speaker_somewhere_has_not_lost_him(case: offscript.Case, write: Write) -> None:
    case = told(case, write, (2, SPOKEN), (3, f"{SAID}. Комендант Семён Ракитин обещал подробности утром."))
    assert [row[2] for row in changes(case)] != ["removed"]


def test_a_post_that_names_the_earlier_source_adds_an_attribution_and_is_its_child(
    case: offscript.Case, write: Write
) -> None:
    case = told(case, write, (1, f"{SAID}."), (2, f"{SAID}, сообщает Минобороны Каредонии."))
    assert changes(case) == [("ministry", "wire", "added", True, False)]
    assert parents(case) == [("ministry", None, None), ("wire", "ministry", "named")]


def test_a_name_that_came_with_the_copied_words_names_no_parent(case: offscript.Case, write: Write) -> None:
    reworded = SAID.replace("восстановлен", "починен").replace("минувшие", "прошлые")
    passed = f"{reworded}, сообщает Минобороны Каредонии."
    case = told(case, write, (1, f"{SAID}."), (2, passed), (3, passed))
    assert parents(case)[2] == ("blog", "wire", "words")


def test_two_that_quote_a_third_are_co_quoting_and_a_speaker_may_be_changed(case: offscript.Case, write: Write) -> None:
    other = f"{SAID}, заявил губернатор Прохор Сычёв."
    case = told(case, write, (2, SPOKEN), (3, SPOKEN), (1, other))
    found = {(row[0], row[1]): row[2:] for row in changes(case)}
    assert found["wire", "blog"] == ("kept", False, True)
    assert {row[0] for pair, row in found.items() if pair[1] == "ministry"} == {"changed"}


def test_names_that_a_copy_replaces_are_listed_and_those_it_has_elsewhere_are_not(
    case: offscript.Case, write: Write
) -> None:
    swapped = SAID.replace("Порубежного", "Змеиногорска")
    case = told(case, write, (2, f"{SAID}."), (3, f"{swapped}. Ольшанка обмелела."))
    found = case.sql("select names_dropped, names_added from attribution").fetchall()
    assert [len(names or []) for names in found[0]] == [1, 1]


@pytest.mark.parametrize("mention", ["Каринформ сменил редактора.", "Спасибо, Каринформ!"])
def test_a_source_merely_mentioned_is_no_credit(case: offscript.Case, write: Write, mention: str) -> None:
    case = told(case, write, (2, f"{SAID}."), (3, f"{SAID}. {mention}"))
    assert case.table("credit").fetchall() == []
    assert parents(case)[1] == ("blog", "wire", "words")
