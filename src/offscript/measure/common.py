"""Common sources: two voices that publish the same words, neither from the other.

Looked at are posts whose words one source had first and the other next, with fewest changes of all earlier posts in the
collection. Two things tell a common parent (a press service, an agency, one owner) from copying. *Order*: who copies comes second
nearly always (a Beta(19, 1) share, either way round), who shares a parent comes first as often as not (Beta(5, 5)). *Haste*: nobody
copies before having read; a lag under five seconds and a quarter of a second a word (Brysbaert 2019, 240 words a minute) is hasty:
seldom with copying (Beta(1, 9)), any share with a common parent (uniform). `odds` is the product of the two Bayes factors, at even
odds beforehand (Kass & Raftery 1995, JASA 90); automatic reposting is hasty too and counts as common.
Where times are too coarse for either, nothing is said. High odds are no proof that two sources are run by one hand.
"""

from __future__ import annotations

from math import exp, fsum, log
from typing import Any

import pyarrow as pa

from offscript.measure.breaks.levels import betaln
from offscript.model import COMMON_SOURCE, SECOND
from offscript.store.steps import Group, Settings, Step, sql_beside

FEWEST = 6
"""Posts below which nothing is said of a pair."""
STRONG = 20.0
"""Odds from which on a verdict is given."""
_READING_US, _BEFORE_US = SECOND // 4, 5 * SECOND
_LARGEST = 1e9
Row = dict[str, Any]


def _log_chance(successes: int, failures: int, a: float, b: float) -> float:
    """Log probability of a sequence of outcomes whose chance is drawn from Beta(a, b)."""
    return float(betaln(a + successes, b + failures) - betaln(a, b))


def _log_order(first: int, second: int) -> float:
    """Log Bayes factor of a common source over copying, from who came first how often."""
    either = [_log_chance(first, second, 19, 1), _log_chance(second, first, 19, 1)]
    top = max(either)
    copying = top + log(fsum(exp(value - top) for value in either) / 2)
    return _log_chance(first, second, 5, 5) - copying


def _log_haste(hasty: int, slow: int) -> float:
    """Log Bayes factor of a common source over copying, from how many lags are too short for reading."""
    return _log_chance(hasty, slow, 1, 1) - _log_chance(hasty, slow, 1, 9)


def _is_hasty(row: Row) -> bool | None:
    """Whether a lag is too short for reading; None where its error does not let one say."""
    limit = _BEFORE_US + row["words"] * _READING_US
    if row["lag_us"] - row["lag_error_us"] > limit:
        return False
    return True if row["lag_us"] + row["lag_error_us"] <= limit else None


def _verdict(odds: float, told: int) -> str:
    if told < FEWEST or 1 / STRONG < odds < STRONG:
        return "open"
    return "common" if odds >= STRONG else "copying"


def _pair(a: str, b: str, rows: list[Row]) -> Row:
    told = [row for row in rows if row["lag_us"] >= row["lag_error_us"]]
    first = sum(row["earlier"] == a for row in told)
    haste = [found for row in rows if (found := _is_hasty(row)) is not None]
    odds = min(
        _LARGEST,
        exp(min(700.0, _log_order(first, len(told) - first) + _log_haste(sum(haste), len(haste) - sum(haste)))),
    )
    example = min(rows, key=lambda row: (-row["words"], row["lag_us"], row["post"]))
    lags = sorted(row["lag_us"] for row in rows)
    said = {"a": a, "b": b, "posts": len(rows), "a_first": first, "b_first": len(told) - first}
    said |= {"order_unknown": len(rows) - len(told), "hasty": sum(haste), "median_lag_us": lags[len(lags) // 2]}
    ends = ("version", "start", "end")
    shown = {f"{side}_{end}": example[f"{side}_{end}"] for side in ("earlier", "later") for end in ends}
    return {**said, "odds": odds, "verdict": _verdict(odds, len(rows)), **shown}


def common_sources(rows: pa.Table, settings: Settings) -> pa.Table:
    """Pairs of sources with shared words, with the odds of a common source: to the table `common_source`."""
    gathered: dict[tuple[str, str], list[Row]] = {}
    for row in rows.to_pylist():
        low, high = sorted((row["earlier"], row["later"]))
        gathered.setdefault((low, high), []).append(row)
    return pa.Table.from_pylist([_pair(*pair, found) for pair, found in sorted(gathered.items())], schema=COMMON_SOURCE)


STEPS: tuple[Step, ...] = (
    Group("common_source", "repeats", sql_beside("offscript.measure", "common"), "common_source", common_sources),
)
