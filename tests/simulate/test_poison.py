"""What misleads comes on top: nothing else of the play changes, and each attempt is what its name says."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from offscript.model import HOUR
from offscript.simulate import Strengths, case_settings, play
from offscript.simulate.plants.poison import POISONS

CLEAN = play(7, Strengths(pace=0.1))
POISONED = play(7, Strengths(pace=0.1, poisons=frozenset(POISONS)))


def of(kind: str) -> list[dict[str, Any]]:
    """Facts of one poison."""
    return [fact for fact in POISONED.facts["poison"] if fact["kind"] == kind]


def test_all_else_is_said_as_without_poison() -> None:
    said = [(post.voice, post.number, post.at, post.text) for post in CLEAN.posts]
    assert said == [(post.voice, post.number, post.at, post.text) for post in POISONED.posts if post.posted is None]
    assert "poison" not in CLEAN.facts


@pytest.mark.parametrize("name", sorted(set(POISONS) - {"flood"}))
def test_each_poison_posts_something(name: str) -> None:
    assert of(name)


def test_a_time_set_back_lies_before_the_statement_and_its_number_does_not() -> None:
    for fact in of("backdated"):
        post, about = fact["post"], fact["about"]
        assert post.at < about.at - HOUR
        before = [one for one in POISONED.posts if one.voice == post.voice and one.number < post.number]
        assert all((one.posted or one.at) <= (post.posted or 0) for one in before)


def test_unseen_letters_change_the_words_letters_and_nothing_that_is_seen() -> None:
    for fact in of("invisible"):
        assert fact["post"].text != fact["about"].text
        assert len(fact["post"].text.split()) == len(fact["about"].text.split())


def test_the_case_knows_none_of_them_but_those_whose_owner_is_known() -> None:
    known = {one["id"]: one.get("owner") for one in tomllib.loads(case_settings(POISONED))["source"]}
    strangers = {name for name in known if name.startswith("stranger")}
    assert {known[name] for name in strangers} == {"Дом вестей"}
    assert strangers == {fact["post"].voice for fact in of("confirmed")}
