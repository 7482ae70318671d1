"""Pairs of gists that may be alike are found without looking at every pair, and none that is alike is missed."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from offscript.text.gist import alike, perhaps_alike, weight


def weights(gists: list[frozenset[str]]) -> dict[str, float]:
    """How much each lemma tells where these are all the gists there are."""
    held = Counter(lemma for one in gists for lemma in one)
    return {lemma: weight(number, len(gists)) for lemma, number in held.items()}


GISTS = st.lists(st.frozensets(st.sampled_from("абвгдежзик"), max_size=6), max_size=14)


@given(GISTS, st.sampled_from([0.3, 0.6, 0.75, 1.0]))
def test_no_pair_that_is_alike_is_missed(gists: list[frozenset[str]], least: float) -> None:
    tells = weights(gists)
    offered = {(one, number) for number, before in perhaps_alike(gists, tells, least) for one in before}
    wanted = {
        (one, other)
        for one, other in combinations(range(len(gists)), 2)
        if alike(gists[one], gists[other], tells) >= least
    }
    assert wanted <= offered


def test_gists_that_share_common_words_only_are_not_offered() -> None:
    gists = [frozenset({"река", f"мост{number}", f"село{number}"}) for number in range(40)]
    assert not any(before for _, before in perhaps_alike(gists, weights(gists), 0.6))
