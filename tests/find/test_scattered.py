"""Pairs found in parts, by tasks that see only what shares something, are those found with all posts at hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numba
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import offscript
from offscript.find.reuse import _pairs, _short
from offscript.find.reuse.boilerplate import boilerplate
from offscript.find.reuse.scattered import EDGE_PARTS, PAIR_PARTS, SHORT_PARTS
from offscript.find.reuse.scattered import edges as scattered_edges
from offscript.model import EDGE, PAIR, SHORT, TABLES
from offscript.store.run import plain_settings
from offscript.store.steps import Group
from offscript.store.tables import conform
from tests.parted import dealt_by_link, in_parts

WORDS = "мост река колонна берег утро город совет ответ вода поезд станция приказ склад завод дорога ветер".split()  # noqa: SIM905
LONG = " ".join(f"прочее{number}" for number in range(5_000))
"""Beside so many other words two that are used once are rare."""
FORM = "на посту номер {} в районе станции за сутки отмечено {} случаев и передано {} сообщений дежурному по городу сегодня"


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    """Posts of few words, so that many share some: anew, again, with a word changed, cut short, or a form filled."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    found = [" ".join(chance.choices(WORDS, k=chance.randint(1, 30))), LONG]
    for _ in range(draw(st.integers(5, 40))):
        words = chance.choice(found).split()[:40]
        kind = chance.randrange(6)
        if kind == 0:
            words = chance.choices(WORDS, k=chance.randint(1, 30))
        elif kind == 1:
            words[chance.randrange(len(words))] = chance.choice(WORDS)
        elif kind == 2:
            words = words[: chance.randint(1, len(words))]
        elif kind == 3:
            words = FORM.format(*(chance.randint(1, 99) for _ in range(3))).split()
        elif kind == 4:
            words = chance.choices([f"редкое{number}" for number in range(40)], k=chance.randint(3, 7))
        found.append(" ".join(words))
    return found


def handed(found: list[str], chance: random.Random) -> pa.Table:
    """Versions as the query gives them, at a few moments, with a text of reference among them."""
    rows: list[dict[str, Any]] = [
        {
            "version": f"{chance.randrange(16**8):08x}-{number}",
            "post": f"p{number // 2}" if number % 7 == 0 else f"p{number}-",
            "source": "a",
            "published_at": chance.randrange(9) * 60_000_000,
            "precision_us": 1_000_000,
            "text": text,
            "body_start": 0 if number % 5 or " " not in text else text.index(" "),
            "body_end": len(text),
        }
        for number, text in enumerate(found)
    ]
    law = {"version": "law", "text": " ".join(WORDS[:6]), "published_at": 0, "precision_us": 0}
    rows.append({"post": None, "source": None, "body_start": 0, "body_end": 0, **law})
    names = ("version", "post", "source", "text")
    numbers = ("published_at", "precision_us", "body_start", "body_end")
    schema = pa.schema({**dict.fromkeys(names, pa.string()), **dict.fromkeys(numbers, pa.int64())})
    return pa.Table.from_pylist(rows, schema=schema)


