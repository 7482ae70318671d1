"""Corroboration: copies, quotations, owners and unnamed sources fold; rules give the grade; circles are found."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.judge.corroboration import circle, credibility, lineages
from offscript.judge.corroboration.grades import Root, root

Row = dict[str, Any]
TIERS = {
    "mo": "ministry",
    "wire": "wire",
    "listok": "independent",
    "courier": "foreign",
    "shtab": "adversary",
    "eye": "monitor",
}


def said(number: int, source: str, **more: Any) -> Row:
    """A statement of a claim."""
    row: Row = {"version": f"v{number}", "start": 0, "source": source, "tier": TIERS.get(source, "unassigned")}
    row |= {"published_at": number, "voice": "own", "by": f"source:{source}", "by_name": source, "links": None}
    row |= {
        "sharers": None,
        "speaker": None,
        "stands": 1,
        "status": "report",
        "cue": None,
        "admits": None,
        "reliability": None,
    }
    return row | more


def quoting(number: int, source: str, of: str | None) -> Row:
    """A statement that gives the words as another's."""
    return said(number, source, voice="reported", by=of, by_name=of)


def roots(rows: list[Row], owners: dict[str, str] | None = None) -> list[Root]:
    return [root(one, TIERS, {}) for one in lineages(rows, owners or {})]


def test_five_papers_citing_one_agency_are_that_agency() -> None:
    rows = [said(0, "wire"), *(quoting(number, f"paper{number}", "source:wire") for number in range(1, 6))]
    (one,) = lineages(rows, {})
    assert len(one.rows) == 6 and one.reasons == ("same speaker",)


def test_copies_translations_and_owners_fold() -> None:
    rows = [
        said(0, "a"),
        said(1, "b", links=["same words v0:0"]),
        said(2, "c", links=["translated v1:0"]),
        said(3, "d"),
        said(5, "f"),
        said(6, "g"),
    ]
    found = lineages(rows, {"f": "holding", "g": "holding"})
    assert [[row["source"] for row in one.rows] for one in found] == [["a", "b", "c"], ["d"], ["f", "g"]]
    assert [one.reasons for one in found] == [("same words", "translated"), (), ("same owner",)]


def test_whoever_carries_two_roots_does_not_make_them_one() -> None:
    rows = [
        said(0, "a"),
        said(1, "b"),
        said(2, "c", links=["same words v0:0"]),
        said(3, "c", links=["same words v1:0"]),
    ]
    assert [[row["source"] for row in one.rows] for one in lineages(rows, {"c": "x", "b": "x"})] == [
        ["a", "c"],
        ["b", "c"],
    ]


def test_a_speaker_who_is_named_but_unknown_to_the_case_is_one_of_his_own() -> None:
    rows = [quoting(0, "a", None) | {"speaker": "агентства «Луч»"}, quoting(1, "b", None) | {"speaker": "источник"}]
    assert len(lineages(rows, {})) == 2


def test_nobody_named_is_one_root_however_many_say_it() -> None:
    (one,) = roots([quoting(number, f"blog{number}", None) for number in range(4)])
    assert (one.origin, one.reliability) == ("origin:unknown", "F")
    vouched = roots([quoting(0, "blog", None), quoting(1, "listok", None)])
    assert [found.reliability for found in vouched] == ["D"]


def test_the_last_word_of_a_lineage_is_how_it_stands() -> None:
    (one,) = roots([said(0, "mo"), said(1, "mo", stands=-1)])
    assert one.stands == -1


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([said(0, "mo"), said(1, "shtab")], 1),
        ([said(0, "eye", status="evidence", cue="imagery"), said(1, "listok")], 1),
        ([said(0, "mo", admits=3), said(1, "listok")], 1),
        ([said(0, "listok"), said(1, "courier")], 2),
        ([said(0, "listok")], 3),
        ([said(0, "mo")], 4),
        ([said(0, "listok"), said(1, "mo", stands=-1)], 4),
        ([said(0, "listok"), said(1, "mo", stands=-1), said(2, "shtab", stands=-1)], 5),
        ([said(0, "mo"), said(1, "eye", stands=-1, status="evidence", cue="imagery")], 5),
        ([quoting(0, "blog", None)], 6),
        ([said(0, "listok", stands=0)], 6),
    ],
)
def test_credibility_follows_from_the_roots(rows: list[Row], grade: int) -> None:
    assert credibility(roots(rows), circle(rows))[0] == grade


def test_a_circle_is_found_and_has_no_root_of_its_own() -> None:
    rows = [quoting(0, "a", "source:b"), quoting(1, "b", "source:c"), quoting(2, "c", "source:a"), said(3, "d")]
    assert circle(rows) == ["a", "b", "c"]
    assert circle([quoting(0, "a", "source:b"), said(1, "b")]) == []


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=40), st.randoms(use_true_random=False))
def test_citations_of_any_shape_end_and_do_not_depend_on_order(
    cites: list[tuple[int, int]], dice: random.Random
) -> None:
    rows = [quoting(number, f"s{one}", f"source:s{other}") for number, (one, other) in enumerate(cites)]
    mixed = dice.sample(rows, len(rows))
    assert circle(rows) == circle(mixed)

    def shape(found: list[Row]) -> set[frozenset[str]]:
        return {frozenset(row["version"] for row in one.rows) for one in lineages(found, {})}

    assert shape(rows) == shape(mixed)
    assert len(lineages(rows, {})) <= len({other for _, other in cites})
