"""Pairs that share several prints are listed once, with the shift in their middle, however large numbers and shifts are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.find.reuse.link import ENOUGH, SEEDS, Candidates, each_once, without_chaff

SHARED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-9, 9)), max_size=60)


@pytest.mark.parametrize(("bits", "far"), [(3, 1), (20, 1_000), (31, 1), (31, 100_000_000)])
@given(shared=SHARED)
def test_each_pair_is_listed_once_with_its_middle_shift_and_its_prints(
    bits: int, far: int, shared: list[tuple[int, int, int]]
) -> None:
    pair = np.array([one << bits | other for one, other, _ in shared], np.uint64)
    shift = np.array([step * far for *_, step in shared], np.int32)
    found = each_once(pair, shift, bits)
    wanted: dict[tuple[int, int], list[int]] = {}
    for one, other, step in shared:
        wanted.setdefault((one, other), []).append(step * far)
    listed = zip(*(column.tolist() for column in found), strict=True)
    middle = [(*pair, sorted(steps)[len(steps) // 2], len(steps)) for pair, steps in sorted(wanted.items())]
    assert list(listed) == middle


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(16, 18), st.integers(1, 4)), unique_by=lambda row: row[:2]))
def test_only_of_a_crowd_those_are_left_out_that_share_a_print_or_two(rows: list[tuple[int, int, int]]) -> None:
    rows = sorted(rows)
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)] or [np.empty(0, np.int64)] * 3
    found = without_chaff(Candidates(columns[0], columns[1], np.zeros(len(rows), np.int64), columns[2]))
    kept = []
    for row in rows:
        better = [one for one in rows if one[1] == row[1] and (-one[2], one[0]) < (-row[2], row[0])]
        if len(better) < ENOUGH or row[2] >= SEEDS:
            kept.append(row[:2])
    assert list(zip(found.earlier.tolist(), found.later.tolist(), strict=True)) == kept
