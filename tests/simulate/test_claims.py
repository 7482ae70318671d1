"""Planted claims: every fact names posts that say it, decoys say something else, and the demo has none of them."""

from __future__ import annotations

from offscript.simulate import Strengths, play


def test_the_demo_plants_no_claims_in_numbers() -> None:
    assert "revised" not in play().facts


def test_each_kind_is_planted_as_often_as_asked_with_its_figures_in_the_words() -> None:
    facts = play(5, Strengths(claims=8, claim_edit_share=0.3, pace=0.1)).facts
    assert [len(facts[kind]) for kind in ("revised", "unrevised", "counted", "promised", "unpromised")] == [8] * 5
    for fact in facts["revised"]:
        assert all(str(value) in post.text for value, post in zip(fact["values"], fact["posts"], strict=True))
    for fact in facts["counted"]:
        assert fact["totals"] == sorted(fact["totals"])
        assert all(str(total) in post.text for total, post in zip(fact["totals"], fact["posts"], strict=True))


def test_rewording_never_takes_the_place_away() -> None:
    for fact in play(6, Strengths(claims=12, claim_edit_share=0.5, pace=0.1)).facts["counted"]:
        names = {word.strip(".,") for word in fact["posts"][0].text.split()[1:] if word[0].isupper()}
        assert all(names <= {word.strip(".,") for word in post.text.split()} for post in fact["posts"])
