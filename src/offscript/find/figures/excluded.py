"""Numbers that are no figures of the matter: dates, times, scores, phones, addresses, article numbers, calibres, names of units."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from offscript.find.figures.amounts import Amount
from offscript.find.figures.numerals import Numerals
from offscript.find.figures.tokens import Token
from offscript.text.morphology import readings

_DASHES = "-–—‑−"
_CARDINAL = frozenset({"х", "ти", "ми", "и", "мя", "ух", "ох", "ёх", "ма", "ьох", "рьох", "та"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_DOT_MONTH = re.compile(r"[0-3]?\d\.[01]\d")
_CLOCK_DOT = re.compile(r"[0-2]?\d\.[0-5]\d")
_NAMING = ("#", "№", "@", "_", "/", "\\", "^", ":")
_WHICH = frozenset({"full", "more", "whole", "long", "consecutive", "straight", "calendar", "working"})
_SINCE = frozenset({"in", "since", "of", "until", "from", "by", "before", "after", "for", "the", "during"})
_CHAIN = 3
_APART = 2
_AGES = ("0", "3", "6", "12", "16", "18", "21")
_PHONE = 7
_FEW_UNITS = 20
_LENGTHS = ("km", "m", "mi")
_SINGLE = frozenset("кпчдгст")


def _touches(row: Sequence[Token], one: int, other: int) -> bool:
    return 0 <= one < other < len(row) and row[one].end == row[other].start


def _glued(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """Part of a word or name: `Т-72`, `F-16`, `5G`, `72-я`, `#1`, `17-летний`."""
    first, last = found.first, found.last
    followed = _touches(row, last - 1, last)
    dashed = followed and row[last].text in _DASHES and _touches(row, last, last + 1) and row[last + 1].word
    if found.words:
        return dashed
    if _touches(row, first - 1, first):
        before = row[first - 1]
        joined = before.text in _DASHES and _touches(row, first - 2, first - 1)
        if before.word or before.text in _NAMING or (joined and (row[first - 2].word or row[first - 2].text in '»"')):
            return True
    if dashed:
        return row[last + 1].ground not in _CARDINAL
    if not followed:
        return False
    after = row[last]
    measured = after.ground in words.unit or after.ground in words.scale
    return after.text in ("^", "_") or (after.word and row[last - 1].kind == "number" and not measured)


def _joined(row: Sequence[Token], at: int) -> bool:
    """Whether another number follows a number, joined to it by a mark without blanks."""
    if at < 0 or at + 2 >= len(row) or row[at + 1].text not in ("-", "–", "/", ".", ":"):
        return False
    numbers = row[at].kind == row[at + 2].kind == "number"
    return numbers and _touches(row, at, at + 1) and _touches(row, at + 1, at + 2)


def _chained(row: Sequence[Token], found: Amount) -> bool:
    """Phones, ISO dates, scores, clock times, versions: digits joined by marks."""
    first, text = found.first, row[found.first].text
    if row[first].kind != "number":
        return False
    if text.count(".") > 1 and not re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return True
    if _joined(row, first - 2):
        return True
    length, at = 1, first
    while _joined(row, at):
        if row[at + 1].text == ":" or (row[at + 1].text == "/" and found.form != "share"):
            return True
        length, at = length + 1, at + 2
    plus = _touches(row, first - 1, first) and row[first - 1].text == "+"
    falls = length > 1 and found.last == first + 1
    return length >= _CHAIN or falls or (plus and len(re.sub(r"\D", "", text)) >= _PHONE)


def _in_time(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """Dates, years, hours and spans of time."""
    first, last = found.first, found.last
    token = row[first]
    before = row[first - 1].ground if first else ""
    if before == "." and first > 1:
        before = row[first - 2].ground
    after = [one.ground for one in row[last : last + 3]]
    if any(word in words.time["words"] for word in _noun_after(row, last, words)):
        return True
    both = len(after) > 2 and after[0] in ("и", "і", "та", "and", "или") and row[last + 1].kind == "number"
    if both and after[2] in words.time["words"]:
        return True
    if after and (after[0] in words.time["months"] or after[0] in words.time["clock"]):
        return True
    if before in words.time["months"] and found.form == "count" and (found.high or 0) <= 31:
        return True
    if found.form != "count" or token.kind != "number" or last - first > _CHAIN:
        return False
    if (
        words.language != "en"
        and last == first + 1
        and _DAY_DOT_MONTH.fullmatch(token.text)
        and token.text.count(".") == 1
    ):
        day, month = (int(part) for part in token.text.split("."))
        if (day <= 31 and 1 <= month <= 12) or _CLOCK_DOT.fullmatch(token.text):
            return not (after and (after[0] in words.scale or after[0] in words.unit or after[0] == "%"))
    return _is_year(row, found, words)


def _noun_after(row: Sequence[Token], last: int, words: Numerals) -> list[str]:
    """The word after an amount, and the next one where the first only says which (`последних дней`, `full days`)."""
    kept = []
    for token in row[last : last + 2]:
        if not token.word:
            break
        kept.append(token.ground)
        which = token.ground in _WHICH
        if not which and (
            words.language == "en" or readings(token.text, words.language)[0].part not in ("ADJF", "PRTF")
        ):
            break
    return kept


def _is_year(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`2022`, `2014–2022`: years, unless something in the plural follows."""
    last = row[found.last - 1]
    if not (_YEAR.fullmatch(row[found.first].text) and _YEAR.fullmatch(last.text)):
        return False
    if found.last - found.first not in (1, _CHAIN):
        return False
    following = row[found.last] if found.last < len(row) else None
    if following is None or not following.word:
        return True
    if words.language == "en":
        before = row[found.first - 1].ground if found.first else ""
        return before in _SINCE or not following.ground.endswith("s")
    return not any("gent" in one.grammar and "plur" in one.grammar for one in readings(following.text, words.language))


