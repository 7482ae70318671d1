"""Persons named in a text, found so that few are missed: by the dictionaries' marks of names, initials, endings and neighbours.

A recogniser trained on news (table `entity`) misses too many to hide people by. Here every capitalised word counts that a
dictionary knows as a given name, a patronymic or a surname, or foretells to be one by its ending (pymorphy3: OpenCorpora,
VESUM); any capitalised word beside initials or a given name; one after a word for a person; and other mentions of the same
surname in the text. What stands alone is weak: it falls where the recogniser sees a place or a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from offscript.find.entities.gazetteer import lands
from offscript.find.entities.names import normal
from offscript.find.people.public import Public, is_public, spoken
from offscript.text.beside import toml_beside
from offscript.text.morphology import Reading, analyser, english_lemma, participle, readings

_PIECE = re.compile(r"(?<![^\W_])(?:(?P<initial>[A-ZА-ЯЁІЇЄҐ])\.|(?P<word>[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*)(?![\d_]))")
_CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;\n•|]")
_LATIN_SURNAME = re.compile(
    r"(?:[a-z](?:ov|ova|ev|eva|iev|yev|iov|in|ina|yn|yna|enko|chenko|chuk|yuk|iuk|ski|sky|skyi|skiy|skyy|skii|ska|skaya|skaia|tsky|tskyi|"
    r"vich|vych|ich|yan|ian|shvili|adze|idze|uk|aiko|aylo|ailo|ets|yts|its|ych|iak|yak|ykh|ikh))$"
)
_UKRAINIAN_FATHER = re.compile(r"[іїи]вн(?:а|и|і|у|ою|о)$|[оий]вич(?:а|у|еві|ем|і)?$")
"""Patronymics, which the Ukrainian dictionary does not mark where it foretells them."""
_MOST = 4
_UNMARKED = frozenset[str]()
_JOINING = frozenset({"PREP", "CONJ", "PRCL"})
_ARTICLES = frozenset({"the", "a", "an"})
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_NAME, _FATHER, _SURNAME, _PLACE, _COMMON, _OTHER, _UNKNOWN = "N", "P", "S", "G", "C", "O", "U"
_OPENS = ("«", "“", '"', "„")
_MARKS = {"Name": _NAME, "Patr": _FATHER, "Surn": _SURNAME, "Geox": _PLACE, "Orgn": _PLACE}


class Person(NamedTuple):
    """A stretch `[start, end)` that names a person: `sure`; `alone`, so that a place or body may have that name; `amid`, a word
    like others with its capital within a sentence; or `doubtful`, the same where a sentence begins."""

    start: int
    end: int
    basis: str


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    initial: bool
    marks: frozenset[str]
    opens: bool
    """Whether it begins a sentence, or stands first in quotation marks."""


@cache
def _given() -> frozenset[str]:
    return frozenset(name.casefold() for name in toml_beside("offscript.find.people", "words")["given_en"].split())


@cache
def _rare() -> frozenset[str]:
    return frozenset(name.casefold() for name in toml_beside("offscript.find.people", "words")["given_rare"])


@cache
def _before(lang: str) -> frozenset[str]:
    return frozenset(word.replace("ё", "е") for word in toml_beside("offscript.find.people", "words")[f"before_{lang}"])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(toml_beside("offscript.find.people", "words")[name])


@cache
def _lands() -> frozenset[str]:
    return frozenset(normal(name, "place", lang) for name in lands() for lang in ("ru", "uk", "en"))


def _cyrillic(lang: str) -> str:
    """Whose dictionary a word in Cyrillic letters is looked up in."""
    return "uk" if lang == "uk" else "ru"


def _latin_marks(word: str) -> frozenset[str]:
    import simplemma

    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    if plain in _lands():
        return frozenset({_PLACE})
    found = {_NAME} if plain in _given() else set()
    if len(plain) > 4 and _LATIN_SURNAME.search(plain) and word.removesuffix("'s") not in _listed("no_surname"):
        found.add(_SURNAME)
    known = simplemma.is_known(plain, lang="en")
    return frozenset(found | {_COMMON if known else _UNKNOWN})


@lru_cache(maxsize=200_000)
def _marks(word: str, lang: str) -> frozenset[str]:
    """What a word may be, of any of its readings: part of a name, a place, a noun or adjective, another word, or unknown."""
    if not _CYRILLIC.search(word):
        return _latin_marks(word)
    if normal(word, "place", lang) in _lands():
        return frozenset({_PLACE})
    plain = word.replace("’", "'").replace("ʼ", "'").lower()
    found, spoken_in = set[str](), _cyrillic(lang)
    for one in (spoken_in,) if analyser(spoken_in).word_is_known(plain) else ("ru", "uk"):
        known = analyser(one).word_is_known(plain)
        for reading in readings(word, one):
            of_name = {_MARKS[mark] for mark in reading.grammar if mark in _MARKS}
            if one == spoken_in or known or not of_name & {_PLACE}:
                found |= of_name
            if known and not of_name and one == spoken_in:
                found.add(_COMMON if reading.part in ("NOUN", "ADJF", "PRTF") else _OTHER)
    if spoken_in == "uk" and _UKRAINIAN_FATHER.search(plain) and _daughter_or_son(word):
        found.add(_FATHER)
    if plain in _rare() or any(reading.lemma in _rare() for reading in readings(word, spoken_in)):
        found.add(_NAME)
    if spoken_in == "uk" and analyser("ru").word_is_known(plain):
        found |= {_NAME for reading in readings(word, "ru") if "Name" in reading.grammar}
    return frozenset(found or {_UNKNOWN})


def _daughter_or_son(word: str) -> bool:
    """Whether a word that ends like a patronymic is the name of somebody, for all the dictionary says, and no adjective."""
    found = readings(word, "uk")
    return any(one.part == "NOUN" and "anim" in one.grammar for one in found) and all(
        one.part != "ADJF" for one in found
    )


def _pieces(text: str, lang: str) -> list[_Piece]:
    """Words and initials of a text; of a word in small letters, which is only ever looked at beside others, no more than itself."""
    found: list[_Piece] = []
    before = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        word, initial = match["word"] or match[0], match["initial"] is not None
        capital = word[0].isupper()
        opens = capital and (not found or bool(_ENDS.search(text, before, start)) or text[start - 1 : start] in _OPENS)
        marks = _marks(word, lang) if capital and not initial else _UNMARKED
        found.append(_Piece(start, end, word, initial, marks, opens))
        before = end
    return found


def _together(text: str, one: _Piece, other: _Piece) -> bool:
    between = text[one.end : other.start]
    return (between == "" and one.initial) or bool(re.fullmatch(r"[ \u00a0]{1,2}(?:['’]s )?", between))


def _runs(text: str, pieces: Sequence[_Piece]) -> Iterator[list[tuple[int, _Piece]]]:
    """Capitalised words and initials that stand side by side, each with its number."""
    held: list[tuple[int, _Piece]] = []
    for number, piece in enumerate(pieces):
        if held and not (piece.text[0].isupper() and _together(text, held[-1][1], piece)):
            yield held
            held = []
        if piece.text[0].isupper():
            held.append((number, piece))
    if held:
        yield held


def _bears(piece: _Piece) -> bool:
    """Whether a word may be part of a name; short words in capitals are abbreviations."""
    short = len(piece.text) < 4 and piece.text.isupper()
    return bool(piece.marks & {_NAME, _FATHER, _SURNAME, _UNKNOWN}) and not short


def _nameable(piece: _Piece) -> bool:
    """Whether a word may be a surname at all: no pronoun, particle or verb, nor a place."""
    return bool(piece.marks - {_OTHER, _PLACE}) and len(piece.text) > 1


def _around_initials(run: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Places in a run of a surname with the initials before or after it."""
    at = 0
    while at < len(run):
        if not run[at].initial:
            at += 1
            continue
        end = at
        while end < len(run) and run[end].initial:
            end += 1
        if end < len(run) and _nameable(run[end]):
            yield at, end + 1
        elif at > 0 and _nameable(run[at - 1]):
            yield at - 1, end
        at = end + 1


