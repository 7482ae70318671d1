"""Hypotheses: worked examples recomputed, copies of one sign count once, absence counts, and what is wrong is said in words."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.case import CaseError, parse_settings
from offscript.commands import unmet
from offscript.judge.hypotheses import Sign, in_words, sign_query, weigh
from offscript.judge.hypotheses.weigh import first, pivots

SIGN = '[[hypothesis]]\nid = "a"\nsays = "x"\n[[indicator]]\nid = "i"\nsays = "y"\nexpected = {{ a = "likely" }}\n{}\n'
EVEN = {"a": (0.5, 0.5), "b": (0.5, 0.5)}


def test_bayes_worked_examples() -> None:
    mammogram = Sign("test", True, {"ill": (0.8, 0.8), "not ill": (0.096, 0.096)}, "k")
    assert weigh({"ill": (0.01, 0.01), "not ill": (0.99, 0.99)}, [mammogram])["ill"].middle == pytest.approx(
        0.0776, abs=5e-4
    )
    cab = Sign("witness", True, {"blue": (0.8, 0.8), "green": (0.2, 0.2)}, "k")
    assert weigh({"blue": (0.15, 0.15), "green": (0.85, 0.85)}, [cab])["blue"].middle == pytest.approx(0.41, abs=5e-3)


def test_heuers_matrix_ranks_as_he_did() -> None:
    """The worked matrix of Psychology of Intelligence Analysis, ch. 8: consistent is likely, inconsistent unlikely."""
    matrix = {"E1": "+++", "E2": "++-", "E3": "++-", "E4": "-++", "E5": "-++", "E6": "-++"}
    chances = {"+": (0.55, 0.8), "-": (0.2, 0.45)}
    names = ("none", "minor", "major")
    signs = [
        Sign(name, True, {one: chances[mark] for one, mark in zip(names, marks, strict=True)}, name)
        for name, marks in matrix.items()
    ]
    odds = weigh(dict.fromkeys(names, (1 / 3, 1 / 3)), signs)
    assert sorted(names, key=lambda name: -odds[name].middle) == ["minor", "major", "none"]


@given(
    st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.booleans()), min_size=1, max_size=5),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
def test_dependent_copies_of_a_sign_leave_the_odds_where_one_would(
    drawn: list[tuple[float, float, bool]], copies: int, dice: random.Random
) -> None:
    signs = [Sign(f"s{n}", seen, {"a": (p, p), "b": (q, q)}, f"k{n}") for n, (p, q, seen) in enumerate(drawn)]
    copied = [sign._replace(id=f"{sign.id}.{copy}") for sign in signs for copy in range(copies)]
    dice.shuffle(copied)
    once, again = weigh(EVEN, signs), weigh(EVEN, copied)
    assert again["a"].middle == pytest.approx(once["a"].middle)
    assert sum(one.middle for one in again.values()) == pytest.approx(1)
    assert all(one.low <= one.middle <= one.high for one in again.values())


def test_absence_counts_and_a_pivot_is_named() -> None:
    absent = Sign("x", False, {"a": (0.9, 0.9), "b": (0.2, 0.2)}, "x")
    assert first(weigh(EVEN, [absent])) == "b"
    other = Sign("y", True, {"a": (0.6, 0.6), "b": (0.4, 0.4)}, "y")
    assert pivots(EVEN, [absent, other]) == {"x": "a"}
    assert [in_words(odds) for odds in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)] == [
        "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain",
    ]  # fmt: skip


def test_the_country_judges_itself(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    rows = case.sql(
        "select hypothesis, place, odds, low, high, words, confidence from hypothesis order by place"
    ).fetchall()
    assert rows[0][0] == "collapse" and rows[0][2] > 0.7 and rows[0][3] <= rows[0][2] <= rows[0][4]
    seen = dict(case.sql("select indicator, state from indicator").fetchall())
    assert seen["plain_word"] == "seen" and seen["crossing"] == "not seen" and seen["own_word"] == "unknown"
    wordless = case.sql("select indicator from indicator where state = 'seen' and version is null").fetchall()
    assert wordless == [("break",)]
    states = dict(case.sql("select question, min(state) from forecast group by question").fetchall())
    assert states == {"petition": "yes", "minister": "no", "truce": "open"}


def test_a_value_that_no_row_has_is_pointed_out(
    karedonia: tuple[offscript.Case, dict[str, Any]], tmp_path: Path
) -> None:
    case, _ = karedonia
    assert unmet(case) == []
    folder = shutil.copytree(case.folder, tmp_path / "case")
    text = (folder / "case.toml").read_text(encoding="utf-8").replace('rung = "president"', 'rung = "emperor"')
    (folder / "case.toml").write_text(text, encoding="utf-8")
    (said,) = unmet(offscript.open(folder))
    assert said.startswith("blame_top: no row of blame has rung emperor; it has: commander")


def test_an_empty_case_says_that_nothing_could_be_told(case: offscript.Case) -> None:
    (case.folder / "case.toml").write_text(SIGN.format('table = "blame"'), encoding="utf-8")
    _, brief = offscript.open(case.folder).run()
    assert "None of the signs could be told yet" in (case.folder / "brief.md").read_text(encoding="utf-8")
    assert not any("Assessed" in headline for headline in brief.headlines)


def _settings(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return parse_settings(path).model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ('table = "horoscope"', "'horoscope' is no table"),
        ('table = "blame"\nmatch = { colour = "red" }', "no column 'colour'; it has: version"),
        ("query = \"select * from read_csv('/etc/passwd')\"", "may read only the tables"),
        ('query = "select * from secret"', "reads secret"),
        ('query = "delete from post"', "write one select"),
        ('query = "select from from"', "cannot be read"),
    ],
)
def test_a_sign_that_asks_for_what_is_not_there_is_refused(tmp_path: Path, sign: str, said: str) -> None:
    with pytest.raises(CaseError, match=said.replace("(", r"\(")):
        sign_query(_settings(tmp_path, SIGN.format(sign)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SIGN.format("").replace("{ a =", "{ b ="), "'b' is no hypothesis; there are: a, not a"),
        (SIGN.format("").replace('"likely"', '"perhaps"'), "'perhaps' is no chance"),
        (SIGN.format("").replace('"likely"', "[0.9, 0.2]"), "the lower bound first"),
        (SIGN.format('table = "post"\nquery = "select 1"'), "not both"),
        ('[[question]]\nid = "q"\nasks = "?"\nrule = "r"\ndeadline = 2022-01-01\nmodel = "z"', "'z' is no hypothesis"),
        ('[[hypothesis]]\nid = "a"\nsays = "x"\nvoid_if = "gone"', "'gone' is no indicator"),
    ],
)
def test_contradictory_settings_are_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CaseError, match=said.replace("?", r"\?")):
        _settings(tmp_path, text)
