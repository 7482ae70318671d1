"""The time a run will still take: by what steps took elsewhere, mended by what they take here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.store import foresee
from offscript.store.foresee import TimeLeft, said_left, seconds_of, unfinished_seconds
from offscript.store.steps import in_order, needed
from offscript.store.tables import TableState
from tests.conftest import telethon

Write = Callable[[str, list[dict[str, Any]]], Path]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two steps that were measured at a thousand and at five thousand posts."""
    monkeypatch.setattr(foresee, "_costs", lambda: ((1_000, 5_000), {"amount": (2.0, 6.0), "flat": (3.0, 3.0)}))


@pytest.mark.parametrize(
    ("step", "posts", "seconds"),
    [
        ("amount", 1_000, 2.0),
        ("amount", 3_000, 4.0),
        ("amount", 9_000, 10.0),
        ("flat", 90_000, 3.0),
        ("amount", 0, 1.0),
    ],
)
def test_seconds_lie_on_a_line_through_both_sizes(known: None, step: str, posts: int, seconds: float) -> None:
    assert seconds_of(step, posts) == seconds


@given(st.lists(st.floats(1, 60), min_size=2, max_size=8), st.floats(0.2, 8))
def test_a_machine_that_is_so_many_times_slower_is_known_by_its_first_steps(costs: list[float], pace: float) -> None:
    clock = Clock()
    left = TimeLeft({str(n): seconds for n, seconds in enumerate(costs)}, lambda what, done, total: None, clock)
    for number, seconds in enumerate(costs):
        left.begin(str(number))
        true, done = pace * sum(costs[number:]), sum(costs[:number])
        assert left.left() == pytest.approx(true * (pace * done + 5) / (done + 5) / pace)
        clock.now += seconds * pace
    left.begin("after all")
    assert left.left() == 0


def test_a_step_that_turns_out_to_stand_says_nothing_of_the_machine() -> None:
    clock = Clock()
    left = TimeLeft({"a": 100.0, "b": 100.0}, lambda what, done, total: None, clock)
    left.begin("a")
    clock.now += 0.01
    left.begin("b")
    assert left.left() == 100


def test_what_is_left_of_a_step_is_told_by_its_rows_and_then_in_words() -> None:
    clock, told = Clock(), list[str]()
    left = TimeLeft({"amount": 10.0, "pair": 60.0}, lambda what, done, total: told.append(what), clock)
    left.begin("amount")
    left.tell("figures: amount", 0, 2)
    clock.now += 100
    left.tell("amount", 50, 100)
    assert told == ["figures: amount", "amount, about 3 min left"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, ""),
        (7, ", about 10 s left"),
        (64, ", about 60 s left"),
        (600, ", about 10 min left"),
        (9_000, ", about 2.5 h left"),
    ],
)
def test_time_is_said_no_more_exactly_than_it_is_known(seconds: float, said: str) -> None:
    assert said_left(seconds) == said


def test_a_step_that_reads_closely_is_foreseen_for_what_is_read_closely(case: offscript.Case, known: None) -> None:
    steps = [step for step in case.steps() if step.name in ("amount", "pair")]
    tables = {"version": TableState(1, "v", 9_000), "close_read": TableState(1, "c", 1_000)}
    foreseen = unfinished_seconds(steps, tables, {}, case.plain())
    assert foreseen["amount"] == seconds_of("amount", 1_000)
    assert unfinished_seconds(case.steps(), tables, {}, case.plain())["amount"] == seconds_of("amount", 9_000)


def test_what_is_foreseen_anew_stands_in_place_of_what_was(known: None) -> None:
    left = TimeLeft({"a": 5.0, "b": 100.0}, lambda what, done, total: None, Clock())
    left.begin("a")
    left.foresee({"b": 10.0})
    left.begin("b")
    assert left.left() == 10


def test_only_steps_that_will_run_are_foreseen(case: offscript.Case, write: Write, known: None) -> None:
    steps = in_order(needed(case.steps(), ["figures"]))

    def foreseen() -> dict[str, float]:
        now = offscript.open(case.folder)
        return unfinished_seconds(steps, now.snapshot.tables, now.snapshot.keys, now.plain())

    assert set(foreseen()) == {step.name for step in steps}
    case.read([write("a.json", [telethon(n, f"Погибли {n} человек.") for n in range(1, 41)])])
    case.analyse(["figures"])
    assert foreseen() == {}
    case.read([write("b.json", [telethon(n, f"Погибли {n} человек.") for n in range(41, 51)])])
    assert {"amount", "figure"} <= foreseen().keys()
    assert foreseen()["amount"] == pytest.approx(seconds_of("amount", 10))
