"""Verbs around a number: of change, of loss and harm."""

from __future__ import annotations

from collections.abc import Sequence

from offscript.find.figures.numerals import Numerals
from offscript.find.figures.tokens import Token
from offscript.text.morphology import english_lemma, readings


def verb(token: Token, words: Numerals, among: str) -> str | None:
    """Lemma of a word if it is a verb, participle or noun of action in a list."""
    if words.language == "en":
        lemma = english_lemma(token.ground)
        return lemma if lemma in words.context[among] or token.ground in words.context[among] else None
    if among == "change":
        return token.ground if token.ground in words.context["change"] else None
    found = (
        one.lemma
        for one in readings(token.text, words.language)
        if one.part in ("VERB", "INFN", "PRTS", "PRTF", "GRND")
    )
    return next((lemma for lemma in found if lemma in words.context[among]), None)


def changes(row: Sequence[Token], first: int, words: Numerals) -> bool:
    """Whether a verb of change governs the amount: then `до 4000` is what it came to, not a ceiling."""
    for token in reversed(row[max(0, first - 9) : first]):
        if token.text in (";", ".", "!", "?"):
            return False
        if token.word and verb(token, words, "change"):
            return True
    return False
