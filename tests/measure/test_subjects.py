"""What terms miss is suggested, what is labelled is counted, what grows is told; nobody private is named by it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import offscript
from offscript.measure.subjects import STEPS
from offscript.measure.subjects.bag import apart
from offscript.measure.subjects.emerging import emerging
from offscript.measure.subjects.matter import sampled, suggested, trusted
from offscript.model import SAMPLED, TABLES
from offscript.model.schema import DAY
from offscript.store.steps import Group
from tests.parted import in_parts

Row = dict[str, Any]
CHOSEN = {"matter": [{"id": "ford", "terms": {"ru": ["переправа"]}, "places": []}]}
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("version", "post", "source", "lineage", "text", "language")),
        *((name, pa.int64()) for name in ("published_at", "day_us", "body_start", "body_end")),
        *((name, pa.list_(pa.string())) for name in ("hits", "accepted", "rejected")),
        *((name, pa.list_(pa.int64())) for name in ("person_starts", "person_ends")),
    ]
)


def post(number: int, text: str, day: int = 0, **more: Any) -> Row:
    known = {"version": f"v{number}", "post": f"p{number}", "source": f"s{number % 5}", "lineage": f"l{number}"}
    when = {
        "published_at": day * DAY + number,
        "day_us": day * DAY,
        "text": text,
        "body_start": 0,
        "body_end": len(text),
    }
    hits = ["ford"] if "переправ" in text else None
    empty = dict.fromkeys(("accepted", "rejected", "person_starts", "person_ends"))
    return {**known, **when, **empty, "language": "ru", "hits": hits, **more}


def rows_of(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def collection() -> list[Row]:
    """Posts about a ford, of which some call it a pontoon, among posts about barley."""
    about = [post(n, f"У переправы стоит понтон, колонна {n} ждёт паром") for n in range(12)]
    near = [post(20 + n, f"Понтон у колонны {n} снесло, паром ждёт") for n in range(6)]
    rest = [post(40 + n, f"Урожай ячменя в районе {n} собран до дождей") for n in range(60)]
    return about + near + rest


def test_a_word_the_terms_miss_is_suggested_with_where_it_stands() -> None:
    found = suggested(rows_of(collection()), CHOSEN).to_pylist()
    words = {row["term"]: row for row in found}
    assert "понтон" in words
    assert (words["понтон"]["inside"], words["понтон"]["outside"]) == (12, 6)
    assert not any(word.startswith(("переправ", "урожа", "ячмен")) for word in words)
    row = words["понтон"]
    text = next(post["text"] for post in collection() if post["version"] == row["version"])
    assert text[row["start"] : row["end"]].casefold() == "понтон"


def test_what_sounds_like_the_matter_is_sampled_beside_what_the_terms_find() -> None:
    found = sampled(rows_of(collection()), CHOSEN).to_pylist()
    near = {row["post"] for row in found if row["kind"] == "near"}
    assert near == {f"p{20 + n}" for n in range(6)}
    assert {row["of"] for row in found if row["kind"] == "hit"} == {12}


@settings(max_examples=8)
@given(st.integers(0, 1_000))
def test_the_lot_does_not_change_with_the_order_of_rows(seed: int) -> None:
    rows = collection()
    mixed = random.Random(seed).sample(rows, len(rows))
    for function in (suggested, sampled, emerging):
        assert function(rows_of(mixed), CHOSEN).equals(function(rows_of(rows), CHOSEN))


def test_words_of_another_language_are_no_words_the_terms_miss() -> None:
    about = [post(200 + n, f"The report on crossing {n} was long", hits=["ford"], language="en") for n in range(8)]
    other = [post(220 + n, f"The report on barley {n} was long", language="en") for n in range(8)]
    words = {row["term"] for row in suggested(rows_of(collection() + about + other), CHOSEN).to_pylist()}
    assert "report" not in words
    assert "понтон" in words


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_how_far_words_are_apart_is_a_number_and_swapping_sides_turns_its_sign(counts: list[tuple[int, int]]) -> None:
    one, other = (np.array(side) for side in zip(*counts, strict=True))
    with np.errstate(all="raise"):
        told = apart(one, other)
    assert np.isfinite(told).all()
    assert told == pytest.approx(-apart(other, one), abs=1e-9)


def test_copies_of_one_text_set_no_word_apart() -> None:
    rows = [row | {"lineage": "one"} if "переправ" in row["text"] else row for row in collection()]
    assert suggested(rows_of(rows), CHOSEN).num_rows == 0


def labelled(hits: Sequence[bool | None], near: Sequence[bool | None], of_near: int = 40) -> Row:
    rows = [
        {
            "matter": "ford",
            "kind": kind,
            "post": f"{kind}{n}",
            "version": "v",
            "start": 0,
            "end": 1,
            "alike": 1.0,
            "of": of,
        }
        | {"accepted": value}
        for kind, values, of in (("hit", hits, 60), ("near", near, of_near))
        for n, value in enumerate(values)
    ]
    (found,) = trusted(pa.Table.from_pylist(rows, schema=SAMPLED), {}).to_pylist()
    return dict(found)


def test_precision_and_recall_follow_from_labels() -> None:
    found = labelled([True] * 9 + [False], [True] * 2 + [False] * 8)
    assert found["precision"] == pytest.approx(0.9)
    assert found["recall"] == pytest.approx(0.9 * 60 / (0.9 * 60 + 0.2 * 40))
    assert found["recall_low"] < found["recall"] < found["recall_high"]
    assert found["precision_low"] == pytest.approx(0.5958, abs=1e-3)


def test_without_labels_nothing_is_claimed() -> None:
    assert labelled([None] * 5, [None] * 5)["precision"] is None
    only_hits = labelled([True] * 5, [None] * 5)
    assert (only_hits["precision"], only_hits["recall"]) == (1.0, None)
    assert labelled([True] * 5, [], 0)["recall"] == 1.0


def growing(**more: Any) -> list[Row]:
    """Ten days of weather, and on the last an elephant that escaped."""
    rows = [post(day * 40 + n, f"В районе {n} сегодня дождь и ветер", day) for day in range(10) for n in range(30)]
    escaped = [post(900 + n, f"Слон убежал из зоопарка, пишет житель {n}", 9, **more) for n in range(8)]
    return rows + escaped


def test_a_subject_nobody_named_is_told_on_the_day_it_grows() -> None:
    (found,) = emerging(rows_of(growing()), CHOSEN).to_pylist()
    assert found["day_us"] == 9 * DAY
    assert {"слон", "убежал", "зоопарка"} <= set(found["words"])
    assert (found["texts"], found["sources"], found["version"]) == (8, 5, "v900")
    assert found["q"] < 0.01


@pytest.mark.parametrize(
    "more",
    [{"lineage": "one"}, {"source": "s1"}, {"hits": ["ford"]}],
    ids=["one text copied", "one source", "a matter of the case"],
)
def test_copies_one_source_and_known_matters_are_no_new_subject(more: Row) -> None:
    assert emerging(rows_of(growing(**more)), CHOSEN).num_rows == 0


def test_names_of_persons_the_case_does_not_name_are_no_words() -> None:
    rows = [row | {"person_starts": [0], "person_ends": [4]} if "Слон" in row["text"] else row for row in growing()]
    (found,) = emerging(rows_of(rows), CHOSEN).to_pylist()
    assert "слон" not in found["words"]
    assert "убежал" in found["words"]


def test_nothing_read_is_no_subject() -> None:
    for function in (suggested, sampled, emerging):
        assert function(rows_of([]), CHOSEN).num_rows == 0
    assert emerging(rows_of(growing()[:5]), CHOSEN).num_rows == 0


def test_labels_in_the_ledger_are_counted_after_the_next_run(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    settings_file = case.folder / "case.toml"
    matter = '\n[[matter]]\nid = "ford"\nname = "The ford"\nterms = { ru = ["переправа"] }\n'
    settings_file.write_text(settings_file.read_text("utf-8") + matter, "utf-8")
    case = offscript.open(case.folder)
    messages = [
        {"id": n + 1, "type": "message", "date_unixtime": str(1_641_600_000 + n * 600), "text": row["text"]}
        for n, row in enumerate(collection())
    ]
    case.read([write("a/result.json", {"name": "a", "type": "public_channel", "id": 5, "messages": messages})])
    case.analyse(["subjects", "matter"])
    waiting = case.sql("select kind, post from sampled order by kind, post").fetchall()
    hits = [found for kind, found in waiting if kind == "hit"]
    for number, one in enumerate(hits):
        case.correct("matter", {"anchor": one, "target": "ford", "accept": number > 0}, "label", "me")
    case.run(["subjects", "matter"])
    found = case.sql("select hits_labelled, precision from trusted").fetchall()
    assert found == [(len(hits), pytest.approx((len(hits) - 1) / len(hits)))]
    brief = (case.folder / "brief.md").read_text("utf-8")
    assert "Of what its terms find" in brief


def lopsided(chance: random.Random) -> list[Row]:
    """The collection with a matter that has its days, news that everybody has on one, and copies."""
    rows = collection() + [post(300 + n, f"Паром у переправы, день {n % 6}, паром {n}", day=n % 6) for n in range(40)]
    rows += [post(400 + n, "Новость о затмении видели все", day=5, source=f"s{n}") for n in range(9)]
    return [row | {"lineage": f"l{chance.randrange(80)}"} for row in rows]


FINDERS: dict[str, Callable[[pa.Table, dict[str, Any]], pa.Table]] = {
    "suggested": suggested,
    "sampled": sampled,
    "emerging": emerging,
}


@settings(max_examples=10)
@given(st.integers(0, 1_000), st.integers(1, 90))
def test_what_is_found_does_not_depend_on_how_many_texts_are_split_at_a_time_or_on_their_order(
    seed: int, batch: int
) -> None:
    chance = random.Random(seed)
    rows = lopsided(chance)
    found = [finds(rows_of(rows), CHOSEN).to_pylist() for finds in FINDERS.values()]
    chance.shuffle(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offscript.measure.subjects.bag.BATCH", batch)
        patch.setattr("offscript.measure.subjects.bag._AT_ONCE", 3 * batch)
        assert [finds(rows_of(rows), CHOSEN).to_pylist() for finds in FINDERS.values()] == found
    assert found[0] and found[1]


@settings(max_examples=10)
@given(st.integers(0, 1_000), st.sampled_from(sorted(FINDERS)))
def test_what_is_found_in_parts_is_what_is_found_of_all_texts_at_once(seed: int, name: str) -> None:
    chance = random.Random(seed)
    rows = rows_of(lopsided(chance)[: chance.choice([0, 30, 999, 999])])
    (step,) = (step for step in STEPS if step.name == name)
    assert isinstance(step, Group)
    whole, parted = FINDERS[name](rows, CHOSEN), in_parts(step.parts, rows, CHOSEN, chance)
    told = [sorted(map(str, found.select(TABLES[name].names).to_pylist())) for found in (whole, parted)]
    assert told[0] == told[1]
    event("some" if len(whole) else "none")
