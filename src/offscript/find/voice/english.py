"""Where content begins in English that nothing introduces: `officials say the bridge stands`, `told us the depot is empty`."""

from __future__ import annotations

from offscript.find.voice.clauses import Clause
from offscript.find.voice.cues import Cues
from offscript.find.voice.speakers import Token

_ZERO_THAT = 3
_TOLD = frozenset({"reporters", "journalists", "us", "me", "him", "them", "parliament", "deputies", "readers"})
_NOT_CONTENT = frozenset(
    [
        "about",
        "to",
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "by",
        "from",
        "nothing",
        "goodbye",
        "hello",
        "so",
        "it",
        "him",
        "her",
        "them",
        "this",
        "that's",
        "us",
        "me",
        "a",
        "the",
    ]
)


def zero_that(clause: Clause, at: int, cues: Cues) -> int | None:
    """Where content begins that follows an English verb of saying without `that`; None where none does."""
    rest = [token for token in clause.tokens[at + 1 :] if token.word]
    if cues.language != "en" or len(rest) < _ZERO_THAT:
        return None
    for number, token in enumerate(rest):
        if cues.that.fullmatch(token.ground):
            return token.start
        if number > 6:
            break
    if clause.tokens[at].ground in ("told", "tells"):
        return _told_to(rest)
    if clause.tokens[at].ground in cues.wants_that:
        return None
    return rest[0].start if rest[0].ground not in _NOT_CONTENT or rest[0].ground in ("it", "the", "a", "this") else None


def _told_to(rest: list[Token]) -> int | None:
    """Where content begins after those who are told it (`told the Herald the depot is empty`)."""
    at = 1 if rest[0].ground in ("the", "a", "our") else 0
    begins = at
    while at < len(rest) and (rest[at].text[0].isupper() or rest[at].ground in _TOLD):
        at += 1
    return rest[at].start if begins < at <= len(rest) - _ZERO_THAT else None
