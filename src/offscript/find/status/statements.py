"""Statements of a text: each sentence that says something, what its words say is known of it, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from offscript.find.voice.cues import cues
from offscript.model import SECOND
from offscript.text.beside import toml_beside
from offscript.text.dates import dates, months
from offscript.text.gist import gist
from offscript.text.ground import WORD, ground
from offscript.text.inflect import Terms, Use
from offscript.text.morphology import readings
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
WORDS = ("unsure", "retraction", "denial", "confirmation", "evidence", "allegation", "rumour", "report")
"""What cue words say of a statement, the first that a sentence has counts."""
Span = tuple[int, int]
_FEWEST, _LONGEST = 1, 600
_NOT = frozenset({"не", "ни", "not", "never", "no", "n't", "нет", "немає", "жоден", "cannot", "without", "без"})
_ENDS_NOT = re.compile(r"\w+n['’]t$")
_FUTURE = re.compile(
    r"\b(?:буд(?:ет|ут|ем|у|ешь)|буде|будуть|будемо|will|shall|going to|won't)\b|\b\w{3,}(?:тиме|тимуть)\b"
)
_PAST = re.compile(r"\b(?:was|were|has|had|have|did|said|\w{2,}ed)\b")
_SAID_OF = re.compile(
    r"(?:[—–-]|\b(?:это|просто|чиста\w+|чистейш\w+|полна\w+|полней\w+|очередн\w+|являются?|назв\w+|наз[иы]ва\w+|це|є|черг\w+|повн\w+)"
    r"|\b(?:is|are|was|were|a|an|another|pure|called|dismissed as|as))\W*(?:\w+\W+){0,1}$"
)
"""What stands before a noun of denial that is said of something (`это фейк`), and not before a mere thing (`суд за фейки`)."""
_REACH = 3
_STOP = re.compile(r"[,;:.!?—–()]")
_IS_NOT = frozenset({"нет", "немає"})
_BUT = ("а", "and")
"""`это война, а не учения`: what is set against the thing said is no denial of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says something.

    Attributes:
        span: the sentence, in code points of the text.
        word: what a cue word of it says: one of `WORDS`; None where it has none.
        cue: span of that word.
        stands: 1 it says that it is so, -1 that it is not, 0 it leaves it open.
        part: whether it says so of a part only.
        form: `said`, `question`, `forecast` (only what will be), `opinion` (a view, a wish, a guess).
        gist: lemmas of what it is about, without the verbs of saying.
        denied: those of them that stand under a negation.
        days: stretches of time it names, `(from, before)`, in µs since 1970 UTC.
    """

    span: Span
    word: str | None
    cue: Span | None
    stands: int
    part: bool
    form: str
    gist: frozenset[str]
    denied: frozenset[str]
    days: tuple[Span, ...]


class _Cues(NamedTuple):
    """Cue words of a language: all of them at once, and the lists each is in."""

    terms: Terms
    lists: dict[str, tuple[str, ...]]


@cache
def _cues(lang: str) -> _Cues:
    given = toml_beside("offscript.find.status", "cues")[lang]
    lists: dict[str, tuple[str, ...]] = {}
    for name, listed in given.items():
        if name == "empty":
            continue
        for term in listed:
            lists[term] = (*lists.get(term, ()), name)
    return _Cues(Terms((term, lang) for term in lists), lists)


def _used(said: str, lang: str) -> dict[str, Use]:
    """The first cue of each list that a sentence uses; a noun of denial counts only where it is said of something."""
    cue = _cues(lang)
    found: dict[str, Use] = {}
    for use in cue.terms.uses(said):
        for name in cue.lists[use.term]:
            if name == "lie":
                if _SAID_OF.search(ground(said[: use.start])):
                    found.setdefault("denial", use)
            else:
                found.setdefault(name, use)
    return found


def _negated(said: str, use: Use) -> bool:
    """Whether a cue stands under a negation just before it."""
    before = WORD.findall(ground(said[: use.start]))[-2:]
    return any(word in _NOT or _ENDS_NOT.match(word) for word in before)


def _cue(said: str, used: dict[str, Use]) -> tuple[str | None, Use | None, int]:
    """What the cue words of a sentence say, the word, and how it then stands."""
    for name in WORDS:
        use = used.get(name)
        if use is None:
            continue
        turned = _negated(said, use) and name not in ("unsure",)
        if name == "confirmation" and turned:
            return "unsure", use, 0
        if name == "denial" and turned:
            continue
        stands = {"unsure": 0, "retraction": -1, "denial": -1}.get(name, 1)
        return name, use, stands
    return None, None, 1


def _about(said: str, lang: str, cue: Use | None) -> frozenset[str]:
    """What a sentence is about, besides that somebody says it, and the words that say how sure it is."""
    saying = cues(lang).say
    bare = said[: cue.start] + " " * (cue.end - cue.start) + said[cue.end :] if cue else said
    about = gist(WORD.sub(lambda match: " " if ground(match.group()) in saying else match.group(), bare), lang)
    return about - _empty(lang)


@cache
def _empty(lang: str) -> frozenset[str]:
    return frozenset(toml_beside("offscript.find.status", "cues")[lang]["empty"])


def _until_stop(said: str, words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words after the first, as far as no stop or comma stands between."""
    kept: list[re.Match[str]] = []
    for before, word in pairwise(words):
        if _STOP.search(said, before.end(), word.start()):
            break
        kept.append(word)
    return kept


