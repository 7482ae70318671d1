"""Planted views: every fact names a post that says it, decoys say something else, and the demo has none of them."""

from __future__ import annotations

from itertools import pairwise

from offscript.simulate import Strengths, play


def test_the_demo_plants_no_views_in_numbers() -> None:
    assert "blamed" not in play().facts


def test_blame_has_a_decoy_and_turns_are_changes_of_side() -> None:
    facts = play(5, Strengths(views=10, pace=0.1)).facts
    assert len(facts["blamed"]) == len(facts["unblamed"]) == 10
    assert all(
        "{" not in fact["post"].text for kind in ("blamed", "unblamed", "side", "crossed") for fact in facts[kind]
    )
    by_voice: dict[str, list[tuple[int, str, bool]]] = {}
    for fact in facts["side"]:
        by_voice.setdefault(fact["post"].voice, []).append((fact["post"].at, fact["side"], fact["turned"]))
    for told in by_voice.values():
        sides = [side for _, side, _ in sorted(told)]
        assert [turned for *_, turned in sorted(told)] == [
            False,
            *(a != b for a, b in pairwise(sides)),
        ]


def test_a_crossing_comes_after_days_of_the_lines_word() -> None:
    stage = play(5, Strengths(views=3, pace=0.1))
    for fact in stage.facts["crossed"]:
        before = [said for said in stage.posts if said.voice == fact["post"].voice and said.at < fact["post"].at]
        assert len(before) >= fact["kept"]
