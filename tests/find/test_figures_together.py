"""Figures are put together as if each were held beside every earlier one, though few are."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.find.figures.ledger import Quantity, _pairs, _relation, _row, grouped, revisions, value
from offscript.model import HOUR
from offscript.store.steps import Group
from tests.text.test_gist import weights

Row = dict[str, Any]
CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1, max_size=6),
        st.sampled_from([None, "ministry", "agency"]),
        st.sampled_from([10, 11, 20, 40]),
        st.integers(0, 9),
    ),
    max_size=40,
)


def rows_of(claims: list[tuple[int, frozenset[str], str | None, int, int]]) -> list[Row]:
    """Claims as rows, in order of time; some stand in one wording at one place."""
    empty = dict.fromkeys(("period", "scope", "party", "act", "unit", "from_us", "to_us", "acknowledged"))
    made: list[Row] = [
        {
            **empty,
            "published_at": hours * 6 * HOUR,
            "precision_us": 1,
            "gist": gist,
            "holder": holder,
            "low": number,
            "high": number,
            "version": f"v{version}",
            "post": f"p{version}",
            "start": 0,
            "end": 5,
            "source": holder or "desk",
            "item": "soldier",
            "kind": "total",
            "proper": [],
        }
        for hours, gist, holder, number, version in claims
    ]
    return sorted(made, key=lambda row: (row["published_at"], row["version"]))


def beside_every_other(rows: list[Row], weight: dict[str, float], reach: int) -> list[Quantity]:
    """The same, looked for in all that is open."""
    found: list[Quantity] = []
    for row in rows:
        open_ones = [one for one in found if row["published_at"] - one.rows[-1]["published_at"] <= reach]
        held = next((one for one in reversed(open_ones) if one.holds(row)), None)
        if held is None:
            found.append(Quantity(row, weight, reach))
        else:
            held.rows.append(row)
    return found


def pairs_beside_every_other(quantity: Quantity) -> list[Row]:
    """Each claim beside the one it is to be told with, chosen among all before it."""
    out = []
    for number, later in enumerate(quantity.rows):
        place = later["version"], later["start"]
        before = [one for one in quantity.rows[:number] if (one["version"], one["start"]) != place]
        own = [one for one in before if one["holder"] is not None and one["holder"] == later["holder"]]
        same = [one for one in before if value(one) == value(later)]
        changed = own[-1] if own and value(own[-1]) != value(later) else None
        earlier = changed or (same[0] if same else before[-1] if before else None)
        relation = _relation(earlier, later) if earlier else None
        if earlier is not None and relation is not None:
            out.append(_row(quantity.name, earlier, later, relation))
    return out


@settings(max_examples=200)
@given(CLAIMS, st.integers(1, 10))
def test_what_is_looked_up_is_what_every_pair_would_give(
    claims: list[tuple[int, frozenset[str], str | None, int, int]], days: int
) -> None:
    rows, reach = rows_of(claims), days * 12 * HOUR
    weight = weights([row["gist"] for row in rows])
    found, wanted = grouped(rows, weight, reach), beside_every_other(rows, weight, reach)
    assert [one.rows for one in found] == [one.rows for one in wanted]
    assert [_pairs(one) for one in found] == [pairs_beside_every_other(one) for one in wanted]


def test_figures_of_one_thing_are_held_to_each_other_whatever_else_there_is(
    karedonia: tuple[offscript.Case, dict[str, Any]],
) -> None:
    step = next(one for one in karedonia[0].steps() if one.name == "revision")
    assert isinstance(step, Group)
    rows = karedonia[0].sql(step.sql).to_arrow_table()
    things = sorted(set(rows["thing"].to_pylist()))
    apart = [row for thing in things for row in revisions(rows.filter(pc.equal(rows["thing"], thing)), {}).to_pylist()]
    assert len(things) > 10
    assert sorted(map(repr, apart)) == sorted(map(repr, revisions(rows, {}).to_pylist()))
    assert sorted(map(repr, apart)) == sorted(map(repr, karedonia[0].table("revision").to_arrow_table().to_pylist()))
