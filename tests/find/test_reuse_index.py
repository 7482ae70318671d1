"""The index of posts: whatever is added in whatever order, its pairs are those of all posts found at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offscript.find.reuse.index import Index
from offscript.find.reuse.pairs import pairs
from tests.find.test_reuse import made_up, table

Rows = list[tuple[Any, ...]]


def texts(chance: random.Random) -> Iterator[str]:
    """Texts of all kinds that matter: copies, edges that enough or too few share, forms, short posts, the same words again."""
    stories = [made_up(chance, 30) for _ in range(6)]
    feet = ["\n" + " ".join(made_up(chance, chance.randint(1, 4))) for _ in range(2)]
    heads = [" ".join(made_up(chance, 2)) + ".\n" for _ in range(2)]
    short = [" ".join(made_up(chance, 4)) for _ in range(4)]
    form = " ".join(made_up(chance, 9))
    while True:
        body = list(chance.choice(stories))
        kind = chance.random()
        if kind < 0.15:
            yield chance.choice(short)
        elif kind < 0.3:
            yield f"{form} {chance.randint(1, 9)} и {chance.randint(1, 99)}"
        else:
            if chance.random() < 0.6:
                body = [word for word in body if chance.random() > 0.08]
            if chance.random() < 0.2:
                body = made_up(chance, 6) + body[5:24] + made_up(chance, 6)
            head = chance.choice(heads) if chance.random() < 0.3 else ""
            foot = chance.choice(feet) if chance.random() < 0.4 else ""
            yield head + " ".join(body) + foot


def corpus(seed: int, size: int) -> Rows:
    chance = random.Random(seed)
    made = texts(chance)
    return [(f"p{n:03}", f"s{chance.randrange(3)}", chance.randrange(size), next(made)) for n in range(size)]


def split(rows: Rows, chance: random.Random) -> Iterator[Rows]:
    """The rows in some order, in some portions."""
    chance.shuffle(rows)
    while rows:
        size = chance.choice([1, 2, 7, 30])
        yield rows[:size]
        del rows[:size]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 100_000), st.integers(2, 110), st.booleans(), st.randoms(use_true_random=False))
def test_added_in_any_order_and_portions_the_pairs_are_those_of_all_posts_at_once(
    seed: int, size: int, with_references: bool, chance: random.Random
) -> None:
    rows = corpus(seed, size)
    references = pa.table({"text": [rows[0][3]]}) if with_references else None
    expected = pairs(table(rows), references)
    index = Index(references)
    for portion in split(rows, chance):
        index.add(table(portion))
    assert index.pairs().equals(expected)
    assert len(index) == size


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 100_000), st.randoms(use_true_random=False))
def test_what_went_and_what_came_turns_the_pairs_before_into_those_after(seed: int, chance: random.Random) -> None:
    index, held = Index(), dict[tuple[str, str], dict[str, Any]]()
    for portion in split(corpus(seed, 90), chance):
        changes = index.add(table(portion))
        for row in changes.gone.to_pylist():
            del held[row["earlier"], row["later"]]
        for row in changes.come.to_pylist():
            assert (row["earlier"], row["later"]) not in held
            held[row["earlier"], row["later"]] = row
        assert [held[key] for key in sorted(held)] == index.pairs().to_pylist()


def test_a_statement_that_hundreds_reword_is_followed_too() -> None:
    chance = random.Random(5)
    statement = made_up(chance, 16)
    rows = []
    for number in range(700):
        words = [word for word in statement if chance.random() > 0.05]
        rows.append((f"p{number}", f"s{number % 40}", chance.randrange(10_000), " ".join(words + made_up(chance, 3))))
    index = Index()
    for begin, end in ((0, 200), (200, 262), (262, 600), (600, 605), (605, 700)):
        index.add(table(rows[begin:end]))
        assert index.pairs().equals(pairs(table(rows[:end])))


def test_a_footer_is_known_once_enough_posts_share_it_and_links_nobody_from_then_on() -> None:
    chance = random.Random(3)
    foot = "\n" + " ".join(made_up(chance, 14))
    rows = [(f"p{n}", f"s{n % 2}", n, " ".join(made_up(chance, 20)) + foot) for n in range(8)]
    index = Index()
    assert len(index.add(table(rows[:4])).come) > 0
    changes = index.add(table(rows[4:]))
    assert len(changes.gone) > 0
    assert len(index.pairs()) == 0


def test_a_post_added_twice_is_refused_and_so_are_pairs_of_nothing() -> None:
    index = Index()
    with pytest.raises(ValueError, match="holds no posts"):
        index.pairs()
    rows = corpus(1, 3)
    index.add(table(rows))
    with pytest.raises(ValueError, match="p001 comes twice"):
        index.add(table(rows[1:2]))
    with pytest.raises(ValueError, match="p9 comes twice"):
        index.add(table([("p9", "x", 1, "a"), ("p9", "x", 2, "b")]))
    assert len(index) == 3
