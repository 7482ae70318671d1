"""Opinions: what the packaged encoder says, that its file is the right one, and that spans hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.find.opinions import Attitude, attitude, between, extract
from offscript.find.opinions import network as module
from offscript.find.opinions.decode import Bias, decode, expressions, runs, softmax
from offscript.find.opinions.filter import SIZE, features, worth
from offscript.text.encoder import Corrupt
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


def test_an_attack_and_praise_are_told_apart_and_a_bare_mention_is_neither() -> None:
    blamed = "Депутат резко обвинил министра Горина в предательстве и лжи."
    praised = "Депутат горячо поддержал министра Горина и восхищается его мужеством."
    bare = "Министр Горин прибыл в город в понедельник."
    found = [attitude(text, (text.index("Горин"), text.index("Горин") + 5), "ru") for text in (blamed, praised, bare)]
    assert [one.polarity for one in found] == [-1, 1, 0]
    assert all(1 / 3 <= one.probability <= 1 for one in found)


def test_a_tuple_names_holder_target_and_words() -> None:
    text = "Депутат Лосев обвинил министра Горина во лжи."
    found = [one for one in extract(text, "ru") if one.polarity < 0]
    assert any("Горин" in text[slice(*one.target)] or "министр" in text[slice(*one.target)] for one in found)
    assert all(text[slice(*one.expression)].strip() for one in found)


def test_other_languages_say_nothing_and_a_span_must_hold_a_word() -> None:
    assert extract("Der Minister lügt.", "de") == []
    assert attitude("Der Minister lügt.", (4, 12), "de") == Attitude(0, 0.0)
    with pytest.raises(ValueError, match="no word"):
        attitude("Слово и дело.", (5, 6), "ru")


def test_the_file_of_weights_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "toml_beside", lambda *_: {"sha256": "0" * 64})
    with pytest.raises(Corrupt, match="install offscript again"):
        module.model.__wrapped__()


def test_what_is_said_of_a_sentence_does_not_depend_on_its_neighbours() -> None:
    texts = [
        "Министр лжёт.",
        "Слово.",
        "Генерал Рудин обвинил штаб в том, что батальон бросили без связи и снарядов у реки.",
    ]
    together = module.model().read(texts)
    for text, read in zip(texts, together, strict=True):
        (alone,) = module.model().read([text])
        assert alone.words == read.words
        assert np.array_equal(alone.vectors, read.vectors)


@settings(max_examples=25)
@given(st.text(min_size=0, max_size=160))
def test_spans_lie_in_any_text(text: str) -> None:
    for one in extract(text, "ru"):
        for span in (one.target, one.expression, one.holder):
            if isinstance(span, tuple):
                assert 0 <= span[0] < span[1] <= len(text)


def test_tags_decode_to_runs_of_one_polarity() -> None:
    tags = np.full((5, 5), -5, np.float32)
    for word, tag in enumerate((0, 3, 4, 1, 0)):
        tags[word, tag] = 5
    found = [(first, last, polarity) for first, last, polarity, _ in expressions(tags, 0.0)]
    assert found == [(1, 3, -1), (3, 4, 1)]


def test_a_holder_is_never_its_own_target() -> None:
    tags = np.full((4, 5), -5, np.float32)
    tags[:, 0], tags[1, 0], tags[1, 3] = 5, -5, 5
    roles = np.full((2, 4, 4), -5, np.float32)
    roles[1, 1, 2], roles[0, 1, 2], roles[0, 1, 0] = 5, 5, 3
    kinds = np.zeros((4, 3), np.float32)
    kinds[:, 2] = 5
    (one,) = decode(tags, roles, kinds, Bias(0.0, 0.5, 0.5, 0.0, 0.0))
    assert one.target == (2, 3)
    assert one.holder == (0, 1)


def test_softmax_and_runs() -> None:
    assert softmax(np.array([[0.0, 0.0]], np.float32)).tolist() == [[0.5, 0.5]]
    assert list(runs(np.array([0.1, 0.9, 0.8, 0.0, 0.7], np.float32), 0.5)) == [(1, 3), (4, 5)]


def test_the_filter_passes_charged_sentences_rather_than_plain_ones() -> None:
    weights = module.model().filter
    assert worth("Депутат обвинил министра во лжи.", weights) > worth("Поезд прибыл по расписанию.", weights)
    assert features("Слово").max() < SIZE


def test_opinions_of_a_case_have_their_post_and_name_nobody_unknown(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "Депутат Лосев обвинил министра Горина во лжи и предательстве.")])])
    case.analyse(["opinions"])
    rows = case.sql("select kind, polarity, of_name from opinion").fetchall()
    assert any(polarity < 0 for _, polarity, _ in rows)
    assert not any("Горин" in (name or "") for *_, name in rows)


def test_between_two_names_and_between_the_author_and_a_name() -> None:
    text = "Депутат Лосев резко обвинил министра Горина во лжи и предательстве."
    holder, target = (text.index("Лосев"), text.index("Лосев") + 5), (text.index("Горин"), text.index("Горин") + 6)
    assert between(text, holder, target, "ru").polarity == -1
    assert between(text, "AUTHOR", target, "ru").polarity in (-1, 0, 1)
    with pytest.raises(ValueError, match="no word of the sentence"):
        between(f"{text} Ещё слово.", (len(text) + 1, len(text) + 4), target, "ru")
