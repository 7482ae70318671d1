"""How much a reader can bear, what is muted, when it is quiet."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.case.collecting import MuteSettings
from offscript.watch.choose import WEEK, decided, is_quiet, muted, threshold, weeks_of

PAST = st.lists(st.tuples(st.integers(0, 8 * WEEK), st.floats(0, 1)), max_size=200)


@given(PAST, st.floats(0.5, 40))
def test_past_weeks_replayed_have_no_more_alerts_than_can_be_borne(
    past: list[tuple[int, float]], per_week: float
) -> None:
    lowest = threshold(past, per_week)
    told = sum(score >= lowest for _, score in past)
    assert told <= per_week * weeks_of([at for at, _ in past])


@given(PAST, st.floats(1, 40))
def test_no_lower_threshold_would_have_done(past: list[tuple[int, float]], per_week: float) -> None:
    lowest = threshold(past, per_week)
    below = [score for _, score in past if score < lowest]
    if below:
        next_one = max(below)
        assert sum(score >= next_one for _, score in past) > int(per_week * weeks_of([at for at, _ in past]))


def alert(name: str, score: float, kind: str = "figure", source: str = "agency") -> dict[str, object]:
    return {"alert": name, "score": score, "kind": kind, "source": source, "matter": None, "known_at": 0}


def test_the_weakest_are_held_when_the_week_is_full_and_blind_spots_always_tell() -> None:
    given_ones = [alert("weak", 0.5), alert("strong", 0.9), alert("mid", 0.7), alert("blind", 0.1, "blind spot")]
    found = {one["alert"]: decision for one, decision in decided(given_ones, 0.0, 8, 10, ())}
    assert found == {"strong": "told", "mid": "told", "weak": "held", "blind": "told"}


def test_what_is_below_the_threshold_is_held_and_what_a_rule_names_is_muted() -> None:
    rules = (MuteSettings(kind="figure", source="agency"),)
    ones = [alert("a", 0.9), alert("b", 0.9, source="desk"), alert("c", 0.2, source="desk")]
    found = {one["alert"]: decision for one, decision in decided(ones, 0.3, 0, 10, rules)}
    assert found == {"a": "muted", "b": "told", "c": "held"}
    assert not muted(alert("a", 1), (MuteSettings(),))


@pytest.mark.parametrize(
    ("clock", "quiet"), [("22:59", False), ("23:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_go_over_midnight(clock: str, quiet: bool) -> None:
    now = datetime.fromisoformat(f"2022-09-10T{clock}:00+00:00")
    assert is_quiet(now, ("23:00", "07:00")) is quiet
    assert is_quiet(now, None) is False
