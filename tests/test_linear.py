"""No regular expression of ours backtracks so that a text of somebody else could stop a reader."""

from __future__ import annotations

from tests.test_benchmarks import apart


def test_no_pattern_of_the_package_backtracks_cubically_or_worse() -> None:
    found = apart("linear.py", "--length", "0")
    assert found["patterns"] > 100
    assert found["backtracking"] == []
