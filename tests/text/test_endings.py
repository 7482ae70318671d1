"""Forms of a word share their stem; other words do not."""

from __future__ import annotations

import pyarrow as pa
import pytest

from offscript.text.words import ENDING_BITS, words


def stem_and_ending(word: str) -> tuple[int, int]:
    (value,) = words(pa.array([word])).hash.tolist()
    return value >> ENDING_BITS, value & (1 << ENDING_BITS) - 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("войска", "войсками"),
        ("перегруппировка", "перегруппировки"),
        ("сообщил", "сообщили"),
        ("российский", "российского"),
        ("армія", "армією"),
        ("військові", "військових"),
        ("troop", "troops"),
    ],
)
def test_forms_share_a_stem_and_differ_in_their_ending(one: str, other: str) -> None:
    first, second = stem_and_ending(one), stem_and_ending(other)
    assert first[0] == second[0]
    assert first[1] != second[1]


@pytest.mark.parametrize(
    ("one", "other"), [("война", "вой"), ("мир", "мор"), ("ему", "его"), ("2000", "20"), ("10", "1")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem_and_ending(one)[0] != stem_and_ending(other)[0]
