"""Promises of a text: who will or will not do what, how firmly, by when, on which condition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from offscript.find.promises.cues import LANGUAGES, Cues, cues
from offscript.find.promises.deadlines import Due, due
from offscript.find.voice import Segment, segments
from offscript.find.voice.cues import cues as voice_cues
from offscript.find.voice.speakers import Span, Token, before, tokens
from offscript.text.gist import gist
from offscript.text.ground import ground
from offscript.text.morphology import likely, readings
from offscript.text.plain import plain
from offscript.text.sentences import sentences

Strength = Literal["vowed", "will", "plans", "may", "not ruled out"]
Kind = Literal["commitment", "threat", "denial", "prediction"]
_CLAUSE = re.compile(r"[^,;:—–()]+")
_FEWEST = 2
_REACH = 6
_BE = frozenset({"быть", "бути"})


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody says will be done or not be done.

    Attributes:
        span: `(start, end)` of the words, in code points.
        who: the words that name whoever binds himself; None where it is the author.
        polarity: 1: it will be; -1: it will not be.
        strength: vowed, will, plans, may or not ruled out.
        condition: the words of the condition, or None.
        due_low, due_high: when it falls due, µs since 1970 UTC; None: vague.
        kind: commitment, threat, denial or prediction.
        near: whether its words only say that it is soon.
        expires: whether it holds only `на данный момент`.
        voice: whose words it stands in (see `find.voice`).
        who_span: span of the words that name whoever binds himself.
        condition_span: span of the condition.
        gist: lemmas of what is promised.
        acts: lemmas of what is to be done.
    """

    span: tuple[int, int]
    who: str | None
    polarity: int
    strength: Strength
    condition: str | None
    due_low: int | None
    due_high: int | None
    kind: Kind = "commitment"
    near: bool = False
    expires: bool = False
    voice: str = "own"
    who_span: Span | None = None
    condition_span: Span | None = None
    gist: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()


class _Bound(NamedTuple):
    """How a clause binds: strength, polarity, kind, the token that says so, whether it names an actor of itself."""

    strength: Strength
    polarity: int
    kind: Kind
    at: int
    binds: bool


def _negated(row: list[Token], at: int, given: Cues) -> bool:
    head = " ".join(token.ground for token in row[max(0, at - 2) : at])
    tail = row[at].ground
    follows = row[at + 1].ground if at + 1 < len(row) else ""
    if given.language == "en":
        return (
            tail in ("won't", "cannot", "can't")
            or given.negation.search(head) is not None
            or follows in ("not", "never", "no")
        )
    return given.negation.search(head) is not None


def _denied_after(row: list[Token], at: int) -> bool:
    """`will not`, `will be no`: an English negation after the verb."""
    return any(token.ground in ("not", "never", "no") for token in row[at + 1 : at + 3])


def _future(token: Token, language: str) -> bool:
    """A verb in the future tense (perfective in Russian and Ukrainian)."""
    if language == "en":
        return False
    verbs = [one for one in likely(token.text, language) if one.part == "VERB"]
    if not verbs or not all({"futr", "incl"} & one.grammar for one in verbs):
        return False
    return readings(token.text, language)[0].part == "VERB" or any("1per" in one.grammar for one in verbs)


def _infinitive(row: list[Token], at: int, language: str) -> bool:
    """Whether what is to be done follows: an infinitive, a short participle, or in English anything."""
    rest = row[at + 1 : at + 7]
    if language == "en":
        return bool(rest)
    parsed = (one for token in rest for one in readings(token.text, language)[:2])
    return any(one.part in ("INFN", "PRTS") or "infn" in one.grammar for one in parsed)


def _plans(row: list[Token], at: int, language: str) -> bool:
    """Whether a verb of planning plans something: an infinitive follows, or it is passive (`планируется`)."""
    return _infinitive(row, at, language) or row[at].ground.endswith("ся")


def _verb_of(row: list[Token], given: Cues) -> _Bound | None:
    """The strongest verb of a clause that binds."""
    found: list[_Bound] = []
    for at, token in enumerate(row):
        no = _negated(row, at, given)
        if token.ground in given.threat:
            found.append(_Bound("will", 1, "threat", at, True))
        elif token.ground in given.vow and (_infinitive(row, at, given.language) or given.language == "en" or at > 0):
            late = any(given.negation.fullmatch(one.ground) for one in row[at + 1 :])
            found.append(_Bound("vowed", -1 if late else 1, "commitment", at, True))
        elif token.ground in given.plan and (no or _plans(row, at, given.language)):
            found.append(_Bound("plans", -1 if no else 1, "denial" if no else "commitment", at, True))
        elif given.future.fullmatch(token.ground) or _future(token, given.language):
            no = no or token.ground == "won't"
            found.append(_Bound("will", -1 if no else 1, "denial" if no else "commitment", at, False))
        elif given.may.fullmatch(token.ground) and _infinitive(row, at, given.language):
            found.append(_Bound("may", -1 if no else 1, "prediction", at, False))
    order = ("vowed", "will", "plans", "may", "not ruled out")
    binding = [one for one in found if one.strength in ("vowed", "plans") or one.kind == "threat"]
    return min(binding or found, key=lambda one: (order.index(one.strength), one.at), default=None)


