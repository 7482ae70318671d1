"""Words are found where they stand, and count as the same through every disguise."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.text.words import words


def hashes(text: str) -> list[int]:
    return [int(value) for value in words(pa.array([text])).hash]


def shown(text: str) -> list[str]:
    found = words(pa.array([text]))
    return [text[start:end] for start, end in zip(found.start, found.end, strict=True)]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_places_are_code_points_inside_each_text_in_order(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    found = words(pa.array(texts, pa.string()))
    assert len(found.offset) == len(texts) + 1
    for number, text in enumerate(texts):
        places = slice(found.offset[number], found.offset[number + 1])
        last = 0
        for start, end in zip(found.start[places], found.end[places], strict=True):
            assert last <= start < end <= len(text)
            assert any(letter.isalnum() for letter in pc.utf8_lower(text[start:end]).as_py())
            last = end


def test_a_letter_that_python_does_not_know_yet_is_a_word_once_it_is_made_small() -> None:
    assert shown("\ua7cb и хутор") == ["\ua7cb", "и", "хутор"]


@given(
    st.lists(
        st.text(alphabet="абвгґдежзийіїклмнопрстуabcxyz0123456789", min_size=1, max_size=12), min_size=1, max_size=9
    )
)
def test_a_text_alone_and_among_others_has_the_same_words(tokens: list[str]) -> None:
    text = " ".join(tokens)
    together = words(pa.array(["до этого", text, "после"]))
    alone = words(pa.array([text]))
    inner = slice(together.offset[1], together.offset[2])
    assert together.hash[inner].tolist() == alone.hash.tolist()
    assert together.start[inner].tolist() == alone.start.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка ещё", "елка еще"),
        ("МИНОБОРОНЫ", "минобороны"),
        ("перегруппировка", "пере\u200bгруппировка"),
        ("за\u0301мок", "замок"),
        ("Москва", "Mocквa"),
        ("здоров’я", "здоров'я"),
        ("**жирно** и __косо__", "жирно и косо"),
        ("урааааа", "урааа"),
        ("слово 🔥 слово", "слово слово"),
        ("и\u0306ог", "йог"),
        ("читать https://example.org/a?b=c далее", "читать далее"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_what_is_the_same_word_under_a_disguise(one: str, other: str) -> None:
    assert hashes(one) == hashes(other)


@pytest.mark.parametrize(
    ("one", "other"), [("й", "и"), ("ї", "і"), ("ґ", "г"), ("10", "100"), ("мы", "ты"), ("і", "и")]
)
def test_what_is_another_word_stays_another(one: str, other: str) -> None:
    assert hashes(one) != hashes(other)


def test_numbers_carry_their_mark_and_words_do_not() -> None:
    assert [value & 1 for value in hashes("до 4000 солдат")] == [0, 1, 0]


def test_spans_are_of_the_stored_text_and_not_of_the_folded_one() -> None:
    text = "⚡️**Войска** 𝐨тошли: «за\u0301 реку»"
    assert shown(text) == ["Войска", "𝐨тошли", "за\u0301", "реку"]


def test_a_column_with_nothing_in_it() -> None:
    assert len(words(pa.array([], pa.string())).hash) == 0
    assert words(pa.array([None, "", "🔥"], pa.string())).offset.tolist() == [0, 0, 0, 0]


def test_a_slice_of_a_column_counts_from_its_own_beginning() -> None:
    column = pa.chunked_array([pa.array(["первое", "второе слово"]), pa.array(["третье слово тут"])])
    assert words(column.slice(1)).offset.tolist() == [0, 2, 5]