def denied(said: str, lang: str) -> frozenset[str]:
    """Lemmas of the content words that stand just after a negation: `не удержали`, `no bridge`; or before one: `рыбы нет`."""
    words = list(WORD.finditer(said))
    found: set[str] = set()
    for number, match in enumerate(words):
        word = ground(match.group())
        contrasted = number > 0 and ground(words[number - 1].group()) in _BUT
        if contrasted or (word not in _NOT and not _ENDS_NOT.match(word)):
            continue
        after = _until_stop(said, words[number : number + 1 + _REACH])
        back = [*reversed(words[max(0, number - _REACH) : number])] if word in _IS_NOT and not after else []
        found |= next((about for one in after or back if (about := gist(one.group(), lang))), frozenset())
    return frozenset(found)


def _to_come(said: str, lang: str) -> bool:
    """Whether a sentence speaks only of what will be."""
    low = ground(said)
    words = WORD.findall(low)
    if lang == "en":
        return bool(_FUTURE.search(low)) and not _PAST.search(low)
    first = [readings(word, lang)[0] for word in words]
    past = any(one.part in ("VERB", "PRTS") and ("past" in one.grammar or one.part == "PRTS") for one in first)
    future = bool(_FUTURE.search(low)) or any(one.part == "VERB" and "futr" in one.grammar for one in first)
    return future and not past


def _form(said: str, lang: str, used: dict[str, Use]) -> str:
    if said.rstrip().rstrip('»"”)').endswith("?"):
        return "question"
    if "opinion" in used:
        return "opinion"
    return "forecast" if _to_come(said, lang) else "said"


def days(said: str, lang: str, published_at: int, zone: ZoneInfo) -> tuple[Span, ...]:
    """Days and months a text names, as stretches of time; the year is that of the post where none is written."""
    year = datetime.fromtimestamp(published_at / SECOND, zone).year
    found = []
    named = dates(said, lang, year)
    taken = {one.end for one in named}
    for one in [*named, *(one for one in months(said, lang) if one.end not in taken)]:
        begin = datetime(one.year, one.month, one.day or 1, tzinfo=zone)
        after = begin + timedelta(days=1 if one.day else 31)
        end = after if one.day else after.replace(day=1)
        found.append((_micros(begin), _micros(end)))
    return tuple(found)


def _micros(moment: datetime) -> int:
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * SECOND


def statement(said: str, at: int, lang: str, published_at: int, zone: ZoneInfo) -> Statement:
    """A sentence as a statement; `at`: where it begins in its text."""
    used = _used(said, lang)
    word, use, stands = _cue(said, used)
    return Statement(
        (at, at + len(said)),
        word,
        (at + use.start, at + use.end) if use else None,
        stands,
        "part" in used,
        _form(said, lang, used),
        _about(said, lang, use),
        denied(said, lang),
        days(said, lang, published_at, zone),
    )


def extract(text: str, lang: str, published_at: int, zone: str = "UTC") -> list[Statement]:
    """Statements of a text, in order, one a sentence; of sentences without a word of content, none.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        published_at: time of the post, µs since 1970 UTC, from which a date without a year takes its year.
        zone: the case's time zone, in which days begin.
    """
    if lang not in LANGUAGES:
        return []
    bare, out = plain(text), []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)].rstrip()
        found = statement(said, part.start, lang, published_at, ZoneInfo(zone))
        if len(found.gist) >= _FEWEST:
            out.append(found)
    return out
