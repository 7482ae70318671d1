"""Status: what words say is known of a statement, how it stands, and whose statement it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.status import extract
from offscript.model import DAY

AT = 1_630_800_000_000_000


@pytest.mark.parametrize(
    ("text", "lang", "word", "stands"),
    [
        ("Поговаривают, что посланник просил соседей о передышке.", "ru", "rumour", 1),
        ("Сообщения о просьбах о передышке не соответствуют действительности.", "ru", "denial", -1),
        ("Губернатор подтвердил закрытие переправы у деревни.", "ru", "confirmation", 1),
        ("Губернатор не подтвердил закрытие переправы у деревни.", "ru", "unsure", 0),
        ("Слух об отставке министра подтвердить не удалось.", "ru", "unsure", 0),
        (
            "Редакция приносит извинения за ошибку: сообщение о закрытии переправы было ошибочным.",
            "ru",
            "retraction",
            -1,
        ),
        ("Гарнизон оставил посёлок и мост через реку.", "ru", None, 1),
        ("Подейкують, що посланець просив сусідів про перепочинок.", "uk", "rumour", 1),
        ("Губернатор спростував закриття переправи біля села.", "uk", "denial", -1),
        ("The governor denied that the crossing was closed.", "en", "denial", -1),
        ("The governor did not deny that the crossing was closed.", "en", None, 1),
        ("Satellite imagery shows new earthworks near the bridge.", "en", "evidence", 1),
        ("The closure of the crossing could not be confirmed.", "en", "unsure", 0),
    ],
)
def test_cues_say_what_is_known(text: str, lang: str, word: str | None, stands: int) -> None:
    (one,) = extract(text, lang, AT)
    assert (one.word, one.stands) == (word, stands)


@pytest.mark.parametrize(
    ("text", "lang", "form"),
    [
        ("Гарнизон оставил посёлок и мост?", "ru", "question"),
        ("Гарнизон вернётся в посёлок и восстановит мост.", "ru", "forecast"),
        ("По-моему, гарнизон зря оставил посёлок и мост.", "ru", "opinion"),
        ("The garrison will return to the village by boat.", "en", "forecast"),
        ("The garrison should have blown the bridge.", "en", "opinion"),
        ("The garrison blew the bridge and left.", "en", "said"),
    ],
)
def test_forms(text: str, lang: str, form: str) -> None:
    assert extract(text, lang, AT)[0].form == form


def test_negated_words_part_and_days_are_told() -> None:
    (one,) = extract("Гарнизон не удержал мост 6 сентября, частично разрушенный.", "ru", AT, "Europe/Kyiv")
    assert one.denied == {"удержать"} and one.part
    ((low, high),) = one.days
    assert high - low == DAY


def test_what_only_says_that_somebody_says_it_is_no_statement() -> None:
    assert extract("Об этом сообщили.", "ru", AT) == []
    assert extract("Wir gingen über die Brücke.", "de", AT) == []


@given(st.text(alphabet="гарнизон не мост 6.09?!\n", max_size=160), st.sampled_from(["ru", "uk", "en"]))
def test_spans_lie_in_the_text_and_cues_in_their_sentence(text: str, lang: str) -> None:
    for one in extract(text, lang, AT):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        assert one.cue is None or one.span[0] <= one.cue[0] < one.cue[1] <= one.span[1]
        assert one.denied <= one.gist or one.denied


def test_who_speaks_gives_the_status_where_no_word_does(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    found = dict(
        case.sql(
            "select tier, min(status) from status where basis = 'source' and voice = 'own' group by tier"
        ).fetchall()
    )
    assert (found["ministry"], found["monitor"], found["wire"]) == ("official statement", "evidence", "report")
