"""What the analyses find in the invented country, held against what was planted there."""

from __future__ import annotations

from typing import Any

import pytest

import offscript
from offscript.demonstration import held_against_truth
from offscript.simulate import Strengths, build

Demo = tuple[offscript.Case, dict[str, Any]]


def post_of(case: offscript.Case, named: dict[str, Any]) -> str:
    rows = case.sql(f"select post from post where source = '{named['source']}' and native_id = '{named['native_id']}'")
    return str(rows.fetchall()[0][0])


def test_every_post_of_the_exports_is_held_once(karedonia: Demo) -> None:
    case, truth = karedonia
    assert case.table("post").shape[0] == truth["posts"]
    assert case.table("reject").fetchall() == []
    assert case.sql("select count(*) from source where tier_status <> 'given'").fetchall() == [(0,)]


def test_planted_copies_end_in_the_cascade_of_their_root_and_little_else_is_linked(karedonia: Demo) -> None:
    scored = held_against_truth(*karedonia)
    assert scored["planted"].keys() == {"exact", "near", "passage"}
    for kind, least in (("exact", 1.0), ("near", 0.97), ("passage", 0.97)):
        assert scored["found"][kind] >= least * scored["planted"][kind]
    assert scored["true_links"] >= 0.95 * scored["links"]


def test_lags_since_the_root_are_those_planted(karedonia: Demo) -> None:
    case, truth = karedonia
    places = {row[0]: row[1:] for row in case.sql("select post, cascade, lag_us from cascade").fetchall()}
    later_figure = truth["figure"][0]["posts"][1]
    facts = [fact for fact in truth["copy"] if fact["post"]["collected"] and fact["root"] != later_figure]
    own = 0
    for fact in facts:
        root, lag = places[post_of(case, fact["post"])]
        if root == post_of(case, fact["root"]):
            own += 1
            assert lag == fact["post"]["at"] - fact["root"]["at"]
    assert own >= 0.8 * len(facts), "the rest descend from an earlier statement in the same set words"


def test_planted_passages_are_found_where_they_stand(karedonia: Demo) -> None:
    case, truth = karedonia
    near = 0
    facts = [fact for fact in truth["copy"] if fact["kind"] == "passage" and fact["post"]["collected"]]
    for fact in facts:
        spans = case.sql(
            f"select later_start, later_end from reuse where later = '{post_of(case, fact['post'])}' "
            f"and earlier in ('{post_of(case, fact['parent'])}', '{post_of(case, fact['root'])}')"
        ).fetchall()
        near += any(abs(low - fact["later"][0]) < 25 and abs(high - fact["later"][1]) < 25 for low, high in spans)
    assert near >= 0.95 * len(facts)


def test_planted_edits_are_named(karedonia: Demo) -> None:
    case, truth = karedonia
    wanted = found = 0
    for fact in truth["copy"]:
        if fact["kind"] == "near" and fact["post"]["collected"] and fact["parent"] == fact["root"]:
            rows = case.sql(
                f"select earlier_words, later_words from edit where later = '{post_of(case, fact['post'])}' "
                f"and earlier = '{post_of(case, fact['parent'])}'"
            ).fetchall()
            said = " ".join(word for row in rows for word in row).lower()
            for change in fact["edits"]:
                wanted += 1
                found += all(part.strip(",.:").lower() in said for part in (change["earlier"], change["later"]) if part)
    assert wanted > 100
    assert found >= 0.95 * wanted


def test_the_figure_that_doubled_is_an_edit(karedonia: Demo) -> None:
    case, truth = karedonia
    (fact,) = truth["figure"]
    earlier, later = (post_of(case, post) for post in fact["posts"])
    rows = case.sql(
        f"select earlier_words, later_words from edit where earlier = '{earlier}' and later = '{later}' "
    ).fetchall()
    assert ("2000", "4000") in rows


def test_the_outage_is_unknown_and_the_silence_is_covered(karedonia: Demo) -> None:
    case, truth = karedonia
    (outage,), (silence,) = truth["outage"], truth["silence"]
    day = 86_400_000_000
    for fact, state in ((outage, "unknown"), (silence, "covered")):
        states = case.sql(
            f"select distinct state from coverage where source = '{fact['voice']}' "
            f"and day_us < {fact['end']} and day_us + {day} > {fact['start']}"
        ).fetchall()
        assert states == [(state,)]
    quiet = case.sql(
        f"select sum(value), min(exposure) from series where scope = 'source' and name = '{silence['voice']}' and bucket = 'hour' "
        f'and measure = \'posts\' and "at" >= {silence["start"] + 3_600_000_000} and "at" < {silence["end"] - 3_600_000_000}'
    ).fetchall()
    assert quiet == [(0.0, 1.0)]


def test_the_quiet_revision_and_the_vanished_post(karedonia: Demo) -> None:
    case, truth = karedonia
    (revision,), (gone,) = truth["revision"], truth["gone"]
    rows = case.sql(
        f"select text from version where post = '{post_of(case, revision['post'])}' order by number"
    ).fetchall()
    assert rows == [(revision["earlier"],), (revision["later"],)]
    states = case.sql(f"select distinct state from observation where post = '{post_of(case, gone['post'])}'").fetchall()
    assert ("gone",) in states


def test_push_and_burst_are_cascades_of_their_posts(karedonia: Demo) -> None:
    case, truth = karedonia
    cascade = dict(case.sql("select post, cascade from cascade").fetchall())
    for fact in [*truth["push"], *truth["burst"]]:
        held = [post for post in fact["posts"] if post["collected"]]
        assert len({cascade[post_of(case, post)] for post in held}) == 1


def test_matters_find_the_words_of_the_plot(karedonia: Demo) -> None:
    case, truth = karedonia
    about = {row[0] for row in case.sql("select post from matter where matter = 'retreat'").fetchall()}
    for fact in truth["euphemism"]:
        named = post_of(case, fact["post"])
        assert (named in about) == (fact["use"] == "plain" or "войск" in fact.get("text", ""))


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_recall_of_near_copies_holds_as_more_is_changed(tmp_path: Any, share: float) -> None:
    truth = build(tmp_path / "k", seed=11, strengths=Strengths(edit_share=share, pace=0.3))
    case = offscript.open(tmp_path / "k")
    case.read([tmp_path / "k" / "exports"])
    case.analyse(["reuse"])
    scored = held_against_truth(case, truth)
    assert scored["found"]["near"] >= 0.95 * scored["planted"]["near"]
