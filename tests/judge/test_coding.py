"""Coding sheets: an even sample, the labels back, agreement as published, and what people differ on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.case import CaseError
from offscript.judge.coding import agreement, disagreements, sample


def test_krippendorffs_own_example() -> None:
    """Two observers, ten units, binary data: α = .095 (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", A)."""
    book = {
        "Meg": dict(zip("0123456789", "0100000010", strict=True)),
        "Owen": dict(zip("0123456789", "1110010000", strict=True)),
    }
    assert agreement(book).alpha == pytest.approx(0.095, abs=5e-4)


def test_an_interval_and_the_rows_to_talk_about() -> None:
    labels = {"ann": {str(n): "x" if n % 2 else "y" for n in range(20)}}
    labels["bob"] = {**labels["ann"], "3": "y"}
    found = agreement(labels)
    assert found.alpha is not None and found.low is not None and found.high is not None
    assert found.low <= found.alpha <= found.high <= 1
    assert disagreements(labels) == [("3", {"ann": "x", "bob": "y"})]
    assert agreement({"ann": {"1": "x"}, "bob": {"2": "x"}}).alpha is None


@given(st.lists(st.sampled_from("abc"), max_size=60), st.integers(1, 40))
def test_a_sample_is_even_over_the_values(values: list[str], size: int) -> None:
    rows = [{"version": f"v{n}", "start": 0, "end": 1, "kind": value} for n, value in enumerate(values)]
    drawn = sample(rows, "kind", size)
    assert len(drawn) == min(size, len(rows))
    assert drawn == sample(list(reversed(rows)), "kind", size)
    counts = {value: sum(row["kind"] == value for row in drawn) for value in set(values)}
    for value, number in counts.items():
        fuller = max(counts.values())
        assert number == values.count(value) or number >= fuller - 1


def test_labels_go_out_and_come_back(karedonia: tuple[offscript.Case, dict[str, Any]], tmp_path: Path) -> None:
    case, _ = karedonia
    path = tmp_path / "sheet.csv"
    assert case.sheet("blame", "kind", 5, path) > 0
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    assert all(row["words"] in row["around"] and not row["label"] for row in rows)
    with pytest.raises(CaseError, match="no row has a label"):
        case.coded("blame", "kind", path, "ann")
    with pytest.raises(CaseError, match="no such column"):
        case.sheet("blame", "colour", 5, path)
    path.write_text("row,label\nnobody:0:1,blame\n", encoding="utf-8")
    with pytest.raises(CaseError, match="is it its sheet"):
        case.coded("blame", "kind", path, "ann")
