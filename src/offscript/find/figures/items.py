"""What is counted: the unit of a measure, and the head noun of what stands in the genitive after the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from offscript.find.figures.amounts import Amount
from offscript.find.figures.numerals import Numerals
from offscript.find.figures.tokens import CURRENCIES, Token
from offscript.text.morphology import Reading, participle, readings

_REACH = 5
_MODEL = 3
_OBLIQUE = frozenset({"plur", "datv"})
"""`по двум уголовным делам`: after a number in the dative noun and adjective are in it too."""
_FURTHER = frozenset({"more", "further", "additional", "other", "extra"})
_COMPARED = frozenset({"больше", "меньше", "более", "менее", "більше", "менше", "выше", "ниже"})
_POINTS = ("процентныхпункт", "відсотковихпункт", "процентногопункт")


class Counted(NamedTuple):
    """Unit of measure, lemma of what is counted, and the token after it; `implied` where the noun stood before."""

    unit: str | None
    item: str | None
    last: int
    implied: bool = False


def _noun(token: Token, language: str) -> Reading | None:
    """The noun a word of Russian or Ukrainian is: in the genitive first, as numbers ask, else in any case."""
    found = [one for one in readings(token.text, language) if one.part == "NOUN"]
    if not found:
        return None
    return next((one for one in found if "gent" in one.grammar), found[0])


def _person(token: Token, words: Numerals) -> str | None:
    """Base form of an adjective or participle that names persons: `погибших`, `военнослужащих`."""
    named = [one.lemma for one in readings(token.text, words.language) if one.part == "ADJF"]
    bases = [*named, participle(token.text, words.language)]
    return next((base for base in bases if base in words.context["person"]), None)


def _after(row: Sequence[Token], last: int, words: Numerals) -> tuple[str | None, int]:
    """Head noun after a number in Russian or Ukrainian: adjectives are passed over, classifiers and units count their genitive."""
    passed: str | None = None
    at = last
    while at < min(len(row), last + _REACH):
        token = row[at]
        if token.text in '«"“' and at + 1 < len(row):
            at += 1
            continue
        if not token.word or token.ground in words.context["stop"]:
            break
        if len(token.text) > 1 and token.text.isupper() and readings(token.text, words.language)[0].part != "ADJF":
            return (token.ground, at + 1) if passed is None else (passed, at)
        first = readings(token.text, words.language)[0]
        if first.part in ("COMP", "ADVB", "PRED") and not token.text.isupper():
            break
        noun = _noun(token, words.language)
        following = row[at + 1] if at + 1 < len(row) else None
        person = _person(token, words)
        adjective = first.part in ("ADJF", "PRTF") and not (person and not _agrees(following, words))
        if adjective and following is not None and following.word and (noun is None or _agrees(following, words)):
            at += 1
            continue
        if person is not None:
            return person, at + 1
        if noun is None:
            break
        if noun.lemma in words.context["classifier"] or token.ground in words.context["classifier"]:
            passed, at = noun.lemma, at + 1
            continue
        return words.lemma.get(noun.lemma, noun.lemma), at + 1
    return passed, at


def _agrees(following: Token | None, words: Numerals) -> bool:
    """Whether a noun in the genitive plural follows, of which the word before is the adjective."""
    if following is None or not following.word or following.ground in words.context["stop"]:
        return False
    found = readings(following.text, words.language)
    counted = any(one.part == "NOUN" and ("gent" in one.grammar or one.grammar >= _OBLIQUE) for one in found)
    return counted or found[0].part in ("ADJF", "PRTF")


def _designation(row: Sequence[Token], at: int) -> bool:
    """`D-30`, `T-72` between a number and what it counts."""
    if at + _MODEL > len(row) or not row[at].text.isupper():
        return False
    return row[at + 1].text == "-" and row[at + 2].kind == "number"


def _names_more(row: Sequence[Token], at: int, words: Numerals) -> bool:
    """Whether an English noun in the plural follows, so that the word before only says which."""
    return at < len(row) and row[at].word and row[at].text.islower() and row[at].ground.endswith("s")


def _english(row: Sequence[Token], last: int, words: Numerals) -> tuple[str | None, int]:
    """Head noun after an English number: the first plural of the run of words, else its last word."""
    run: list[int] = []
    at = last
    if at < len(row) and row[at].ground == "of" and at + 1 < len(row):
        at += 1
        while at < len(row) and row[at].ground in ("the", "its", "their", "his", "her", "all", "these", "those"):
            at += 1
    while at < min(len(row), last + _REACH + 2):
        token = row[at]
        if token.text == "-" and run and at + 1 < len(row) and row[at + 1].word:
            at += 1
            continue
        if _designation(row, at):
            at += _MODEL
            continue
        if token.ground in _FURTHER and not run and at + 1 < len(row) and row[at + 1].word:
            at += 1
            continue
        if token.ground in words.context["fallen"] and not run and not _names_more(row, at + 1, words):
            return token.ground, at + 1
        if not token.word or token.ground in words.context["stop"] or token.ground in words.scale:
            break
        run.append(at)
        lemma = readings(token.text, "en")[0].lemma
        plural = token.ground in words.context["irregular"] or (
            token.ground.endswith("s") and not token.ground.endswith("ss") and lemma != token.ground
        )
        if plural and token.ground not in words.context["not_noun"] and token.text[0].islower():
            if lemma in words.context["classifier"] and at + 1 < len(row) and row[at + 1].ground == "of":
                return _english(row, at + 1, words)
            return lemma, at + 1
        at += 1
    lower = [place for place in run if row[place].text[0].islower() and not row[place].ground.endswith(("ly", "ed"))]
    return (readings(row[lower[-1]].text, "en")[0].lemma, lower[-1] + 1) if lower else (None, last)


def _before(row: Sequence[Token], first: int, words: Numerals) -> str | None:
    """What a number counts whose noun stands before it: `число погибших достигло 19`, `подписей стало 84`, `losses rose to 40`."""
    for at in range(first - 1, max(-1, first - 9), -1):
        token = row[at]
        if token.text in (".", ";", "!", "?", ",", ":") or token.kind == "number":
            break
        if not token.word:
            continue
        if words.language == "en":
            if token.ground in words.context["amount_of"]:
                return _english_of(row, at, words)
            continue
        noun = _noun(token, words.language)
        if (person := _person(token, words)) is not None:
            return person
        if noun is None or token.ground in words.context["stop"] or (token.text[0].isupper() and at > 0):
            continue
        if noun.lemma in words.context["amount_of"]:
            item, _ = _after(row, at + 1, words)
            return item or noun.lemma
        if "gent" in noun.grammar and "plur" in noun.grammar and at + 1 < first:
            return noun.lemma
    return None


def _english_of(row: Sequence[Token], at: int, words: Numerals) -> str | None:
    if at + 2 < len(row) and row[at + 1].ground == "of":
        return _english(row, at + 2, words)[0]
    if row[at].ground == "toll" and at and row[at - 1].word and row[at - 1].ground not in words.context["stop"]:
        return row[at - 1].ground
    return row[at].ground if row[at].ground in ("losses", "toll") else None


def _points(row: Sequence[Token], found: Amount, words: Numerals) -> int | None:
    """Where `п.п.`, `percentage points` ends after an amount; None where there is none."""
    spelled = {point.replace(" ", "") for point in words.words["points"]}
    begin = found.last - 1 if found.form == "share" and row[found.last - 1].word else found.last
    for length in (4, 3, 2):
        said = "".join(token.ground for token in row[begin : begin + length])
        if said in spelled or (words.language != "en" and said.startswith(_POINTS)):
            return begin + length
    return None


def _square(row: Sequence[Token], at: int, words: Numerals) -> tuple[str, int] | None:
    """`квадратных метров`, `кв. км`: a measure of area."""
    place = at + 1 + (at + 1 < len(row) and row[at + 1].text == ".")
    unit = words.unit.get(row[place].ground) if place < len(row) else None
    return (f"{unit}²", place + 1) if unit in ("m", "km", "mi") else None


def _unit(row: Sequence[Token], found: Amount, words: Numerals) -> tuple[str | None, int]:
    """Unit of a measure after an amount, or a currency's sign before it; and the token after it."""
    points = _points(row, found, words)
    if found.form == "share" or points:
        return ("pp", points) if points else ("%", found.last)
    if found.form == "fold":
        return "times", found.last
    if found.first and row[found.first - 1].text in ("$", "€", "£", "₽", "₴"):
        return words.unit.get(row[found.first - 1].text), found.last
    if found.last >= len(row):
        return None, found.last
    token = row[found.last]
    if token.ground in words.context["square"] and (flat := _square(row, found.last, words)):
        return flat
    for length in (3, 1):
        said = "".join(one.ground for one in row[found.last : found.last + length])
        if (unit := words.unit.get(said)) is not None:
            long_enough = (
                len(said) > 1 or not said.isalpha() or (row[found.last].end - token.start == 1 and token.text.islower())
            )
            if long_enough:
                return unit, found.last + length
    return None, found.last


