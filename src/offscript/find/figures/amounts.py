"""Amounts in a row of tokens: numbers in digits and words, scales, ranges, shares, n-fold; where each begins and ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from offscript.find.figures.numerals import Numerals
from offscript.find.figures.tokens import Token
from offscript.find.figures.verbs import changes

_COMPARED = frozenset({"as", "more", "higher", "larger", "greater", "the", "that", "bigger"})
_DASHES = "-–—‑−"


class Amount(NamedTuple):
    """An amount in tokens `[first, last)`.

    `low, high`: bounds, None where open; `form`: count, share, fold; `qualifier`: said by the words themselves (`+`);
    `vague`: neither bound is a number that was said (`десятки`); `words`: not written in digits.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    form: str = "count"
    qualifier: str | None = None
    vague: bool = False
    words: bool = False


def phrase(row: Sequence[Token], at: int, length: int) -> str:
    """So many tokens from a place on, as they are compared; nothing where there are not so many."""
    return " ".join(token.ground for token in row[at : at + length]) if at >= 0 and at + length <= len(row) else ""


class _Part(NamedTuple):
    """A number without range or share in tokens `[first, last)`."""

    first: int
    last: int
    low: float
    high: float | None
    words: bool
    scale: float = 1.0


def _next_to(row: Sequence[Token], at: int) -> bool:
    """Whether a token stands right after the one before it, without a blank."""
    return at > 0 and row[at].start == row[at - 1].end


def _in_words(row: Sequence[Token], at: int, words: Numerals) -> tuple[float, int] | None:
    """A number below a thousand said in words: its value and where it ends. Each word is smaller than what can follow it."""
    total, limit, last = 0.0, math.inf, at
    while last < len(row):
        hyphen = row[last].text in _DASHES and last > at and _next_to(row, last) and last + 1 < len(row)
        place = last + 1 if hyphen and _next_to(row, last + 1) else last
        token = row[place]
        value = words.number.get(token.ground)
        if value is None or not token.word:
            break
        size = 10 ** math.floor(math.log10(value)) if value >= 1 else 1
        if value >= limit or (limit <= 1) or (words.language != "en" and place != last):
            break
        total, last = total + value, place + 1
        limit = size if 20 <= value < 1000 and size > 1 else 0
        if words.language == "en" and last < len(row) and row[last].ground == "hundred":
            total, last, limit = total * 100, last + 1, 100
            if last + 1 < len(row) and row[last].ground == "and" and row[last + 1].ground in words.number:
                last += 1
    return (total, last) if last > at else None


def _several(row: Sequence[Token], at: int, words: Numerals) -> tuple[int, bool] | None:
    """Where `несколько`, `a few` ends, and whether it says exactly two (`пара`, `a couple of`)."""
    for length in (3, 2, 1):
        said = phrase(row, at, length)
        if said in words.words["several"]:
            return at + length, said in ("a couple of", "couple of", "a couple") or said.startswith("пар")
    return None


def _scaled(row: Sequence[Token], at: int, words: Numerals) -> tuple[float, int]:
    """Product of the scale words from a place on (`десятки тысяч`, `hundred thousand`), and where they end."""
    factor, last = 1.0, at
    while last < len(row):
        token = row[last]
        if token.text == "." and last > at and row[last - 1].ground in ("тыс", "млн", "млрд", "тис", "руб", "трлн"):
            last += 1
            break
        if (
            words.language == "en"
            and token.ground == "of"
            and last > at
            and last + 1 < len(row)
            and (row[last + 1].ground in words.scale)
        ):
            last += 1
            continue
        scale = words.scale.get(token.ground) or (_short_scale(row, last) if token.word else None)
        if scale is None or (token.ground in ("m", "k") and not _next_to(row, last)):
            break
        factor, last = factor * (scale.value if hasattr(scale, "value") else scale), last + 1
    return factor, last


def _short_scale(row: Sequence[Token], at: int) -> float | None:
    """`17к`, `17k`: a thousand, written against the digits."""
    letter = row[at].text in ("к", "k", "К", "K")
    return 1000.0 if letter and _next_to(row, at) and row[at - 1].kind == "number" else None


def _part(row: Sequence[Token], at: int, words: Numerals) -> _Part | None:
    """The number that begins at a token, with its scales."""
    token = row[at]
    if token.kind == "number":
        factor, last = _scaled(row, at + 1, words)
        return _Part(at, last, token.value * factor, token.value * factor, False, factor)
    if not token.word:
        return None
    if (whole := words.whole.get(token.ground)) is not None:
        factor, last = _scaled(row, at + 1, words)
        return _Part(at, last, whole * factor, whole * factor, True, factor)
    if several := _several(row, at, words):
        factor, last = _scaled(row, several[0], words)
        if factor == 1.0:
            return None
        return _Part(at, last, 2 * factor, 2 * factor if several[1] else None, True, factor)
    if said := _in_words(row, at, words):
        value, last = said
        if last < len(row) and phrase(row, last, 2) in words.words["half"]:
            value, last = value + 0.5, last + 2
        elif words.language == "en" and phrase(row, last, 3) == "and a half":
            value, last = value + 0.5, last + 3
        factor, last = _scaled(row, last, words)
        return _Part(at, last, value * factor, value * factor, True, factor)
    return _bare_scale(row, at, words)