def rows(found: pa.Table, schema: pa.Schema) -> list[tuple[Any, ...]]:
    listed = found.select(schema.names).cast(schema.remove_metadata()).to_pylist()
    return sorted(
        tuple(f"{value:.9e}" if isinstance(value, float) else str(value) for value in row.values()) for row in listed
    )


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Of so few posts each thread has nothing to do but wait for the others."""
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    yield
    numba.set_num_threads(before)


@settings(max_examples=20)
@given(texts(), st.integers(0, 10**6))
def test_pairs_and_short_wordings_in_parts_are_those_of_all_posts_at_once(found: list[str], seed: int) -> None:
    chance = random.Random(seed)
    given_rows = handed(found, chance)
    assert rows(in_parts(PAIR_PARTS, given_rows, {}, chance), PAIR) == rows(_pairs(given_rows, {}), PAIR)
    assert rows(in_parts(SHORT_PARTS, given_rows, {}, chance), SHORT) == rows(_short(given_rows, {}), SHORT)


def test_a_form_filled_in_many_places_is_seen_though_no_task_sees_all_of_it() -> None:
    chance = random.Random(4)
    given_rows = handed([FORM.format(number, number + 7, number % 5) for number in range(30)], chance)
    found = in_parts(PAIR_PARTS, given_rows, {}, chance)
    assert set(found["kind"].to_pylist()) == {"template"}
    assert rows(found, PAIR) == rows(_pairs(given_rows, {}), PAIR)


HEADS = ["Срочно.", "Сводка на утро.", "Сводка на вечер.", "Канал мэрии. Подписаться."]


@st.composite
def signed(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Sources with posts of few words, many of which begin and end alike, some alike as a whole."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    found = []
    for number in range(draw(st.integers(1, 150))):
        body = " ".join(chance.choices(WORDS, k=chance.randint(0, 4))) or f"прочее{number}"
        head, foot = (chance.choice(["", *HEADS]) for _ in range(2))
        found.append((chance.choice("aaab"), f"{head} {body}. {foot}".strip()))
    return found


@settings(max_examples=40)
@given(signed(), st.integers(0, 10**6), st.integers(3, 60))
def test_edges_of_a_source_in_shares_are_those_of_all_its_posts_at_once(
    found: list[tuple[str, str]], seed: int, together: int
) -> None:
    chance = random.Random(seed)
    given_rows = pa.table(
        {
            "version": [f"{chance.randrange(16**8):08x}-{number}" for number in range(len(found))],
            "source": [source for source, _ in found],
            "text": [text for _, text in found],
        }
    )
    whole = [
        boilerplate(given_rows.filter(pc.equal(given_rows["source"], source)), {}).rename_columns(EDGE.names)
        for source in "ab"
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scattered_edges, "_TOGETHER", together)
        parted = in_parts(EDGE_PARTS, given_rows, {}, chance)
    assert rows(parted, EDGE) == rows(pa.concat_tables(whole), EDGE)
    event("some" if len(parted) else "none")


def test_of_no_posts_no_edge_is_found() -> None:
    assert len(in_parts(EDGE_PARTS, handed([], random.Random(1)).slice(0, 0), {}, random.Random(1))) == 0


@pytest.mark.parametrize("parts", [PAIR_PARTS, SHORT_PARTS])
def test_of_no_posts_nothing_is_found(parts: Any) -> None:
    assert len(in_parts(parts, handed([], random.Random(1)), {}, random.Random(1))) == 0


def test_every_group_that_says_its_rows_may_be_apart_finds_the_same_of_them_apart(
    karedonia: tuple[offscript.Case, dict[str, Any]],
) -> None:
    case, chance = karedonia[0], random.Random(5)
    groups = [step for step in case.steps() if isinstance(step, Group) and step.linked is not None]
    plain = plain_settings(case.settings, "")
    for step in groups:
        found = case.sql(step.sql).to_arrow_table()
        chosen = {name: plain[name] for name in step.settings}
        schema = TABLES[step.writes]
        apart = [
            conform(step.function(task, chosen), schema) for task in dealt_by_link(found, step.linked or (), chance)
        ]
        assert rows(pa.concat_tables(apart), schema) == rows(conform(step.function(found, chosen), schema), schema), (
            step.name
        )
    assert {"edit", "credit", "cascade", "repeat", "spread"} <= {step.name for step in groups}


def _at_once(step: Group, found: pa.Table, chosen: dict[str, Any]) -> pa.Table:
    """What a group gives where each of its groups is at hand whole."""
    each = (
        [found] if step.by is None else [found.filter(pc.equal(found[step.by], one)) for one in found[step.by].unique()]
    )
    return pa.concat_tables([conform(step.function(one, chosen), TABLES[step.writes]) for one in each])


def test_every_group_that_has_parts_finds_the_same_in_parts(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, chance = karedonia[0], random.Random(6)
    groups = [step for step in case.steps() if isinstance(step, Group) and step.parts]
    plain = plain_settings(case.settings, "00")
    for step in groups:
        found = case.sql(step.sql).to_arrow_table()
        chosen = {name: plain[name] for name in step.settings}
        schema = TABLES[step.writes]
        parted = conform(in_parts(step.parts, found, chosen, chance), schema)
        assert len(parted) or step.name in ("short", "phrase", "phrase_use", "suggested", "emerging")
        assert rows(parted, schema) == rows(_at_once(step, found, chosen), schema), step.name
    assert {"edge", "named", "pair", "phrase", "phrase_use", "short", "suggested", "sampled", "emerging"} == {
        step.name for step in groups
    }
