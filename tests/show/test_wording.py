"""Figures in words."""

from __future__ import annotations

import pytest

from offscript.show import wording


@pytest.mark.parametrize(
    ("micros", "said"),
    [(0, "0 s"), (22_000_000, "22 s"), (354_000_000, "5.9 min"), (13 * 60_000_000, "13 min"), (5_400_000_000, "1.5 h"),
     (10 * 86_400_000_000, "10 d"), (None, "–")],
)  # fmt: skip
def test_lags(micros: int | None, said: str) -> None:
    assert wording.lag(micros).replace("\u00a0", " ") == said


def test_a_lag_and_its_interval_share_a_unit() -> None:
    assert wording.lag_between(354_000_000, 83_000_000, 3_180_000_000).replace("\u00a0", " ") == "5.9 min [1.4–53]"
    assert wording.lag_between(354_000_000, None, None).replace("\u00a0", " ") == "5.9 min"
    assert wording.lag_between(None, None, None) == "order unknown"


def test_shares_counts_and_names() -> None:
    assert (wording.share(0.004), wording.share(0.1551), wording.share(0.0), wording.share(None)) == (
        "0.4%",
        "16%",
        "0%",
        "–",
    )
    assert (wording.count(1, "post"), wording.count(2310, "post")) == ("1 post", "2,310 posts")
    assert wording.names(["a", "b", "c"], 2) == "a, b and 1 more"