def _around_given(run: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Places in a run of a given name or patronymic with the words beside it that may be the rest of the name."""
    at = 0
    while at < len(run):
        if not run[at].marks & {_NAME, _FATHER}:
            at += 1
            continue
        end = at + 1
        while end < len(run) and end - at < _MOST and _bears(run[end]):
            end += 1
        has_surname = any(one.marks & {_SURNAME, _UNKNOWN} and _FATHER not in one.marks for one in run[at + 1 : end])
        if (
            not has_surname
            and end < len(run)
            and end - at < 3
            and _COMMON in run[end].marks
            and _PLACE not in run[end].marks
        ):
            end, has_surname = end + 1, True
        start = at
        while start > 0 and at - start < 2 and _bears(run[start - 1]) and not run[start - 1].initial:
            start -= 1
        patronymic = any(_FATHER in one.marks for one in run[at + 1 : end])
        if (
            0 < at == start
            and not has_surname
            and _COMMON in run[at - 1].marks
            and (patronymic or not run[at - 1].opens)
        ):
            start = at - 1
        if end - start > 1:
            yield start, end
        at = end


def _alone(piece: _Piece, before: _Piece | None, after: _Piece | None, lang: str) -> str | None:
    """On what basis a capitalised word by itself may name a person; None where it does not."""
    introduced = (before is not None and _introduces(before.text)) or (after is not None and _told_by(piece, after))
    called = (
        not introduced and before is not None and not piece.text.isupper() and _called(before.text, piece.text, lang)
    )
    may_be_place = _PLACE in piece.marks and not ((introduced or called) and _SURNAME in piece.marks)
    if piece.initial or len(piece.text) < 3 or may_be_place:
        return None
    if introduced:
        return None if (piece.text.isupper() and len(piece.text) < 6) or not _nameable(piece) else "alone"
    if called:
        return "alone"
    if piece.text.isupper() and len(piece.text) > 1:
        return None
    if not piece.marks & {_NAME, _FATHER, _SURNAME}:
        thing = before is not None and before.text.casefold() in _ARTICLES
        own = bool(_CYRILLIC.search(piece.text)) == (lang != "en") and not thing
        return "amid" if own and not piece.opens and piece.marks & {_COMMON, _UNKNOWN} else None
    return "doubtful" if piece.marks & {_COMMON, _OTHER} and piece.opens else "alone"


def _told_by(piece: _Piece, after: _Piece) -> bool:
    """Whether what follows an unknown word in Latin letters says that it is somebody's name: their kin, or what only people do."""
    if _UNKNOWN not in piece.marks or _CYRILLIC.search(piece.text):
        return False
    if re.search("['’]s$", piece.text):
        return english_lemma(after.text.casefold()) in _before("en")
    return after.text in _listed("does_en")


@lru_cache(maxsize=100_000)
def _introduces(word: str) -> bool:
    if not _CYRILLIC.search(word):
        return english_lemma(word.casefold()) in _before("en") or word.casefold() in _before("en")
    return any(_is_one_of(word, spoken_in) for spoken_in in ("ru", "uk"))


def _is_one_of(word: str, lang: str) -> bool:
    """Whether a word is a form of one for a person; a short text without letters of its own may pass for the other language."""
    held = _before(lang)
    return participle(word, lang) in held or any(reading.lemma in held for reading in readings(word, lang))


@lru_cache(maxsize=100_000)
def _called(word: str, name: str, lang: str) -> bool:
    """Whether a word in small letters means somebody, and the next, which may mean somebody or an animal, stands in the same case,
    as the name of somebody does ("слесарю Сычу") and that of where they live does not."""
    if word[0].isupper() or not _CYRILLIC.search(word) or not _CYRILLIC.search(name):
        return False
    held = readings(word, _cyrillic(lang))
    if any(one.part in _JOINING for one in held):
        return False
    somebody = (one for one in held if one.part == "NOUN" and not one.grammar & _MARKS.keys())
    return bool(_cases(somebody) & _cases(readings(name, _cyrillic(lang))))


def _cases(held: Iterable[Reading]) -> set[str]:
    """Cases in which a word may mean one living being."""
    living = (one for one in held if "anim" in one.grammar and "plur" not in one.grammar)
    return {case for one in living for case in one.grammar & _CASES}


def _same_surname(one: str, other: str, lang: str) -> bool:
    """Whether two words may be forms of one surname: of one lemma, or the same but for a few letters at the end."""
    if {reading.lemma for reading in readings(one, lang)} & {reading.lemma for reading in readings(other, lang)}:
        return True
    a, b = one.casefold().replace("ё", "е"), other.casefold().replace("ё", "е")
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(3, min(len(a), len(b)) - 2) and max(len(a), len(b)) - shared <= 3


def _whole_names(
    text: str, pieces: Sequence[_Piece], listed: Public, lang: str
) -> tuple[list[Person], set[str], set[int]]:
    """Names of more than one word that are not public, the words of them that may stand alone, and the pieces that are settled."""
    found: list[Person] = []
    surnames: set[str] = set()
    settled: set[int] = set()
    for run in _runs(text, pieces):
        numbers, only = [number for number, _ in run], [piece for _, piece in run]
        for start, end in (*_around_initials(only), *_around_given(only)):
            part = only[start:end]
            words = [one for one in part if not one.initial and _FATHER not in one.marks] or part
            settled.update(numbers[start:end])
            if is_public([one.text for one in words], lang, listed):
                continue
            found.append(Person(part[0].start, part[-1].end, "sure"))
            surnames |= {one.text for one in words if _NAME not in one.marks or _SURNAME in one.marks}
    return found, surnames, settled


def _foreign(text: str, pieces: Sequence[_Piece], settled: set[int]) -> Iterator[tuple[int, int]]:
    """Two or three words side by side that no dictionary knows, in Latin letters or with a surname among them: a name of some
    kind, if not a place's."""
    for run in _runs(text, pieces):
        numbers = [number for number, _ in run]
        unknown = all(one.marks & {_UNKNOWN, _SURNAME} and not one.text.isupper() for _, one in run)
        told = any(_SURNAME in one.marks for _, one in run) or all(one.text.isascii() for _, one in run)
        if unknown and told and 2 <= len(run) <= 3 and not settled & set(numbers):
            yield numbers[0], numbers[-1] + 1


def _beside(text: str, pieces: Sequence[_Piece], number: int, side: int) -> _Piece | None:
    """The piece before or after one (`side`: -1 or 1), where nothing but a space is between."""
    other = number + side
    if not 0 <= other < len(pieces):
        return None
    first, second = sorted((number, other))
    return pieces[other] if _together(text, pieces[first], pieces[second]) else None


def persons(text: str, listed: Public) -> list[Person]:
    """Persons off the list of public ones named in a text, in order."""
    lang = spoken(text)
    pieces = _pieces(text, lang)
    found, surnames, settled = _whole_names(text, pieces, listed, lang)
    for start, end in _foreign(text, pieces, settled):
        if not is_public([one.text for one in pieces[start:end]], lang, listed):
            found.append(Person(pieces[start].start, pieces[end - 1].end, "alone"))
            surnames |= {pieces[end - 1].text}
            settled.update(range(start, end))
    for number, piece in enumerate(pieces):
        if number in settled or not piece.text[0].isupper() or piece.initial:
            continue
        again = (
            len(piece.text) > 2 and _nameable(piece) and any(_same_surname(piece.text, one, lang) for one in surnames)
        )
        before, after = (_beside(text, pieces, number, side) for side in (-1, 1))
        basis = "sure" if again else _alone(piece, before, after, lang)
        if basis and not is_public([piece.text], lang, listed):
            found.append(Person(piece.start, piece.end, basis))
    return sorted(found)
