"""What each language says of numbers, read from `numerals_LANGUAGE.toml` and unfolded into the forms that stand in texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from offscript.text.beside import toml_beside
from offscript.text.ground import ground
from offscript.text.inflect import forms
from offscript.text.morphology import readings

LANGUAGES = ("ru", "uk", "en")


@dataclass(frozen=True)
class Scale:
    """A word for a power of ten, or a dozen: its value, and whether the form can be the plural that says `many of them`."""

    value: float
    plural: bool


_ARTICLES = frozenset({"a", "an", "half", "one", "ни"})


@dataclass(frozen=True)
class Numerals:
    """Words of a language by which quantities are said; keys and words as `ground` makes them."""

    language: str
    number: Mapping[str, float]
    scale: Mapping[str, Scale]
    whole: Mapping[str, float]
    share: Mapping[str, float]
    ordinal_share: Mapping[str, float]
    fold: Mapping[str, float]
    unit: Mapping[str, str]
    qualifier: Mapping[str, str]
    after: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    time: Mapping[str, frozenset[str]]
    before_number: frozenset[str]
    after_number: frozenset[str]
    context: Mapping[str, frozenset[str]]
    lemma: Mapping[str, str]

    @cached_property
    def begins(self) -> frozenset[str]:
        """Every word an amount can begin with that is not written in digits."""
        values = (self.number, self.scale, self.whole, self.share, self.ordinal_share, self.fold)
        phrases = (self.words[name] for name in ("several", "none", "every", "one"))
        first = (phrase.split(" ")[0] for said in phrases for phrase in said)
        return _ARTICLES.union(first, *values)


def _forms(word: str, language: str) -> set[str]:
    """All forms of a word; of an abbreviation or a phrase only itself."""
    if language == "en" or (not word.isalpha() and "'" not in word) or len(word) < 3:
        return {ground(word)}
    return {ground(word)} | {ground(form) for form in forms(word, language)}


def _values(table: Mapping[str, list[str]], language: str) -> dict[str, float]:
    """Value of every form."""
    return {form: float(value) for value, words in table.items() for word in words for form in _forms(word, language)}


def _plural(form: str, language: str) -> bool:
    """Whether a form of a scale may be a bare plural: `тысячи`, `сотен`, `thousands`."""
    if language == "en":
        return form.endswith("s")
    found = [one.grammar for one in readings(form, language) if one.part == "NOUN"]
    return any("plur" in one for one in found) and not any({"sing", "nomn"} <= one for one in found)


def _flat(table: Mapping[str, list[str]], language: str, inflected: bool) -> dict[str, str]:
    return {
        form: name
        for name, words in table.items()
        for word in words
        for form in (_forms(word, language) if inflected else {ground(word)})
    }


def _sets(table: Mapping[str, Any], language: str, inflected: Iterable[str] = ()) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(
            form for word in words for form in (_forms(word, language) if name in inflected else {ground(word)})
        )
        for name, words in table.items()
    }


@cache
def numerals(language: str) -> Numerals:
    """Words for quantities in Russian, Ukrainian or English."""
    given = toml_beside("offscript.find.figures", f"numerals_{language}")
    scale = {form: Scale(value, _plural(form, language)) for form, value in _values(given["scale"], language).items()}
    bent = ("one", "several", "part", "every", "percent", "fold")
    return Numerals(
        language=language,
        number=_values(given["number"], language),
        scale=scale,
        whole=_values(given["whole"], language),
        share=_values(given["share"], language),
        ordinal_share=_values(given["ordinal_share"], language),
        fold=_values(given["fold"], language),
        unit=_flat(given["unit"], language, inflected=True),
        qualifier=_flat(given["qualifier"], language, inflected=False),
        after=_flat(given["after"], language, inflected=False),
        words=_sets(given["words"], language, bent),
        time=_sets(given["time"], language, ("words", "months")),
        before_number=frozenset(ground(word) for word in given["not"]["before"]),
        after_number=frozenset(ground(word) for word in given["not"]["after"]),
        lemma=given.get("lemma", {}),
        context=_sets(given["context"], language, ("change", "amount_of", "classifier", "square")),
    )
