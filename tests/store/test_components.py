"""Components found by queries are those that union-find finds, however long the ways and however many links a node has."""

from __future__ import annotations

import itertools
import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.store.components import components
from offscript.store.groups import Groups
from tests.parted import asked, linked


def by_union(links: list[tuple[str, str]]) -> dict[str, str]:
    groups = Groups()
    for one, other in links:
        groups.join(one, other)
    nodes = {node for link in links if link[0] != link[1] for node in link}
    least = {root: min(node for node in nodes if groups.root(node) == root) for root in map(groups.root, nodes)}
    return {node: least[groups.root(node)] for node in nodes}


def table(links: list[tuple[str, str]]) -> pa.Table:
    return pa.table({"one": [one for one, _ in links], "other": [other for _, other in links]})


NODES = st.sampled_from([f"{number:02}" for number in range(24)])


@given(st.lists(st.tuples(NODES, NODES), min_size=1, max_size=40))
def test_components_of_any_links_are_those_of_union_find(links: list[tuple[str, str]]) -> None:
    found = linked(table(links))
    assert dict(zip(found["member"].to_pylist(), found["component"].to_pylist(), strict=True)) == by_union(links)
    assert len(found) == len(by_union(links))


@pytest.mark.parametrize("links", [600, 5_000])
def test_a_long_chain_in_any_order_and_a_wide_star_end_in_few_turns(links: int) -> None:
    names = [f"{number:05}" for number in range(links + 1)]
    random.Random(1).shuffle(names)
    turns = []

    def counted(rows: pa.Table) -> pa.Table:
        turns.append(len(rows))
        return rows

    chain = table(list(itertools.pairwise(names)))
    star = table([("hub", name) for name in names])
    for given_links in (chain, star):
        turns.clear()
        found = components(
            given_links, lambda sql, rows: asked(sql, {"link": rows}), counted, lambda rows: len(rows) == 0
        )
        assert set(found["component"].to_pylist()) == {"00000"}
        assert len(turns) <= 12
