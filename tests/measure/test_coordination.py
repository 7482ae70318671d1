"""Who acts together more often than chance explains: a planted group and nobody else; nobody where there is nobody."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offscript.measure.coordination import Unreadable, edges, groups
from offscript.measure.coordination.chance import tails
from offscript.measure.coordination.explained import explained
from offscript.measure.coordination.groups import company
from offscript.measure.coordination.table import simultaneous
from offscript.measure.coordination.together import close_pairs, dealt, shared
from offscript.measure.discovery import false_discovery
from offscript.model.schema import DAY, HOUR, SECOND

MINUTE = 60 * SECOND


def drawn(seed: int, events: int = 20_000, accounts: int = 400) -> dict[str, Any]:
    """Uneven accounts on uneven objects, by chance, over five days."""
    random = np.random.default_rng(seed)
    weight, popular = random.pareto(1.3, accounts) + 0.05, random.pareto(1.5, 3_000) + 0.1
    what = random.choice(3_000, events, p=popular / popular.sum())
    born = random.integers(0, 5 * DAY, 3_000)
    return {
        "account": random.choice(accounts, events, p=weight / weight.sum()),
        "object": what,
        "at": born[what] + random.exponential(3 * HOUR, events).astype(np.int64),
    }


def table(*parts: dict[str, Any]) -> pa.Table:
    return pa.table({name: np.concatenate([np.asarray(part[name], np.int64) for part in parts]) for name in parts[0]})


def together(members: list[int], times: int, seed: int = 5, first: int = 10_000) -> dict[str, Any]:
    """A group that acts on objects of its own, each time inside half a minute."""
    random = np.random.default_rng(seed)
    moments = random.integers(0, 5 * DAY, times)
    return {
        "account": np.tile(members, times),
        "object": np.repeat(first + np.arange(times), len(members)),
        "at": np.repeat(moments, len(members)) + random.integers(0, 30 * SECOND, len(members) * times),
    }


def test_where_nobody_is_nobody_is_found() -> None:
    assert sum(edges(table(drawn(seed)), MINUTE).num_rows for seed in range(6)) <= 2


def test_a_planted_group_is_found_and_nobody_else() -> None:
    members = [3, 50, 120, 200, 311]
    found = edges(table(drawn(1), together(members, 12)), MINUTE).to_pylist()
    right = {(row["a"], row["b"]) for row in found if row["a"] in members and row["b"] in members}
    assert len(right) == 10
    assert len(found) <= 11
    assert all(
        row["objects"] >= 10 and row["expected"] < 1 and row["q"] <= 0.1 and row["p"] <= row["q"] for row in found[:10]
    )


def test_the_planted_group_is_one_group_and_a_chain_of_pairs_is_none() -> None:
    members = [3, 50, 120, 200, 311]
    found = edges(table(drawn(1), together(members, 12)), MINUTE).to_pylist()
    assert groups([(str(row["a"]), str(row["b"])) for row in found]) == [sorted(str(one) for one in members)]
    assert groups([("a", "b"), ("b", "c"), ("c", "d")]) == []
    assert groups([]) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_groups_do_not_depend_on_the_order_of_pairs_and_are_held_up_by_threes(pairs: list[tuple[int, int]]) -> None:
    found = groups([(str(a), str(b)) for a, b in pairs])
    assert found == groups([(str(b), str(a)) for a, b in reversed(pairs)])
    edges_ = {frozenset((str(a), str(b))) for a, b in pairs if a != b}
    for members in found:
        for one in members:
            assert any(
                {frozenset((one, other)), frozenset((one, third)), frozenset((other, third))} <= edges_
                for other in members
                for third in members
                if len({one, other, third}) == 3
            )


def test_the_table_of_groups_counts_pairs_once_over_windows_and_kinds() -> None:
    row = {"objects": 9, "expected": 0.1, "p": 1e-9, "object": "o", "a_version": "v", "b_version": "w"}
    pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "z")]
    rows = [
        {"a": a, "b": b, "kind": kind, "window_us": MINUTE, "q": q} | row
        for a, b in pairs
        for kind, q in (("text", 0.01), ("address", 0.05))
    ]
    (found,) = company(pa.Table.from_pylist(rows), {}).to_pylist()
    assert (found["members"], found["pairs"], found["density"]) == (["a", "b", "c"], 3, 1.0)
    assert (found["kinds"], found["q"]) == (["address", "text"], 0.05)


def test_breaking_news_that_everybody_shares_makes_no_edge() -> None:
    random = np.random.default_rng(2)
    news = [
        {
            "account": random.permutation(400)[:300],
            "object": np.full(300, 20_000 + number),
            "at": number * DAY + random.integers(0, 50 * SECOND, 300),
        }
        for number in range(4)
    ]
    assert edges(table(drawn(2), *news), MINUTE).num_rows <= 1


def test_one_busy_account_makes_no_edge() -> None:
    random = np.random.default_rng(3)
    base = drawn(3)
    busy = {"account": np.full(6_000, 999), "object": base["object"][:6_000], "at": base["at"][:6_000] + 5 * SECOND}
    busy["at"] = busy["at"] + random.integers(-20, 20, 6_000) * SECOND
    alone = {"account": np.full(3_000, 998), "object": np.full(3_000, 7), "at": random.integers(0, 5 * DAY, 3_000)}
    assert edges(table(base, alone), MINUTE).num_rows <= 1
    assert all(999 in (row["a"], row["b"]) for row in edges(table(base, busy), MINUTE).to_pylist())


def test_the_same_object_over_and_over_counts_once() -> None:
    again = {"account": [1, 2] * 50, "object": [5] * 100, "at": list(range(0, 100 * SECOND, SECOND))}
    assert edges(table(drawn(4), again), MINUTE).num_rows <= 1


def test_a_burst_of_very_many_is_thinned_and_costs_little() -> None:
    random = np.random.default_rng(6)
    account = np.arange(60_000, dtype=np.int64)
    at = random.integers(0, 30 * SECOND, 60_000)
    events = dealt(account, np.zeros(60_000, np.int64), at, MINUTE)
    everybody, _ = close_pairs(events.account, events.at, events.begins, MINUTE)
    assert everybody.sum() < 60_000 * 128
    assert len(events.begins) > 400
    assert edges(pa.table({"account": account, "object": np.zeros(60_000, np.int64), "at": at}), MINUTE).num_rows == 0


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 300)), min_size=2, max_size=40),
    st.integers(1, 120),
)
def test_pairs_and_objects_are_those_that_comparing_all_with_all_gives(
    acts: list[tuple[int, int, int]], window: int
) -> None:
    account, thing, at = (np.array(column, np.int64) for column in zip(*acts, strict=True))
    events = dealt(account, thing, at, window)
    _, others = close_pairs(events.account, events.at, events.begins, window)
    pairs, counts = shared(events, others, window, 6, 4)
    wanted: dict[int, set[int]] = {}
    for a, o, t in acts:
        for b, other, u in acts:
            if a < b and o == other and abs(t - u) <= window:
                wanted.setdefault(a * 6 + b, set()).add(o)
    assert dict(zip(pairs.tolist(), counts.tolist(), strict=True)) == {pair: len(held) for pair, held in wanted.items()}


def test_the_order_of_rows_and_the_names_of_accounts_do_not_matter() -> None:
    events = table(drawn(1), together([3, 50, 120], 9))
    turned = events.take(np.random.default_rng(1).permutation(events.num_rows))
    assert edges(turned, MINUTE).equals(edges(events, MINUTE))
    named = events.set_column(0, "account", pa.array([f"u{one:04}" for one in events["account"].to_pylist()]))
    assert sorted(row["a"] for row in edges(named, MINUTE).to_pylist()) == ["u0003", "u0003", "u0050"]


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        (pa.table({"account": [1], "at": [1]}), "no column 'object'"),
        (pa.table({"account": [1, None], "object": [1, 1], "at": [1, 1]}), "1 empty values"),
    ],
)
def test_what_is_missing_is_named(events: pa.Table, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        edges(events, MINUTE)


def test_little_or_nothing_gives_no_edge() -> None:
    for events in ({"account": [1], "object": [1], "at": [1]}, {"account": [1, 2], "object": [1, 1], "at": [5, 5]}):
        assert edges(table(events), MINUTE).num_rows == 0
    assert edges(pa.table({name: pa.array([], pa.int64()) for name in ("account", "object", "at")}), 1).num_rows == 0
    with pytest.raises(ValueError, match="a window of 0"):
        edges(table(drawn(1)), 0)


def test_tails_and_rates_are_those_of_the_books() -> None:
    found = tails(np.array([1, 3, 10, 2]), np.array([1.0, 0.5, 2.0, 0.0]))
    assert found == pytest.approx([0.6321206, 0.0143877, 4.6498e-5, 0.0], rel=1e-4)
    assert false_discovery(np.array([0.01, 0.04, 0.03]), 4) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3])


@pytest.mark.parametrize(
    ("more", "owners", "said"),
    [
        ({}, {}, None),
        ({}, {"a": "North", "b": "North"}, "one owner: North"),
        ({}, {"a": "North", "b": "South"}, None),
        ({"verdict": "copying"}, {}, "one copies the other"),
        (
            {"verdict": "open", "by_third": 0.8},
            {},
            "both carry texts that a third source here had first, as those of a wire do",
        ),
        ({"kind": "address", "by_third": 0.8}, {}, None),
        ({"a_on_minute": 0.9, "b_on_minute": 0.7}, {}, "both publish on the full minute, as schedules do"),
        ({"a_on_minute": 0.9, "b_on_minute": 0.02}, {}, None),
    ],
)
def test_what_explains_a_pair_is_named_before_anything_else(
    more: dict[str, Any], owners: dict[str, str], said: str | None
) -> None:
    row = {"kind": "text", "window_us": MINUTE, "a": "a", "b": "b", "objects": 9, "expected": 0.1, "p": 1e-9, "q": 1e-6}
    row |= {"object": "o", "a_version": "v", "b_version": "w", "verdict": None, "common_odds": None}
    row |= {"by_third": 0.0, "a_on_minute": 0.0, "b_on_minute": 0.0} | more
    sources = [{"id": name, "owner": owners.get(name)} for name in ("a", "b")]
    (found,) = explained(pa.Table.from_pylist([row]), {"source": sources}).to_pylist()
    assert found["explanation"] == said


def test_the_table_shows_the_first_posts_of_each_pair() -> None:
    group = together([1, 2], 12)
    rows = table(drawn(1), group).to_pylist()
    acts = [
        {
            **row,
            "kind": "text",
            "account": str(row["account"]),
            "object": str(row["object"]),
            "post": f"p{k}",
            "version": f"v{k}",
        }
        for k, row in enumerate(rows)
    ]
    found = simultaneous(pa.Table.from_pylist(acts), {}).to_pylist()
    assert {(row["a"], row["b"]) for row in found} == {("1", "2")}
    by_version = {act["version"]: act for act in acts}
    for row in found:
        one, other = by_version[row["a_version"]], by_version[row["b_version"]]
        assert (one["account"], other["account"]) == (row["a"], row["b"])
        assert one["object"] == other["object"] == row["object"]
        assert abs(one["at"] - other["at"]) <= row["window_us"]
