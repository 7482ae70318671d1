"""The ledger of figures: which claim came after which about the same thing, and what changed without notice.

Two figures are about the same thing where they count the same item (and unit, and period), their sentences share most of their
content words and, where both have names, a name, and three days lie between them at most. A later claim is then a copy (echo),
a rounding, a change by the same holder (revision, or growth where a total or a loss rises), another version of the same post
(silent edit), or another holder's other value (contradiction). Another increment (`ещё 8`) revises nothing, and a market's
quotation is nobody's claim. A correction is no loss: a fall is shown as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from offscript.find.figures.tokens import CURRENCIES
from offscript.model import DAY, HOUR, REVISION
from offscript.store.steps import Settings
from offscript.text.beside import toml_beside
from offscript.text.gist import Gists, alike, telling

REACH = 3 * DAY
SAME_DAY = 16 * HOUR
"""Of what is counted by the day, tomorrow's figure is another day's, not this one revised."""
ALIKE, FIRST = 0.6, 0.4
"""How alike a sentence must be, by weight of its words, to one of the last claims, and to the first of them."""
_ROUND = 0.05
_WORDS = toml_beside("offscript.find.figures", "ledger")
_COUNTING, _MARKET, _CURRENCY = (frozenset(_WORDS[name]) for name in ("counting", "market", "currency"))
_MOST = 60
"""Claims looked back at: in three days nobody revises more."""

Row = dict[str, Any]


def value(row: Row) -> float | None:
    """The number a claim is known by: its bound where it has only one, else the middle of its range."""
    low, high = row["low"], row["high"]
    bounds = [float(bound) for bound in (low, high) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _key(row: Row) -> tuple[Any, ...]:
    return row["item"], row["unit"], row["period"], row["kind"] in ("share", "change")


def _rounded(one: float, other: float) -> bool:
    """Whether one number is the other with fewer figures."""
    if not one or not other:
        return False
    digits = [f"{value:.0f}".rstrip("0") for value in (one, other)]
    return abs(one - other) <= _ROUND * max(abs(one), abs(other)) and len(digits[0]) != len(digits[1])


def _relation(earlier: Row, later: Row) -> str | None:
    """What a later claim is to an earlier one about the same thing."""
    one, other = value(earlier), value(later)
    if one is None or other is None:
        return None
    if earlier["post"] == later["post"]:
        return "silent edit" if earlier["version"] != later["version"] and one != other else None
    if one == other:
        return "echo"
    if "increment" in (earlier["kind"], later["kind"]):
        return None
    if _rounded(one, other):
        return "rounding"
    same = earlier["holder"] is not None and earlier["holder"] == later["holder"]
    if not same:
        return "contradiction"
    return "growth" if other > one and later["unit"] is None and later["kind"] in ("total", "level") else "revision"


def _lag(earlier: Row, later: Row, relation: str) -> tuple[int, int]:
    """Time between two claims, and how far it may be off; a silent edit is put up between two moments the case knows."""
    if relation == "silent edit" and later["from_us"] is not None:
        until = later["to_us"] if later["to_us"] is not None else later["from_us"]
        return later["from_us"] - later["published_at"], until - later["from_us"] + later["precision_us"]
    return later["published_at"] - earlier["published_at"], earlier["precision_us"] + later["precision_us"]


def _row(quantity: str, earlier: Row, later: Row, relation: str) -> Row:
    one, other = value(earlier), value(later)
    said: Row = {"quantity": quantity, "relation": relation}
    for side, row in (("earlier", earlier), ("later", later)):
        said |= {f"{side}_{name}": row[name] for name in ("post", "version", "start", "end", "holder", "source")}
    ratio = other / one if one and other is not None else None
    lag, error = _lag(earlier, later, relation)
    return said | {
        "item": later["item"],
        "unit": later["unit"],
        "earlier_value": one,
        "later_value": other,
        "ratio": ratio,
        "lag_us": lag,
        "lag_error_us": error,
        "acknowledged": bool(later["acknowledged"]),
    }


class Quantity:
    """Claims about the same thing, in order of time."""

    def __init__(self, first: Row, weight: Mapping[str, float], reach: int) -> None:
        self.name = f"{first['version']}:{first['start']}"
        self.rows, self.weight, self.reach = [first], weight, reach

    def holds(self, row: Row) -> bool:
        """Whether a claim is about the same thing as one of the last ones, and not too far from the first."""
        if alike(self.rows[0]["gist"], row["gist"], self.weight) < FIRST:
            return False
        reach = min(self.reach, SAME_DAY) if row["period"] == "day" else self.reach
        near = [one for one in self.rows[-_MOST:] if row["published_at"] - one["published_at"] <= reach]
        return any(_same_event(one, row) and alike(one["gist"], row["gist"], self.weight) >= ALIKE for one in near)


def _same_event(one: Row, other: Row) -> bool:
    """Whether place, party, what happened and some name are the same, as far as both say."""
    named = one["proper"], other["proper"]
    if all(named) and not set(named[0]) & set(named[1]):
        return False
    return all(
        one[name] is None or other[name] is None or one[name] == other[name] for name in ("scope", "party", "act")
    )


def grouped(rows: list[Row], weight: Mapping[str, float], reach: int = REACH) -> list[Quantity]:
    """Claims of one item, unit and period put together by what they are about, in order of time.

    Args:
        rows: figures in order of time, with their `gist`.
        weight: how much each lemma tells.
        reach: µs after which a claim is about something new.
    """
    found: list[Quantity] = []
    firsts = Gists(weight, FIRST)
    for row in rows:
        perhaps = (found[number] for number in reversed(firsts.perhaps(row["gist"])))
        open_ones = (one for one in perhaps if row["published_at"] - one.rows[-1]["published_at"] <= reach)
        held = next((one for one in open_ones if one.holds(row)), None)
        if held is None:
            firsts.add(len(found), row["gist"])
            found.append(Quantity(row, weight, reach))
        else:
            held.rows.append(row)
    return found


def _other(rows: Iterable[Row], row: Row) -> Row | None:
    """The first of some claims that is not the same words."""
    return next((one for one in rows if (one["version"], one["start"]) != (row["version"], row["start"])), None)


def _pairs(quantity: Quantity) -> list[Row]:
    """Each claim beside the last one of its holder, else the last one of anybody; echoes beside the first with the value."""
    out = []
    of_holder: defaultdict[str, list[Row]] = defaultdict(list)
    of_value: defaultdict[float | None, list[Row]] = defaultdict(list)
    for number, later in enumerate(quantity.rows):
        now, holder = value(later), later["holder"]
        own = _other(reversed(of_holder[holder]), later) if holder is not None else None
        before = _other((quantity.rows[place] for place in range(number - 1, -1, -1)), later)
        earlier = own if own is not None and value(own) != now else _other(of_value[now], later) or before
        relation = _relation(earlier, later) if earlier else None
        if earlier is not None and relation is not None:
            out.append(_row(quantity.name, earlier, later, relation))
        of_value[now].append(later)
        if holder is not None:
            of_holder[holder].append(later)
    return out


def quantities(rows: pa.Table, reach: int = REACH) -> list[Quantity]:
    """Claimed quantities: figures with `gist` and their `figure_words`, grouped; things are told apart here too, for two may be
    written alike."""
    by_time = [(name, "ascending") for name in ("published_at", "number", "version", "start")]
    ordered = rows.sort_by(by_time).to_pylist()
    tells = telling(ordered, "figures")
    keyed: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in ordered:
        row["gist"] = _subject(row)
        if not _quoted(row):
            keyed[_key(row)].append(row)
    return [quantity for listed in keyed.values() for quantity in grouped(listed, tells, reach)]


def revisions(rows: pa.Table, settings: Settings) -> pa.Table:
    """What became of each figure: figures with `gist, acknowledged`, to the table `revision`."""
    return pa.Table.from_pylist([pair for quantity in quantities(rows) for pair in _pairs(quantity)], schema=REVISION)


def _quoted(row: Row) -> bool:
    """Whether a figure is a market's quotation (a rate, a price on an exchange): it moves, and nobody revised it."""
    priced = row["unit"] in CURRENCIES or row["item"] in _CURRENCY or row["kind"] in ("share", "change")
    return priced and bool(_MARKET & row["gist"])


def _subject(row: Row) -> frozenset[str]:
    """What a claim's sentence is about, besides what is counted, what befell it and the words of counting."""
    return frozenset(row["gist"]) - {row["item"], row["act"]} - _COUNTING
