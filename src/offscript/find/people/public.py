"""Who may appear by name: persons the case lists, voices of the catalogue, and holders of the highest offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from offscript.find.entities.keys import key, latin
from offscript.find.entities.names import normal
from offscript.store.catalogue import entries, figures
from offscript.text.ground import WORD
from offscript.text.language import language
from offscript.text.morphology import readings

ALIKE, SURNAMES_ALIKE = 0.7, 0.85
"""Least likeness of two spellings of one word with one key, letters of both in Latin."""


class Public(NamedTuple):
    """Public persons by the keys of the words of their names, and their handles in small letters, without @."""

    names: dict[str, list[tuple[str, ...]]]
    handles: frozenset[str]


def listed_names(settings: dict[str, Any]) -> Iterable[str]:
    """Names that may be shown, as they are listed: of the case's people and sources, the catalogue's voices and figures."""
    yield from settings["people"]["named"]
    for entity in settings["entity"]:
        if entity["kind"] == "person":
            yield from (entity["name"], *entity["aliases"])
    for source in settings["source"]:
        yield from (source["name"], *(alias["name"] for alias in source["aliases"]))
    for voice in entries():
        yield from voice.names
    for figure in figures():
        yield from figure.names


def _handles(settings: dict[str, Any]) -> Iterable[str]:
    for source in settings["source"]:
        for form in (source["id"], *(alias["name"] for alias in source["aliases"])):
            yield form.rsplit("/", 1)[-1].removeprefix("@").lower()
    for voice in entries():
        yield from (handle.lower() for handle in voice.handles)


def shown(settings: Mapping[str, Any]) -> dict[str, list[str]]:
    """Names and handles of those who are public in a case, out of its settings: all that the hiding of others rests on."""
    held = dict(settings)
    return {"names": sorted(set(listed_names(held))), "handles": sorted(filter(None, set(_handles(held))))}


def public(listed: Mapping[str, Sequence[str]]) -> Public:
    """Those who are public, as `shown` lists them, ready to be compared with."""
    names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in listed["names"]:
        words = tuple(word.casefold() for word in WORD.findall(name))
        for word in words:
            names[key(word)].append(words)
    return Public(dict(names), frozenset(listed["handles"]))


def _alike(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(latin(one), latin(other))


def _plain(word: str) -> str:
    return word.replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _fits(word: str, lang: str, held: str, least: float) -> bool:
    """Whether a word is a form of a word of a listed name: the same word in one script, a like one in two."""
    forms = {_plain(normal(word, "person", lang)), _plain(word.casefold().removesuffix("'s").removesuffix("’s"))}
    if word.isascii() == held.isascii() and not word.isascii():
        return _plain(held) in forms or any(reading.lemma == _plain(held) for reading in readings(word, lang))
    return any(key(form) == key(held) and _alike(form, held) >= least for form in forms)


def _place(word: str, lang: str, whole: tuple[str, ...]) -> int | None:
    """Which word of a listed name a word is a form of."""
    last = len(whole) - 1
    fitting = (at for at, held in enumerate(whole) if _fits(word, lang, held, SURNAMES_ALIKE if at == last else ALIKE))
    return next(fitting, None)


def is_public(words: Sequence[str], lang: str, listed: Public) -> bool:
    """Whether the words of a name, patronymics and initials left out, all belong to one listed name, its last word among them."""
    candidates: list[tuple[str, ...]] = []
    for word in words:
        for form in {normal(word, "person", lang), word.casefold()}:
            candidates += listed.names.get(key(form), ())
    for whole in dict.fromkeys(candidates):
        met = [_place(word, lang, whole) for word in words]
        if None not in met and (len(whole) - 1 in met or len(words) > 1):
            return True
    return False


def spoken(text: str) -> str:
    """The language a text's names are read in: ru, uk or en."""
    code = language(text).code
    return code if code in ("ru", "uk", "en") else "ru"
