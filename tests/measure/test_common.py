"""Who shares a third source is told from who copies, by the order in which they come and by haste."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest

from offscript.measure.common import common_sources
from offscript.model import SECOND


def shared(pairs: list[tuple[str, int]], error: int = 1, words: int = 40) -> list[dict[str, Any]]:
    """Links between a and b: who was first, and after how many seconds the other came."""
    span = {f"{side}_{end}": 0 for side in ("earlier", "later") for end in ("start", "end")}
    span |= {"earlier_version": "v", "later_version": "w"}  # type: ignore[dict-item]
    rows = [
        {
            "earlier": first,
            "later": "b" if first == "a" else "a",
            "post": f"p{number}",
            "words": words,
            "lag_us": lag * SECOND,
            "lag_error_us": error * SECOND,
            **span,
        }
        for number, (first, lag) in enumerate(pairs)
    ]
    return list(common_sources(pa.Table.from_pylist(rows), {}).to_pylist())


def test_one_who_always_comes_second_and_takes_his_time_copies() -> None:
    chance = random.Random(1)
    (row,) = shared([("a", chance.randrange(120, 3_000)) for _ in range(30)])
    assert (row["verdict"], row["a_first"], row["b_first"]) == ("copying", 30, 0)


def test_two_who_come_first_in_turn_and_within_seconds_have_a_common_source() -> None:
    chance = random.Random(2)
    (row,) = shared([(chance.choice("ab"), chance.randrange(2, 12)) for _ in range(20)])
    assert row["verdict"] == "common"
    assert row["odds"] > 1_000
    assert row["hasty"] == 20


def test_a_mirror_that_always_comes_second_within_a_second_is_no_reader() -> None:
    (row,) = shared([("a", 1)] * 20)
    assert row["verdict"] == "common"


@pytest.mark.parametrize("pairs", [[("a", 5), ("b", 3)], [("a", 5_000)] * 3 + [("b", 5_000)]])
def test_of_few_posts_nothing_is_said(pairs: list[tuple[str, int]]) -> None:
    assert shared(pairs)[0]["verdict"] == "open"


def test_times_known_to_the_day_say_nothing() -> None:
    (row,) = shared([("a", 0)] * 40, error=2 * 86_400)
    assert (row["odds"], row["verdict"], row["order_unknown"]) == (1.0, "open", 40)
