"""No text of somebody else makes a regular expression of ours take time out of proportion to its length."""

from __future__ import annotations

from tests.test_benchmarks import apart


def test_every_pattern_of_the_package_is_linear_where_it_is_used() -> None:
    found = apart("linear.py")
    assert found["patterns"] > 100
    assert found["backtracking"] == []
    assert found["slow"] == []
