"""The phrases that set the line apart are found, with where they entered and who took them up; what all say is not."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from offscript.measure.phrases.apart import PHRASE_PARTS
from offscript.measure.phrases.keyed import log_ratio, phrases
from offscript.measure.phrases.use import uses
from offscript.model import PHRASE
from tests.find.test_reuse import made_up
from tests.parted import in_parts

SLOGAN = "плановое спрямление рубежа"


def wordings() -> list[dict[str, Any]]:
    """Three sources of the line and two others; from the tenth text on the line has a slogan, in changing cases."""
    chance, rows = random.Random(3), []
    forms = (SLOGAN, "планового спрямления рубежа", "плановым спрямлением рубежа")
    for number in range(200):
        line = number % 5 < 3
        said = f"{forms[number % 3]} " if line and number >= 10 else ""
        text = f"{' '.join(made_up(chance, 8))} {said}{' '.join(made_up(chance, 8))} вчера жители города говорили"
        row = {
            "version": f"v{number:03}",
            "post": f"p{number:03}",
            "source": f"s{number % 5}",
            "published_at": number,
            "line": line,
        }
        rows.append({**row, "lineage": f"p{number:03}", "text": text, "body_start": 0, "body_end": len(text)})
    return rows


def test_the_slogan_is_found_in_all_its_cases_and_what_everybody_says_is_not() -> None:
    rows = wordings()
    found = phrases(pa.Table.from_pylist(rows), {}).to_pylist()
    assert [row["phrase"] for row in found] == [SLOGAN] or found[0]["phrase"].split()[-1].startswith("рубеж")
    (row,) = found
    assert (row["words"], row["other_texts"], row["before"], row["before_of"]) == (3, 0, 0, 10)
    assert row["line_texts"] == sum(entry["line"] and entry["published_at"] >= 10 for entry in rows)
    assert row["entered_at"] == 10
    text = next(entry["text"] for entry in rows if entry["version"] == row["version"])
    assert text[row["start"] : row["end"]] == row["phrase"]
    assert row["keyness_low"] < row["keyness"] < row["keyness_high"]


def test_a_text_that_many_carry_is_one_use() -> None:
    rows = wordings()
    copies = [{**row, "lineage": "one"} if SLOGAN.split()[2] in row["text"] else row for row in rows]
    assert phrases(pa.Table.from_pylist(copies), {}).num_rows == 0


def test_every_use_is_listed_once_a_post_the_first_first() -> None:
    rows = wordings()
    texts = [
        {name: row[name] for name in ("version", "post", "source", "published_at", "text")} | {"phrase": None}
        for row in rows
    ]
    asked = {"version": None, "post": None, "source": None, "published_at": 0, "text": SLOGAN, "phrase": SLOGAN}
    found = uses(pa.Table.from_pylist([*texts, asked]), {}).to_pylist()
    first = {row["source"]: row["published_at"] for row in reversed(found)}
    assert first == {"s0": 10, "s1": 11, "s2": 12}
    assert len({(row["post"], row["phrase"]) for row in found}) == len(found), "a post counts once"


def test_a_collection_without_a_line_has_no_phrases() -> None:
    rows = [{**row, "line": False} for row in wordings()]
    assert phrases(pa.Table.from_pylist(rows), {}).num_rows == 0
    assert phrases(pa.Table.from_pylist(rows).slice(0, 0), {}).num_rows == 0


@given(st.integers(0, 500), st.integers(500, 5_000), st.integers(0, 500), st.integers(500, 5_000))
def test_the_interval_holds_the_ratio_and_swapping_sides_turns_its_sign(a: int, n: int, b: int, m: int) -> None:
    middle, low, high = log_ratio(a, n, b, m)
    assert low < middle < high
    assert abs(middle + log_ratio(b, m, a, n)[0]) < 1e-9


def test_phrases_are_the_same_in_any_order_of_rows_and_any_number_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = wordings()
    whole = phrases(pa.Table.from_pylist(rows), {})
    asked = [
        {name: row[name] for name in ("version", "post", "source", "published_at", "text")} | {"phrase": None}
        for row in rows
    ] + [{"version": None, "post": None, "source": None, "published_at": 0, "text": SLOGAN, "phrase": SLOGAN}]
    used = uses(pa.Table.from_pylist(asked), {})
    monkeypatch.setattr("offscript.measure.phrases.keyed._AT_ONCE", 900)
    monkeypatch.setattr("offscript.measure.phrases.grams.BATCH", 7)
    monkeypatch.setattr("offscript.measure.phrases.use.BATCH", 7)
    random.Random(1).shuffle(rows)
    assert whole.num_rows and phrases(pa.Table.from_pylist(rows), {}).equals(whole)
    assert used.num_rows > 100 and uses(pa.Table.from_pylist(asked), {}).equals(used)


def told(found: pa.Table) -> list[dict[str, Any]]:
    return sorted(found.select(PHRASE.names).to_pylist(), key=lambda row: row["phrase"])


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_phrases_in_parts_are_those_of_all_texts_at_once(seed: int) -> None:
    chance, rows = random.Random(seed), wordings()[: random.Random(seed).randint(0, 200)]
    turns = [" ".join(made_up(chance, 3)) for _ in range(4)]
    for row in rows:
        if row["line"] and chance.random() < 0.4:
            row["text"] = f"{chance.choice(turns)}. {row['text']} {chance.choice(turns)}"
        row["lineage"] = f"p{chance.randrange(150):03}"
        row["published_at"] = chance.randrange(40)
        row["body_start"], row["body_end"] = chance.choice([0, 0, 12]), len(row["text"])
    schema = pa.Table.from_pylist(wordings()).schema
    given_rows = pa.Table.from_pylist(rows, schema=schema)
    whole = told(phrases(given_rows, {}))
    assert told(in_parts(PHRASE_PARTS, given_rows, {}, chance)) == whole
    event("some" if whole else "none")