def _bare_scale(row: Sequence[Token], at: int, words: Numerals) -> _Part | None:
    """`тысяча`, `десятки тысяч`, `a million`, `half a million`: a scale without a number before it."""
    token = row[at]
    first, factor = at, 1.0
    if words.language == "en":
        if (
            token.ground == "half"
            and at + 2 < len(row)
            and row[at + 1].ground == "a"
            and row[at + 2].ground in words.scale
        ):
            first, factor = at + 2, 0.5
        elif token.ground in ("a", "an", "one") and at + 1 < len(row) and row[at + 1].ground in words.scale:
            first = at + 1
    scale = words.scale.get(row[first].ground)
    if scale is None or len(row[first].text) < 2:
        return None
    product, last = _scaled(row, first, words)
    value = product * factor
    open_above = scale.plural and first == at and not _governed(row, at, words)
    return _Part(at, last, value, None if open_above else value, True, product)


def _governed(row: Sequence[Token], at: int, words: Numerals) -> bool:
    """Whether a Russian or Ukrainian form that may be plural is the genitive singular a preposition asks for (`около тысячи`)."""
    if words.language == "en" or not at:
        return False
    return row[at].ground.endswith(("и", "і", "ы", "а", "у")) and row[at - 1].ground in words.words["govern"]


def _and_more(row: Sequence[Token], part: _Part, words: Numerals) -> _Part:
    """`1 млн 200 тыс`, `две тысячи триста`: a smaller number that completes a scaled one."""
    while part.last < len(row) and part.scale >= 1000 and part.high is not None:
        skip = 1 if words.language == "en" and row[part.last].ground == "and" else 0
        more = _part(row, part.last + skip, words) if part.last + skip < len(row) else None
        if (
            more is None
            or more.high is None
            or more.high >= part.scale
            or (more.words != part.words and more.scale == 1.0)
        ):
            break
        if not more.words and row[more.first].decimals:
            break
        part = _Part(part.first, more.last, part.low + more.low, part.high + more.high, part.words, more.scale)
        if more.scale < 1000:
            break
    return part


def number(row: Sequence[Token], at: int, words: Numerals) -> _Part | None:
    """The whole number that begins at a token."""
    part = _part(row, at, words)
    return _and_more(row, part, words) if part else None


def _range(row: Sequence[Token], part: _Part, words: Numerals) -> _Part | None:
    """`60–75 тысяч`, `от 5 до 10`, `two or three`: the second end takes its scale to the first where only it has one."""
    at = part.last
    if at + 2 < len(row) and row[at].ground in words.unit and row[at + 1].ground in ("до", "to", "-", "–", "—"):
        at += 1
    if part.high is None or at + 1 >= len(row) or row[at].ground not in words.words["range"]:
        return None
    dash = row[at].text in _DASHES
    begins = part.first > 0 and row[part.first - 1].ground in words.words["from"]
    if row[at].ground in ("до", "to", "and") and not begins and row[at].ground != "to":
        return None
    other = number(row, at + 1, words)
    if other is None or other.high is None:
        return None
    if begins and row[at].ground in ("до", "to") and changes(row, part.first, words):
        return None
    low = part.low * (
        other.scale if part.scale == 1.0 and other.scale > 1 and part.low < other.low / other.scale * 10 else 1.0
    )
    if low >= other.low or (row[at].ground in ("или", "або", "чи", "or") and other.low > low * 3):
        return None
    if dash and part.words and not _next_to(row, at) and other.low > low * 3:
        return None
    return _Part(part.first, other.last, low, other.low, part.words, other.scale)


def _percent(row: Sequence[Token], at: int, words: Numerals) -> int | None:
    """Where `%`, `процентов`, `per cent` ends; None where there is none."""
    if at >= len(row):
        return None
    if row[at].text == "%":
        return at + 1
    for length in (2, 1):
        if phrase(row, at, length) in words.words["percent"]:
            return at + length
    return None


def _share(row: Sequence[Token], at: int, words: Numerals) -> Amount | None:
    """`половина`, `две трети`, `a third`, `каждый пятый`, `one in five`: as percent."""
    said = phrase(row, at, 2)
    if words.language == "en":
        return _english_share(row, at, said, words)
    token = row[at]
    if token.ground in words.words["every"] and at + 1 < len(row) and row[at + 1].ground in words.ordinal_share:
        value = words.ordinal_share[row[at + 1].ground]
        return Amount(at, at + 2, value, value, "share", None, False, True)
    times, place = 1.0, at
    if token.ground in words.number and at + 1 < len(row):
        times, place = words.number[token.ground], at + 1
    elif token.ground in words.words["one"] and at + 1 < len(row):
        place = at + 1
    if row[place].ground in words.share:
        value = times * words.share[row[place].ground]
        return Amount(at, place + 1, value, value, "share", None, False, True) if value <= 100 else None
    part_of = place + 1 < len(row) and row[place + 1].ground in words.words["part"]
    if row[place].ground in words.ordinal_share and (part_of or place > at):
        value = times * words.ordinal_share[row[place].ground]
        return Amount(at, place + 1 + part_of, value, value, "share", None, False, True) if value <= 100 else None
    return None


