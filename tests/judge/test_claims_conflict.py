"""A claim knows which numbers its statements say, as if each were asked anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from offscript.judge.claims.group import Claim
from offscript.judge.sense import Sense, counted, sense

FIGURES = st.lists(
    st.sampled_from(["soldier=10", "soldier=20", "tank=10", "tank=3", "=7", "house=1"]), max_size=3, unique=True
)


def said(figures: list[str]) -> Sense:
    """A statement that counts."""
    return sense(["отойти", "рубеж"], [1.0, 1.0], figures, None, {})


@given(st.lists(FIGURES, min_size=1, max_size=20), FIGURES)
def test_a_statement_conflicts_where_it_conflicts_with_one_of_the_claim(
    held: list[list[str]], asked: list[str]
) -> None:
    row = {"source": "a", "by_name": None}
    claim = Claim(row, said(held[0]))
    for figures in held[1:]:
        claim.add(row, said(figures), "says the same", 1.0)
    mine = counted(said(asked))
    conflicts = [
        figures
        for figures in held
        if any(value != mine[item] for item, value in counted(said(figures)).items() if item in mine)
    ]
    assert (claim.score({"source": "b"}, said(asked)) == 0.0) == bool(conflicts)
