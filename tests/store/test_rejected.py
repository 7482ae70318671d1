"""A finding that a person rejected is gone with the next run, and what rests on it follows; taken back, it stands again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.find import LINKS, REVIEWED
from offscript.model import TABLES
from offscript.store import ledger
from offscript.workspace import every_step
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
RESTS = ("clock", "proposed", "stranded")
"""What rests on the lexicon."""
PAIR = '\n[[lexicon]]\nline = "осадки"\nplain = "ливень"\nlanguage = "ru"\n'


@pytest.fixture
def said(case: offscript.Case, write: Write) -> offscript.Case:
    path = case.folder / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + PAIR, encoding="utf-8")
    held = offscript.open(case.folder)
    held.read([write("a.json", [telethon(1, "Над городом ливень, ливень и ещё раз осадки.")])])
    held.analyse(RESTS)
    return held


def rows(case: offscript.Case) -> list[tuple[Any, ...]]:
    return offscript.open(case.folder).sql('select version, start, "end" from lexicon order by start').fetchall()


def test_a_rejected_finding_is_gone_and_only_that_one(said: offscript.Case) -> None:
    before = rows(said)
    assert len(before) == 3
    version, start, end = before[1]
    said.correct(
        "finding", {"anchor": version, "start": start, "end": end, "target": "lexicon", "accept": False}, "", "me"
    )
    ran = {row[0] for row in said.analyse(RESTS).ran}
    assert "utterance" not in ran, "what was found by a model is not found again"
    assert rows(said) == [before[0], before[2]]
    assert (
        sum(offscript.open(said.folder).sql("select line + plain from clock where scope = 'tier'").fetchall()[0]) == 1
    )


def test_another_table_or_an_accepted_finding_changes_nothing(said: offscript.Case) -> None:
    before = rows(said)
    version, start, end = before[0]
    place = {"anchor": version, "start": start, "end": end}
    said.correct("finding", {**place, "target": "blame", "accept": False}, "", "me")
    said.correct("finding", {**place, "target": "lexicon", "accept": True}, "", "me")
    said.analyse(RESTS)
    assert rows(said) == before


def test_what_was_taken_back_counts_no_more(said: offscript.Case) -> None:
    before = rows(said)
    version, start, end = before[0]
    content = {"anchor": version, "start": start, "end": end, "target": "lexicon", "accept": False}
    number = said.correct("finding", content, "", "me")
    said.analyse(RESTS)
    ledger.enter(said.folder, "me", ledger.UNDONE, {"entry": number, "anchor": version}, "")
    said.analyse(RESTS)
    assert rows(said) == before
    assert len(ledger.entries(said.folder)) == 2, "nothing is removed from a ledger"


def test_a_rejected_promise_is_promised_nowhere(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "Мы обязательно вернём город до конца недели.")])])
    case.analyse(["promise"])
    held = 'select version, start, "end" from promise'
    (found,) = offscript.open(case.folder).sql(held).fetchall()
    place = {"anchor": found[0], "start": found[1], "end": found[2]}
    case.correct("finding", {**place, "target": "promise", "accept": False}, "", "me")
    ran = {row[0] for row in case.analyse(["promise"]).ran}
    assert "pledge" not in ran
    assert offscript.open(case.folder).sql(held).fetchall() == []


COPIED = "Над городом с самого утра идёт сильный дождь, и вода в реке поднялась до нижней улицы, говорят соседи."


def carried(write: Write, channel: int) -> Path:
    """A channel that carries the same words, an hour after the one before."""
    return write(f"{channel}.json", [telethon(1, COPIED, channel, f"2022-09-10T1{channel}:00:00+00:00")])


@pytest.mark.parametrize("reversed_", [False, True])
def test_two_posts_that_are_not_linked_share_no_words_until_it_is_taken_back(
    case: offscript.Case, write: Write, reversed_: bool
) -> None:
    case.read([carried(write, channel) for channel in (1, 2)])
    case.analyse(["reuse"])
    links = "select earlier, later from reuse"
    (found,) = offscript.open(case.folder).sql(links).fetchall()
    anchor, target = found[::-1] if reversed_ else found
    number = case.correct("link", {"anchor": anchor, "target": target, "accept": False}, "the same law", "me")
    ran = {row[0] for row in case.analyse(["reuse"]).ran}
    assert "pair" not in ran, "what was compared is not compared again"
    assert offscript.open(case.folder).sql(links).fetchall() == []
    ledger.enter(case.folder, "me", ledger.UNDONE, {"entry": number, "anchor": anchor}, "")
    case.analyse(["reuse"])
    assert offscript.open(case.folder).sql(links).fetchall() == [found]


def test_a_link_that_was_refused_leaves_those_to_others(case: offscript.Case, write: Write) -> None:
    case.read([carried(write, channel) for channel in (1, 2, 3)])
    case.analyse(["reuse"])
    links = "select earlier, later from reuse order by all"
    before = offscript.open(case.folder).sql(links).fetchall()
    assert len(before) == 3
    case.correct("link", {"anchor": before[0][1], "target": before[0][0], "accept": False}, "", "me")
    case.correct("link", {"anchor": before[1][1], "target": before[1][0], "accept": True}, "", "me")
    case.analyse(["reuse"])
    assert offscript.open(case.folder).sql(links).fetchall() == before[1:]


def test_every_table_of_links_follows_a_word_on_two_posts() -> None:
    asked = {step.writes: step.sql for step in every_step()}
    assert all("kind = 'link' and not accept" in asked[name] for name in LINKS)
    assert all({"earlier", "later"} <= set(TABLES[name].names) for name in LINKS)


def test_every_table_that_can_be_reviewed_points_to_words_and_follows() -> None:
    asked = " ".join(step.sql for step in every_step())
    assert all(f"target = '{name}' and not accept" in asked for name in REVIEWED)
    assert all({"version", "start", "end"} <= set(TABLES[name].names) for name in REVIEWED)
