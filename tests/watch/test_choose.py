"""How much a reader can bear, what is muted, when it is quiet."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.case.collecting import MuteSettings
from offscript.watch.choose import WEEK, decided, is_quiet, muted, shares, thresholds, weeks_of

KINDS = ("figure", "break", "blame")
PAST = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 8 * WEEK), st.floats(0, 1)), max_size=200)


def told_of(past: list[tuple[str, int, float]], lowest: dict[str, float]) -> Counter[str]:
    """How many of each kind pass."""
    return Counter(kind for kind, _, score in past if score >= lowest[kind])


@given(PAST, st.floats(0.5, 40))
def test_past_weeks_replayed_have_no_more_alerts_than_can_be_borne(
    past: list[tuple[str, int, float]], per_week: float
) -> None:
    told = told_of(past, thresholds(past, per_week))
    assert told.total() <= per_week * weeks_of([at for _, at, _ in past])


@given(PAST, st.floats(1, 40))
def test_no_lower_threshold_of_a_kind_would_have_done(past: list[tuple[str, int, float]], per_week: float) -> None:
    lowest = thresholds(past, per_week)
    told = shares(Counter(kind for kind, _, _ in past), int(per_week * weeks_of([at for _, at, _ in past])))
    for kind, low in lowest.items():
        below = [score for one, _, score in past if one == kind and score < low]
        if below:
            next_one = max(below)
            assert sum(one == kind and score >= next_one for one, _, score in past) > told[kind]


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50)), st.integers(0, 200))
def test_a_kind_that_is_cut_gets_no_less_than_any_other(counts: dict[str, int], bearable: int) -> None:
    told = shares(counts, bearable)
    assert sum(told.values()) == min(bearable, sum(counts.values()))
    for kind, many in told.items():
        assert many == counts[kind] or many >= max(told.values()) - 1


def test_a_kind_that_comes_often_takes_no_place_from_one_that_is_rare() -> None:
    past = [("break", place, place / 100) for place in range(100)] + [("blame", 0, 0.1), ("blame", 5, 0.2)]
    assert told_of(past, thresholds(past, 10)) == {"break": 8, "blame": 2}
    breaks = [alert(f"break {place}", 1.0, "break") for place in range(8)]
    rare = alert("rung", 0.1, "blame")
    found = {str(one["alert"]): decision for one, decision in decided([*breaks, rare], {}, {"break": 2}, 10, ())}
    assert found["rung"] == "told"
    assert Counter(found.values()) == {"told": 4, "held": 5}


def alert(name: str, score: float, kind: str = "figure", source: str = "agency") -> dict[str, object]:
    return {"alert": name, "score": score, "kind": kind, "source": source, "matter": None, "known_at": 0}


def test_the_weakest_are_held_when_the_week_is_full_and_blind_spots_always_tell() -> None:
    given_ones = [alert("weak", 0.5), alert("strong", 0.9), alert("mid", 0.7), alert("blind", 0.1, "blind spot")]
    found = {one["alert"]: decision for one, decision in decided(given_ones, {}, {"break": 3, "blame": 5}, 10, ())}
    assert found == {"strong": "told", "mid": "told", "weak": "held", "blind": "told"}


def test_what_is_below_the_threshold_is_held_and_what_a_rule_names_is_muted() -> None:
    rules = (MuteSettings(kind="figure", source="agency"),)
    ones = [alert("a", 0.9), alert("b", 0.9, source="desk"), alert("c", 0.2, source="desk")]
    found = {one["alert"]: decision for one, decision in decided(ones, {"figure": 0.3}, {}, 10, rules)}
    assert found == {"a": "muted", "b": "told", "c": "held"}
    assert not muted(alert("a", 1), (MuteSettings(),))


def test_the_fuller_its_half_of_the_week_is_the_stronger_an_alert_must_be() -> None:
    ones = [alert("weak", 0.5), alert("strong", 0.95)]
    early = {one["alert"]: decision for one, decision in decided(ones, {}, {"figure": 1}, 10, ())}
    late = {one["alert"]: decision for one, decision in decided(ones, {}, {"figure": 4}, 10, ())}
    assert early == {"strong": "told", "weak": "told"}
    assert late == {"strong": "told", "weak": "held"}


@pytest.mark.parametrize(
    ("clock", "quiet"), [("22:59", False), ("23:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_go_over_midnight(clock: str, quiet: bool) -> None:
    now = datetime.fromisoformat(f"2022-09-10T{clock}:00+00:00")
    assert is_quiet(now, ("23:00", "07:00")) is quiet
    assert is_quiet(now, None) is False
