"""What the axes of drawings say."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from offscript.model import DAY
from offscript.show.charts import broken
from offscript.show.drawing import drawn, sized


def axis_numbers(svg: str) -> list[str]:
    """What stands beside the axis of numbers: all that is written and is no day."""
    written = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return [text for text in written if not re.search("[A-Z][a-z]", text)]


def test_the_legend_of_sizes_has_up_to_four_numbers_that_occur_the_largest_among_them() -> None:
    assert sized("posts", [3, 1, 3])["legend"]["values"] == [1, 3]
    assert sized("posts", range(1, 41))["legend"]["values"] == [1, 14, 27, 40]


@settings(max_examples=12)
@given(st.sampled_from([0.4, 3, 30, 70, 300, 12_000, 2_500_000]), st.floats(0.2, 1))
def test_levels_are_written_as_people_write_numbers(most: float, share: float) -> None:
    days = [
        {"day_us": number * DAY, "value": most * (share if number % 2 else 1), "exposure": 24.0} for number in range(20)
    ]
    found = {
        "measure": "posts",
        "scope": "source",
        "id": "a",
        "kind": "step",
        "at": 9 * DAY,
        "low": 8 * DAY,
        "high": 10 * DAY,
    }
    listed = axis_numbers(drawn(broken(days, {**found, "before": most / 24, "after": most * share / 24}, "UTC")))
    assert len(listed) >= 3
    assert all(re.fullmatch(r"[\d,]+(\.\d+)?", text) for text in listed), listed
    values = [float(text.replace(",", "")) for text in listed]
    assert values == sorted(set(values))
