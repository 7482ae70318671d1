"""Which series measures a claim, over which time, and whether the two can be compared."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa

from offscript.model import DAY, MEASURED
from offscript.store.steps import Settings
from offscript.text.ground import WORD
from offscript.text.morphology import likely

Row = dict[str, Any]
_PERIODS = {"day": 1, "per day": 1, "week": 7, "month": 30, "per month": 30, "year": 365, "per year": 365}
_UNITS = {"days": 1, "weeks": 7, "months": 30}
_LOOSE = ("about", "almost")


def lemmas(words: list[str]) -> frozenset[str]:
    """Lemmas of words in any of the three languages; of a phrase those of its last word."""
    last = [WORD.findall(word)[-1:] for word in words]
    return frozenset(
        one.lemma
        for found in last
        for word in found
        for language in ("ru", "uk", "en")
        for one in likely(word, language)
    )


def window_days(period: str | None) -> float | None:
    """Days that a period names; None where it names none."""
    if period is None:
        return None
    number, _, unit = period.partition(" ")
    if unit in _UNITS and number.replace(".", "").isdigit():
        return float(number) * _UNITS[unit]
    return _PERIODS.get(period)


def _last_digit(value: float) -> float:
    """What one more of the last digit that is not zero is worth: 2,000 is told by the thousand."""
    if not value:
        return 0.0
    size = 10.0 ** math.floor(math.log10(abs(value)))
    while value % size:
        size /= 10
        if size < 1:
            return 0.0
    return size


def bounds(claim: Row) -> tuple[float | None, float | None]:
    """Between what a claim lies: as it says, `about` and `almost` wider by half of its last digit that is not zero."""
    low, high = claim["low"], claim["high"]
    if claim["qualifier"] in _LOOSE and low is not None and low == high:
        wide = _last_digit(low) / 2
        return low - wide, high if claim["qualifier"] == "almost" else high + wide
    return low, high


def differs(claim: Row, series: Row) -> str | None:
    """Why claim and series are not of the same scope; None where they are."""
    if claim["kind"] in ("share", "change"):
        return f"a {claim['kind']}, not a number of them"
    if (claim["unit"] or None) != (series["unit"] or None):
        return "another unit"
    if series["acts"] and claim["act"] not in series["acts"]:
        return "something else befell them, or nothing is said"
    if claim["scope"] and claim["scope"] != (series["place"] or None) and claim["scope"] != series["party"]:
        return "of another place than the series" if series["place"] else "of one place; the series is of all"
    if series["place"] and not claim["scope"]:
        return "names no place; the series is of one"
    return _other_party(claim, series)


def _other_party(claim: Row, series: Row) -> str | None:
    if not series["party"] and not series["words"]:
        return None
    named = claim["party"] or (claim["scope"] if claim["scope"] == series["party"] else None)
    if (named and named == series["party"]) or series["words"] & set(claim["gist"] or ()):
        return None
    return "of another party" if named else "does not say whose"


def stretch(claim: Row, series: Row) -> tuple[int | None, str | None]:
    """Length (µs) of the time a claim is for, None for a running total; and why it has none that can be compared."""
    days = window_days(claim["period"])
    if series["measures"] == "level":
        whole = claim["kind"] in ("level", "total") and days is None
        return None, None if whole else "for a stretch of time; the series is a level"
    if claim["period"] == "since the start" or (claim["kind"] == "total" and days is None):
        return None, None
    if days is not None:
        return round(days * DAY), None
    return None, "says neither a running total nor a stretch of time"


def _row(claim: Row, series: Row) -> Row:
    low, high = bounds(claim)
    window, no_period = stretch(claim, series)
    reason = differs(claim, series) or no_period
    said = {name: claim[name] for name in ("version", "post", "start", "end", "holder", "item")}
    return said | {
        "series": series["series"],
        "low": low,
        "high": high,
        "from_us": None if window is None else claim["as_of"] - window,
        "to_us": claim["as_of"],
        "observer_lag_us": round(series["lag_days"] * DAY),
        "reason": reason,
    }


def measured(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `measured` from figures with their `gist`: a row for each series that counts the claim's item."""
    prepared = [one | {name: lemmas(one[name]) for name in ("items", "acts", "words")} for one in settings["evidence"]]
    found = [_row(claim, one) for claim in rows.to_pylist() for one in prepared if claim["item"] in one["items"]]
    return pa.Table.from_pylist(found, schema=MEASURED)
