"""Silences of each kind are told apart from each other, from what was not collected, and from nothing."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.measure.silence.course import Course, chance, looked_at, stretches
from offscript.measure.silence.few import as_few, scatter, shrunk
from offscript.measure.silence.table import silences
from offscript.model import SILENCE
from offscript.model.schema import DAY, HOUR

FIRST = 19_000 * DAY
COLUMNS = "source tier at day_us state from_us to_us missing numbered together matter version start end"
DAYS = 28
Row = dict[str, Any]
Times = list[float]


def steady(seed: int, a_day: float = 24.0) -> Times:
    """Days at which a voice posts, more by day than by night."""
    draw = np.random.default_rng(seed)
    hours = np.array([0.2] * 7 + [1.0] * 15 + [0.4] * 2)
    counts = draw.poisson(a_day * np.tile(hours / hours.sum(), DAYS))
    return sorted(((np.repeat(np.arange(DAYS * 24), counts) + draw.uniform(0, 1, counts.sum())) / 24).tolist())


def rows_of(voices: dict[str, Times], about: dict[str, Times] | None = None, **more: dict[int, Row]) -> list[Row]:
    """Rows as `heard.sql` gives them; `more` sets columns of some days of a source."""
    empty: Row = dict.fromkeys(COLUMNS.split())
    out = [empty | {"what": "stretch", "from_us": FIRST, "to_us": FIRST + DAYS * DAY}]
    for name, times in voices.items():
        known = {"source": name, "tier": "wire" if name < "c" else "aligned"}
        ends = {"from_us": FIRST + round(times[0] * DAY), "to_us": FIRST + round(times[-1] * DAY)}
        for day in range(DAYS):
            held = {"what": "day", "day_us": FIRST + day * DAY, "state": "covered", "missing": 0, "numbered": True}
            out.append(empty | known | ends | held | {"together": True} | more.get(name, {}).get(day, {}))
        for n, time in enumerate(times):
            post = {"what": "post", "at": FIRST + round(time * DAY), "version": f"{name}{n}", "start": 0, "end": 9}
            out.append(empty | known | post)
        for n, time in enumerate((about or {}).get(name, [])):
            words = {"matter": "ford", "version": f"{name}m{n}", "start": 2, "end": 6}
            out.append(empty | known | {"what": "about", "at": FIRST + round(time * DAY)} | words)
    return out


def told(rows: list[Row]) -> list[Row]:
    return list(silences(pa.Table.from_pylist(rows), {}).to_pylist())


def quartet() -> dict[str, Times]:
    return {name: steady(seed) for seed, name in enumerate("abcd")}


def without(times: Times, start: float, end: float, share: float = 1.0) -> Times:
    draw = random.Random(3)
    return [time for time in times if not start <= time < end or draw.random() >= share]


def third(times: Times) -> Times:
    """Every third post from the tenth day on is about the matter."""
    return [time for time in times if time >= 10][::3]


@pytest.mark.parametrize(("mean", "size"), [(4.0, 2.0), (30.0, 8.0), (900.0, 50.0)])
def test_the_chance_of_as_few_is_that_of_a_negative_binomial(mean: float, size: float) -> None:
    def mass(k: int) -> float:
        logs = math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
        return math.exp(logs + size * math.log(size / (size + mean)) + k * math.log(mean / (size + mean)))

    for count in (0, 1, int(mean / 2)):
        assert as_few(count, mean, size) == pytest.approx(sum(mass(k) for k in range(count + 1)), rel=1e-9)
    assert as_few(mean + 1, mean, size) == 1.0


def test_scatter_is_that_which_was_drawn_and_is_shared_among_voices() -> None:
    draw = np.random.default_rng(1)
    expected = np.full(4_000, 20.0)
    seen = draw.poisson(expected * draw.gamma(5, 1 / 5, 4_000)).astype(float)
    assert scatter(seen, expected)[0] == pytest.approx(0.2, abs=0.05)
    assert scatter(draw.poisson(expected).astype(float), expected)[0] == pytest.approx(0, abs=0.01)
    assert scatter(np.array([]), np.array([])) == (0.0, 0)
    assert shrunk([(1.0, 20), (0.2, 20), (0.2, 20)])[0] == pytest.approx(0.6)


@settings(max_examples=40)
@given(
    gaps=st.lists(st.floats(0.0, 5.0), min_size=1, max_size=80),
    extra=st.floats(0.0, 3.0),
)
def test_stretches_never_overlap_and_lie_between_posts(gaps: list[float], extra: float) -> None:
    events = np.cumsum(gaps)
    times = (events * HOUR).astype(np.int64)
    end = float(events[-1]) + extra
    edges = (np.arange(0.0, end + 4, 4.0),)
    course = Course(events, times, end, 0, round(end * HOUR), edges, math.inf, 0.5, 0.1)
    found = stretches(course, [0.05])
    bounds = sorted(zip(found.from_us.tolist(), found.to_us.tolist(), strict=True))
    assert all(low <= high for low, high in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    assert {low for low, _ in bounds} <= {0, *times.tolist()}
    assert ((found.chance >= 0) & (found.chance < 0.01)).all()
    assert (found.seen < found.expected).all()
    assert looked_at(course) >= len(found.seen)


def test_scatter_that_holds_for_a_day_makes_a_silent_day_likelier() -> None:
    course = Course(np.arange(1.0, 200), np.arange(1, 200), 200.0, 0, 200, (np.arange(0.0, 201, 10),), 100.0, 0.5, 0.5)
    ends = np.array([100.0]), np.array([120.0])
    seen = np.array([0.0])
    assert chance(course, [0.5], seen, *ends)[1] > 100 * chance(course, [0.0], seen, *ends)[1]


def test_voices_that_keep_their_habits_are_not_silent() -> None:
    voices = quartet()
    assert told(rows_of(voices, {name: third(times) for name, times in voices.items()})) == []


@pytest.mark.parametrize("ends", [27.51, 27.52])
def test_a_collection_that_ends_within_an_hour_is_no_silence_of_the_rest_of_it(ends: float) -> None:
    voices = {name: [at for at in steady(1, a_day) if at < ends] for name, a_day in {"a": 1_000.0, "b": 24.0}.items()}
    assert told(rows_of(voices)) == []


@pytest.mark.parametrize("begins", [0.51, 0.52])
def test_a_collection_that_begins_within_an_hour_is_no_silence_before_it(begins: float) -> None:
    voices = {name: [at for at in steady(1, a_day) if at > begins] for name, a_day in {"a": 1_000.0, "b": 24.0}.items()}
    assert told(rows_of(voices)) == []


def test_nothing_at_all_while_numbers_run_on_is_an_outage() -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.2, 15.0)
    (found,) = told(rows_of(voices))
    assert (found["name"], found["kind"], found["matter"], found["posts"]) == ("a", "outage", None, 0)
    assert found["expected"] == pytest.approx(67, rel=0.15)
    assert found["q"] < 1e-6
    assert (found["from_us"] - FIRST) / DAY == pytest.approx(12.2, abs=0.4)
    assert (found["to_us"] - FIRST) / DAY == pytest.approx(15.0, abs=0.4)
    before = max(n for n, time in enumerate(voices["a"]) if time < 12.2)
    assert (found["before_version"], found["ended_version"]) == (f"a{before}", f"a{before + 1}")


def test_nothing_at_all_without_numbers_is_only_called_quiet() -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.2, 15.0)
    unnumbered = {day: {"numbered": False} for day in range(DAYS)}
    assert [row["kind"] for row in told(rows_of(voices, a=unnumbered))] == ["quiet"]


def test_a_voice_that_posts_a_fifth_of_the_usual_is_quiet() -> None:
    voices = quartet()
    voices["c"] = without(voices["c"], 9.0, 14.0, 0.85)
    (found,) = told(rows_of(voices))
    assert (found["name"], found["kind"]) == ("c", "quiet")
    assert 0 < found["posts"] < found["expected"] / 3


def test_numbers_that_lack_may_be_the_posts_missed() -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.2, 15.0)
    lacking = {day: {"missing": 24} for day in (12, 13, 14)}
    assert told(rows_of(voices, a=lacking)) == []


def test_days_not_collected_are_no_silence_of_the_voice() -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.0, 15.0)
    lost = {day: {"state": "unknown"} for day in (12, 13, 14)}
    (found,) = told(rows_of(voices, a=lost))
    assert (found["kind"], found["q"], found["p"]) == ("uncovered", None, None)


def test_what_a_cap_cut_cannot_be_told() -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.2, 15.0)
    capped = {day: {"state": "capped"} for day in range(DAYS)}
    (found,) = told(rows_of(voices, a=capped))
    assert (found["kind"], found["q"]) == ("capped", None)


def test_a_day_on_which_all_are_quiet_is_no_silence_of_one() -> None:
    voices = {name: without(steady(seed), 12.0, 14.0) for seed, name in enumerate("abcdefgh")}
    assert [row for row in told(rows_of(voices)) if row["scope"] == "source"] == []


def test_posts_as_always_but_not_about_what_the_others_speak_of_is_avoidance() -> None:
    voices = quartet()
    about = {name: third(times) for name, times in voices.items()}
    about["b"] = without(about["b"], 15.0, 24.0)
    found = [row for row in told(rows_of(voices, about)) if row["scope"] == "source"]
    assert [(row["name"], row["matter"], row["kind"], row["posts"]) for row in found] == [("b", "ford", "avoidance", 0)]
    assert found[0]["meanwhile"] > 150
    start, end = ((found[0][side] - FIRST) / DAY for side in ("from_us", "to_us"))
    assert found[0]["elsewhere"] == sum(start < time < end for name in "acd" for time in about[name])
    assert found[0]["ended_version"].startswith("bm")
    assert (found[0]["ended_start"], found[0]["ended_end"]) == (2, 6)


def test_a_matter_that_dies_down_everywhere_is_avoided_by_nobody() -> None:
    voices = quartet()
    about = {name: without(third(times), 15.0, 28.0) for name, times in voices.items()}
    assert told(rows_of(voices, about)) == []


@settings(max_examples=5)
@given(st.integers(0, 1_000))
def test_the_order_of_rows_says_nothing(seed: int) -> None:
    voices = quartet()
    voices["a"] = without(voices["a"], 12.2, 15.0)
    rows = rows_of(voices, {name: third(times) for name, times in voices.items()})
    assert told(random.Random(seed).sample(rows, len(rows))) == told(rows)


@pytest.mark.parametrize(
    "times",
    [[3.0], [3.0] * 50, [n / 1e9 for n in range(30)], [1.0] * 30 + [20.0] * 30],
    ids=["one post", "all at once", "all in one second", "two moments"],
)
def test_what_has_no_habit_is_no_traceback(times: Times) -> None:
    found = silences(pa.Table.from_pylist(rows_of({"a": times})), {})
    assert found.schema.equals(SILENCE)
    assert all(0 <= row["q"] <= 0.1 for row in found.to_pylist() if row["q"] is not None)


def test_the_engine_tells_a_silence_with_the_posts_at_its_ends(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    files = []
    for number, (name, times) in enumerate(quartet().items()):
        kept = without(times, 12.2, 16.0) if name == "a" else times
        messages = [
            {
                "id": n + 1,
                "type": "message",
                "date_unixtime": str(1_641_600_000 + round(time * 86_400)),
                "text": f"No {n}",
            }
            for n, time in enumerate(kept)
        ]
        chat = {"name": name, "type": "public_channel", "id": 1_000 + number, "messages": messages}
        files.append(write(f"{name}/result.json", chat))
    case.read(files)
    case.run(["silence"])
    (found,) = case.table("silence").project("kind, posts, before_version, ended_version").fetchall()
    assert found[:2] == ("outage", 0)
    words = dict(case.table("version").project("version, text").fetchall())
    before, ended = (int(words[version].removeprefix("No ")) for version in found[2:])
    assert ended == before + 1
    outcomes = sorted(outcome for (outcome,) in case.table("listened").project("outcome").fetchall())
    assert outcomes == ["found", "none", "none", "none"]
    assert "a fell silent for 4.4 d from" in (case.folder / "brief.md").read_text("utf-8").replace("\u00a0", " ")