def _phrase(text: str, row: list[Token], given: Cues) -> _Bound | None:
    """Fixed phrases that bind: `не исключено`, `нет планов`, `намерены`, `готовы`, `going to`."""
    for pattern, strength, polarity, kind in (
        (given.not_ruled_out, "not ruled out", 1, "prediction"),
        (given.no_plan, "plans", -1, "denial"),
        (given.ruled_out, "will", -1, "denial"),
        (given.plan_word, "plans", 1, "commitment"),
        (given.ready, "will", 1, "commitment"),
    ):
        match = pattern.search(text)
        if not match:
            continue
        at = next((n for n, token in enumerate(row) if token.end > row[0].start + match.start()), 0)
        no = pattern is not given.no_plan and pattern is not given.not_ruled_out and _negated(row, at, given)
        if pattern is given.ready and not _infinitive(row, at, given.language):
            continue
        said = ("denial", -polarity) if no else (kind, polarity)
        return _Bound(strength, said[1], said[0], at, True)  # type: ignore[arg-type]
    if given.language == "en" and (
        match := re.search(r"\b(?:will|shall|is going to|are going to|am going to|won't|'ll)\b", text)
    ):
        at = next((n for n, token in enumerate(row) if token.end > row[0].start + match.start()), 0)
        no = _negated(row, at, given) or _denied_after(row, at)
        return _Bound("will", -1 if no else 1, "denial" if no else "commitment", at, False)
    return None


def _bound(text: str, row: list[Token], given: Cues) -> _Bound | None:
    phrase, verb = _phrase(text, row, given), _verb_of(row, given)
    if phrase and phrase.strength == "will" and verb and verb.strength in ("vowed", "plans"):
        return verb
    found = phrase or verb
    if found and given.phrase_vow.search(text) and found.strength == "will":
        return found._replace(strength="vowed", binds=True)
    return found


def _subject(row: list[Token], at: int, given: Cues) -> Span | None:
    """The words before the verb that name somebody who can act."""
    place = next((n for n, token in enumerate(row) if token.start >= at), len(row))
    found = before(row[:place], voice_cues(given.language))
    if found is None:
        return None
    inside = [token for token in row[:place] if token.word and found.start <= token.start < found.end]
    head = next((token for token in inside if not _adjective(token, given.language)), inside[0])
    voice = voice_cues(given.language)
    able = any(head.ground in words for words in (given.actor_noun, voice.speaker, voice.pronoun))
    return found if able or _is_name(head, given.language) or _alive(head, given.language) else None


def _adjective(token: Token, language: str) -> bool:
    return language != "en" and readings(token.text, language)[0].part in ("ADJF", "PRTF")


def _alive(token: Token, language: str) -> bool:
    """Whether a noun names somebody alive."""
    return language != "en" and any("anim" in one.grammar for one in readings(token.text, language)[:1])


def _acts(text: str, row: list[Token], bound: _Bound, segment: Segment, given: Cues) -> bool:
    """Whether somebody who can act binds himself or his side: no weather, no market, no expert's guess."""
    words = {token.ground for token in row}
    if words & given.not_actor:
        return False
    speaker = set(re.findall(r"[^\W\d_]+", ground(segment.attributed_to or "")))
    if speaker & given.not_speaker or (speaker and segment.voice in ("ironic",)):
        return False
    if bound.strength == "will" and _idle(row, bound.at, given):
        return False
    if bound.binds or segment.attributed_to or segment.frame == "statement":
        return True
    voice = voice_cues(given.language)
    if voice.first_person.search(ground(text)) or _first_person(row[bound.at], given.language):
        return True
    subject = words & given.actor_noun or words & voice.speaker
    names = any(_is_name(token, given.language) for token in row[1:])
    if bound.strength == "may":
        return bool(subject)
    absent = bound.polarity < 0 and given.future.fullmatch(row[bound.at].ground) is not None
    return bool(subject) or names or absent or bound.kind == "threat"


def _scheduled(row: list[Token], bound: _Bound, deadline: Due, lang: str, given: Cues) -> bool:
    """`До 7 сентября дома будут подключены`: what will be done by a day, whoever does it."""
    if lang == "en" or bound.strength != "will" or deadline.high is None or deadline.near:
        return False
    first = [readings(token.text, lang)[0] for token in row[bound.at :]]
    done = any(one.part in ("PRTS", "PRTF") or "Impe" in one.grammar for one in first)
    passive = given.future.fullmatch(row[bound.at].ground) is not None and done
    return passive and not {token.ground for token in row} & given.not_actor