def _plural(token: Token, words: Numerals) -> bool:
    """Whether a word stands in the plural a count asks for, or is a scale or a measure."""
    if not token.word or not token.text[0].islower():
        return False
    if token.ground in words.scale or token.ground in words.unit or words.language == "en":
        return True
    return any({"plur", "gent"} <= one.grammar for one in readings(token.text, words.language))


def _times(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`4 раза`, `three times`: how often, which counts nothing."""
    return found.form == "count" and found.last < len(row) and row[found.last].ground in words.words["fold"]


def _numbered(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`статья 275`, `дом 5`, `№ 3`, `Windows 11`: a number that names."""
    at = found.first - 1
    dotted = at >= 0 and row[at].text == "."
    at -= dotted
    if at < 0:
        return False
    before = row[at]
    single = before.ground in _SINGLE or before.ground in ("no", "st")
    if before.ground in words.before_number and (dotted or not single) and found.form == "count" and not found.words:
        return True
    if before.ground in words.before_number and not single and found.words and words.language == "en":
        return True
    if found.words or dotted or not before.word or not before.text[0].isupper() or found.form != "count":
        return False
    latin_name = words.language != "en" and before.text.isascii()
    english_name = words.language == "en" and at > 0
    following = row[found.last] if found.last < len(row) else None
    counted = following is not None and (_plural(following, words) or following.text == "%")
    return (latin_name or english_name) and not counted and found.last == found.first + 1


def _names_unit(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`93 бригада`, `152 мм`, `3 этаж`: the number of a unit or a size, told by a singular where a count would take a plural."""
    if found.last >= len(row) or found.form != "count" or found.words or found.high is None:
        return False
    token = row[found.last]
    if token.ground in ("мм", "mm"):
        return True
    if words.language == "en":
        return token.ground in words.after_number and found.low != 1
    lemmas = [one for one in readings(token.text, words.language) if one.lemma in words.after_number]
    if not lemmas and token.ground not in words.after_number:
        return False
    marks = frozenset().union(*(one.grammar for one in lemmas))
    if {"plur", "gent"} <= marks:
        return False
    last_digit = int(found.high) % 10
    counted = "gent" in marks and last_digit in (2, 3, 4) and found.high <= _FEW_UNITS
    return not counted and found.high != 1


def _half_of_time(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`первая половина`, `second half`: a part of a match or a day."""
    if found.form != "share" or not found.words or not found.first:
        return False
    before = row[found.first - 1].ground
    if words.language == "en":
        return before in ("first", "second", "other", "better", "latter")
    lemma = readings(row[found.first - 1].text, words.language)[0].lemma
    return lemma in ("первый", "второй", "другой", "перший", "другий", "інший", "лучший", "прекрасный", "вторая")


def _rated(row: Sequence[Token], found: Amount) -> bool:
    """`18+`, `+16`: an age for which something is fit."""
    if row[found.first].text not in _AGES or found.last != found.first + 1:
        return False
    before = _touches(row, found.first - 1, found.first) and row[found.first - 1].text == "+"
    after = _touches(row, found.first, found.last) and row[found.last].text == "+"
    beyond = row[found.last + after] if found.last + after < len(row) else None
    return (
        (before or after)
        and not (beyond and beyond.word and beyond.text[0].islower())
        and not (beyond and beyond.text == "°")
    )


def _clock_half(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`половина третьего`: half past two."""
    if found.form != "share" or not found.words or found.last >= len(row) or words.language == "en":
        return False
    return any("Anum" in one.grammar for one in readings(row[found.last].text, words.language))


def _marked(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`8 баллов из 10`, `8 out of 10` points: marks given, which count nothing."""
    near = row[max(0, found.first - 3) : found.last + 2]
    return any(token.ground in words.context["points"] for token in near) and found.form == "count"


def _away(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`в 15 км от границы`, `минус двадцать`: how far off a place is, how cold it is."""
    before = row[found.first - 1].ground if found.first else ""
    if before in words.context["minus"]:
        return True
    if found.last + 1 >= len(row) or words.unit.get(row[found.last].ground) not in _LENGTHS:
        return False
    return row[found.last + 1].ground in words.context["away"]


def _an_id(row: Sequence[Token], found: Amount) -> bool:
    """Long digits without blanks that measure nothing."""
    long = (
        row[found.first].kind == "number" and row[found.first].text.isdigit() and len(row[found.first].text) >= _PHONE
    )
    return long and found.last == found.first + 1 and not (found.last < len(row) and row[found.last].word)


def excluded(row: Sequence[Token], found: Amount, words: Numerals, line_start: bool) -> bool:
    """Whether an amount is no figure of the matter; `line_start`: the row begins its line, where items are numbered."""
    if math.isnan(found.low or 0) or math.isnan(found.high or 0):
        return True
    if found.low is not None and found.high is not None and found.low > found.high:
        return True
    enumerates = line_start and found.first == 0 and found.last == 1 and len(row) > 1 and row[0].kind == "number"
    if enumerates and ((row[1].text in (")", ".") and _touches(row, 0, 1)) or row[1].start - row[0].end >= _APART):
        return True
    checks = (_clock_half, _times, _glued, _in_time, _numbered, _names_unit, _half_of_time, _away, _marked)
    return (
        _chained(row, found)
        or _rated(row, found)
        or _an_id(row, found)
        or any(check(row, found, words) for check in checks)
    )