def _governed(row: Sequence[Token], at: int, words: Numerals) -> bool:
    """Whether what follows a measure stands in the genitive it asks for (`рублей ущерба`)."""
    if words.language == "en":
        return row[at].ground == "of"
    noun = [one for one in readings(row[at].text, words.language) if one.part in ("NOUN", "ADJF", "PRTF")]
    return bool(noun) and noun[0].part == "NOUN" and "gent" in noun[0].grammar


def _english_item(
    row: Sequence[Token], found: Amount, unit: str | None, last: int, words: Numerals
) -> tuple[str | None, int]:
    """What an English amount counts: after a measure only what `of` names, after a multiple what is `as many`."""
    if unit == "times":
        begins = last
        while last < len(row) and row[last].ground in ("as", "many", "much", "more", "the", "number", "of"):
            last += 1
        if last == begins:
            return None, last
    elif unit is not None and unit != "%" and not (last < len(row) and row[last].ground == "of"):
        return None, last
    if found.high in (0.0, 1.0) and unit is None and last < len(row) and row[last].word and row[last].text[0].islower():
        return readings(row[last].text, "en")[0].lemma, last + 1
    return _english(row, last, words)


def counted(row: Sequence[Token], found: Amount, words: Numerals) -> Counted:
    """Unit and item of an amount, as far as its sentence tells."""
    unit, last = _unit(row, found, words)
    if (
        last < len(row)
        and row[last].text == "."
        and unit
        and last + 1 < len(row)
        and row[last + 1].word
        and row[last + 1].text[0].islower()
    ):
        last += 1
    while unit and last < len(row) and words.unit.get(row[last].ground) == unit:
        last += 1
    if words.language == "en":
        item, end = _english_item(row, found, unit, last, words)
    else:
        while unit == "times" and last < len(row) and row[last].ground in _COMPARED:
            last += 1
        item, end = _after(row, last, words)
    if unit in CURRENCIES and item is not None and not _governed(row, last, words):
        item, end = None, last
    if item is not None and (item in words.time["words"]):
        item, end = None, last
    if item is None and unit is None:
        before = _before(row, found.first, words)
        return Counted(None, before, last, before is not None)
    return Counted(unit, item, end if item else last)