def _idle(row: list[Token], at: int, given: Cues) -> bool:
    """A verb that promises nothing: what an author does in his own text, what comes about by itself."""
    near = row[at : at + 2] if given.future.fullmatch(row[at].ground) else row[at : at + 1]
    return any(token.ground in given.not_verb for token in near)


def _first_person(token: Token, language: str) -> bool:
    return language != "en" and any("1per" in one.grammar for one in readings(token.text, language)[:1])


def _is_name(token: Token, language: str) -> bool:
    if not token.word or not token.text[0].isupper():
        return False
    if language == "en":
        return True
    return any(one.grammar & {"Surn", "Orgn", "Geox", "Name"} for one in readings(token.text, language))


def _condition(text: str, start: int, end: int, given: Cues) -> Span | None:
    """Where the words of a condition stand in a sentence."""
    for clause in _CLAUSE.finditer(text, start, end):
        said = ground(clause.group())
        match = given.condition.search(said)
        if match and (not said[: match.start()].strip() or match.start() < len(said) * 0.9):
            if given.language == "en" and match.group() == "once" and said[: match.start()].strip():
                continue
            begin = clause.start() + match.start()
            return Span(begin, begin + len(clause.group()[match.start() :].rstrip(' .!?»"')))
    return None


def _pieces(text: str, start: int, end: int, spoken: list[Segment]) -> list[tuple[int, int, Segment]]:
    """Stretches of a sentence, each in one voice; a clause that only says who speaks is joined to its sentence's content."""
    parts = [(max(start, one.start), min(end, one.end), one) for one in spoken if one.start < end and one.end > start]
    return [(low, high, one) for low, high, one in parts if len(re.findall(r"\w+", text[low:high])) >= _FEWEST]


def _promise(
    text: str, low: int, high: int, segment: Segment, whole: tuple[int, int], lang: str, at: int, zone: str
) -> Promise | None:
    given = cues(lang)
    words = text[low:high]
    condition = _condition(text, *whole, given)
    main = _blanked(text, condition)
    marked = tokens(main, low, high)
    row = [token for token in marked if token.word]
    bound = _bound(ground(main[low:high]), row, given) if row else None
    if bound is None or words.rstrip().endswith("?"):
        return None
    deadline: Due = due(words, lang, at, zone)
    if not _acts(words, row, bound, segment, given) and not _scheduled(row, bound, deadline, lang, given):
        return None
    subject = _subject(marked, row[bound.at].start, given) if segment.attributed_to is None else None
    who_span = segment.speaker if segment.attributed_to else subject
    if who_span and voice_cues(lang).first_person.fullmatch(ground(text[who_span.start : who_span.end])):
        who_span = None
    who = text[who_span.start : who_span.end] if who_span else None
    begin = len(words) - len(words.lstrip(" ,—–-:;"))
    span = (low + begin, low + len(words.rstrip(" ,—–-:;\n")))
    expires = given.expire.search(ground(words)) is not None
    strength: Strength = bound.strength
    if strength == "will" and _vows(text, *whole, given):
        strength = "vowed"
    return Promise(
        span,
        who,
        bound.polarity,
        strength,
        text[condition.start : condition.end] if condition else None,
        deadline.low,
        deadline.high,
        bound.kind,
        deadline.near,
        expires,
        segment.voice,
        who_span,
        condition,
        gist(main[low:high], lang),
        _acts_of(row[bound.at : bound.at + _REACH], lang),
    )


def _acts_of(row: list[Token], lang: str) -> frozenset[str]:
    """Lemmas of what is to be done: infinitives, verbs in the future and short participles; in English what follows the verb."""
    if lang == "en":
        return frozenset(readings(token.text, lang)[0].lemma for token in row[1:])
    first = [one for token in row for one in likely(token.text, lang)]
    to_be_done = (one for one in first if one.part in ("INFN", "PRTS") or {"futr", "Impe", "infn"} & one.grammar)
    return frozenset(one.lemma for one in to_be_done) - _BE


def _vows(text: str, start: int, end: int, given: Cues) -> bool:
    """Whether the sentence says that its content is promised (`…, обещает начальник`)."""
    return any(token.ground in given.vow for token in tokens(text, start, end))


def _blanked(text: str, span: Span | None) -> str:
    """The text with the words of a condition blanked: what is done if it is met is the promise."""
    return text[: span.start] + " " * (span.end - span.start) + text[span.end :] if span else text


def extract(text: str, lang: str, published_at: int, zone: str = "UTC") -> list[Promise]:
    """Promises, threats, denials and predictions of what the speaker's side will do, in order.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        published_at: µs since 1970 UTC, from which deadlines are counted.
        zone: IANA zone in which days begin.
    """
    if lang not in LANGUAGES or not text:
        return []
    bare = plain(text)
    spoken = segments(text, lang)
    out = []
    for part in sentences(bare):
        for low, high, segment in _pieces(bare, part.start, part.end, spoken):
            found = _promise(bare, low, high, segment, (part.start, part.end), lang, published_at, zone)
            if found is not None:
                out.append(found)
    return out
