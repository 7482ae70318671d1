"""The invented country: the same seed gives the same bytes, and what is planted is really there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from offscript.simulate import Strengths, build, play
from offscript.simulate.wording import reworded


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build(tmp_path / name, seed=5)
    files = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("*")) if path.is_file()]
    assert len(files) > 40
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_another_seed_tells_another_story() -> None:
    assert [said.text for said in play(1).posts] != [said.text for said in play(2).posts]


def test_spans_of_copies_hold_the_same_words() -> None:
    stage = play(3)
    kinds = set()
    for fact in stage.facts["copy"]:
        kinds.add(fact["kind"])
        earlier = fact["parent"].text[slice(*fact["earlier"])]
        later = fact["post"].text[slice(*fact["later"])]
        if fact["kind"] != "near":
            assert earlier == later
        if fact["kind"] == "passage":
            assert 20 <= len(earlier.split()) <= 34
        assert fact["parent"].at <= fact["post"].at
    assert kinds == {"exact", "near", "passage"}


def test_the_edits_of_a_near_copy_turn_one_text_into_the_other() -> None:
    stage = play(4)
    text = stage.facts["copy"][0]["root"].text
    copy, changes = reworded(text, 0.2, "ru", stage.random)
    dropped = [change.earlier for change in changes if change.earlier]
    added = [change.later for change in changes if change.later]
    expected = len(text.split()) - len(dropped) + len(added)
    assert len(copy.split()) == expected
    assert len(changes) >= 3


def test_strengths_turn_the_plot_up_and_down() -> None:
    quiet = play(6, Strengths(copying=0.0, copying_after=0.0, push_rounds=0, pace=0.2))
    loud = play(6, Strengths(copying=1.0, copying_after=1.0))
    assert quiet.facts.get("copy", []) == []
    assert "push" not in quiet.facts
    assert len(loud.facts["copy"]) > 250
    assert len(quiet.posts) < len(loud.posts) / 2


def test_a_quiet_show_leaves_no_gap_in_its_ids_and_a_lost_wire_does() -> None:
    stage = play(7, Strengths(lost_ids=0.0))
    for kind, leap in (("silence", 1), ("outage", 20)):
        (fact,) = stage.facts[kind]
        held = sorted((s.number, s.at) for s in stage.posts if s.voice == fact["voice"] and s.collected)
        inside = [number for number, at in held if fact["start"] <= at < fact["end"]]
        assert inside == []
        before = max(number for number, at in held if at < fact["start"])
        after = min(number for number, at in held if at >= fact["end"])
        assert (after - before == leap) if kind == "silence" else (after - before > leap)


def test_nobody_real_speaks() -> None:
    from offscript.store.catalogue import entries

    real = {name.casefold() for entry in entries() for name in entry.names} | {
        h for e in entries() for h in (*e.handles, *e.hosts)
    }
    for voice in play(8).voices.values():
        assert not {voice.name.casefold(), voice.handle, voice.host} & real
        assert not voice.host or re.fullmatch(r"\w+\.example", voice.host)


KINDS = "euphemism admission blame promise petition rumour revision gone burst push figure break silence outage copy"


@pytest.mark.parametrize("kind", KINDS.split())
def test_every_planted_thing_is_in_the_truth(karedonia: tuple[Any, dict[str, Any]], kind: str) -> None:
    facts = karedonia[1][kind]
    assert facts
    for fact in facts:
        for post in [*([fact["post"]] if "post" in fact else []), *fact.get("posts", [])]:
            assert {"source", "native_id", "at", "collected"} == post.keys()