def _english_share(row: Sequence[Token], at: int, said: str, words: Numerals) -> Amount | None:
    token = row[at]
    if said == "one in" and at + 2 < len(row):
        of = number(row, at + 2, words)
        if of and of.low > 1:
            return Amount(at, of.last, 100 / of.low, 100 / of.low, "share", None, False, True)
    times, place = 1.0, at
    if token.ground in ("a", "one") and at + 1 < len(row):
        place = at + 1
    elif token.ground in words.number and at + 1 < len(row):
        times, place = words.number[token.ground], at + 1 + (row[at + 1].text == "-")
    if place >= len(row) or row[place].ground not in words.share:
        return None
    if place == at and row[place].ground != "half":
        return None
    if place + 1 < len(row) and row[place + 1].ground in ("a", "an", "past", "year", "hour", "time"):
        return None
    value = times * words.share[row[place].ground]
    return Amount(at, place + 1, value, value, "share", None, False, True) if value <= 100 else None


def _slash(row: Sequence[Token], at: int) -> Amount | None:
    """`2/3`: a share, where it is less than one and stands alone."""
    if at + 2 >= len(row) or row[at + 1].text != "/" or row[at + 2].kind != "number":
        return None
    top, bottom = row[at].value, row[at + 2].value
    joined = _next_to(row, at + 1) and _next_to(row, at + 2) and not (at + 3 < len(row) and row[at + 3].text == "/")
    if not joined or not 0 < top < bottom <= 10:
        return None
    return Amount(at, at + 3, 100 * top / bottom, 100 * top / bottom, "share")


def _fold(row: Sequence[Token], part: _Part, words: Numerals) -> int | None:
    """Where `раза`, `times`, `-fold` ends after a number that is a multiple; None where it is none."""
    at = part.last
    if at < len(row) and row[at].text == "-" and at + 1 < len(row) and row[at + 1].ground == "fold":
        return at + 2
    if at < len(row) and row[at].text in ("×", "х", "x") and not _next_to(row, at):
        return None
    if at >= len(row) or row[at].ground not in words.words["fold"]:
        return None
    if words.language == "en":
        compared = any(token.ground in _COMPARED for token in row[at + 1 : at + 3])
        return at + 1 if compared else None
    before = row[part.first - 1].ground if part.first else ""
    return at + 1 if before in ("в", "у", "во") or before in words.qualifier else None


def amount(row: Sequence[Token], at: int, words: Numerals) -> Amount | None:
    """The amount that begins at a token; None where none does."""
    token = row[at]
    if token.kind != "number" and token.ground not in words.begins:
        return None
    if token.ground == "ни" and at + 2 < len(row) and row[at + 2].ground in words.words["one"]:
        return Amount(at, at + 3, 0.0, 0.0, "count", None, False, True)
    none = phrase(row, at, 2)
    if none in words.words["none"] or phrase(row, at, 3) in words.words["none"]:
        length = 2 if none in words.words["none"] else 3
        return Amount(at, at + length, 0.0, 0.0, "count", None, False, True)
    if token.ground in words.words["none"]:
        return Amount(at, at + 1, 0.0, 0.0, "count", None, False, True)
    if token.word and token.ground in words.fold and _folds(row, at, words):
        return Amount(at, at + 1, words.fold[token.ground], words.fold[token.ground], "fold", None, False, True)
    if found := _slash(row, at) if token.kind == "number" else _share(row, at, words):
        return found
    part = number(row, at, words)
    if part is None:
        return _one(row, at, words)
    part = _range(row, part, words) or part
    if (last := _percent(row, part.last, words)) is not None:
        other = _range(row, part._replace(last=last), words)
        if other and (after := _percent(row, other.last, words)) is not None:
            return Amount(at, after, other.low, other.high, "share", None, False, part.words)
        return Amount(at, last, part.low, part.high, "share", None, False, part.words)
    if (last := _fold(row, part, words)) is not None:
        return Amount(at, last, part.low, part.high, "fold", None, False, part.words)
    return Amount(at, part.last, part.low, part.high, "count", None, part.high is None, part.words)


def _folds(row: Sequence[Token], at: int, words: Numerals) -> bool:
    """Whether a word for n-fold compares: `twice as many`, and not `twice a week`."""
    if words.language != "en" or row[at].ground not in ("twice", "thrice", "double", "triple"):
        return True
    return at + 1 < len(row) and row[at + 1].ground in _COMPARED


def _one(row: Sequence[Token], at: int, words: Numerals) -> Amount | None:
    """`один человек`, `one soldier`: where a noun follows; `один из` and `one of` count nothing."""
    if row[at].ground not in words.words["one"] or at + 1 >= len(row) or not row[at + 1].word:
        return None
    if row[at + 1].ground in words.context["stop"]:
        return None
    return Amount(at, at + 1, 1.0, 1.0, "count", "one", False, True)
