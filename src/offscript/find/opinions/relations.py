"""Who is for or against whom in an article: pairs of names from all sentences that name both.

What the encoder says of each sentence (words for or against the one that are the other's or anybody's, the attitude to the one) is
put together over the article with how often and how near the two stand, by a logistic regression (`relations.toml`; made by
`training/opinions/relations.py` from RuSentRel's articles). Most pairs of names that share a sentence are neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import NamedTuple

import numpy as np

from offscript.find.opinions.decode import Scores, logistic, softmax
from offscript.find.opinions.extract import LANGUAGES, Span, words_of
from offscript.find.opinions.network import Read, model
from offscript.text.beside import toml_beside
from offscript.text.plain import plain
from offscript.text.sentences import sentences

Name = tuple[Span, str]
_GOOD, _BAD = slice(1, 3), slice(3, 5)
_FLOOR = 1e-5


@dataclass(frozen=True, slots=True)
class Pair:
    """One name's stand on another in an article: polarity -1 or 1, and how likely it is; not calibrated, for ordering."""

    holder: str
    target: str
    polarity: int
    probability: float


class Meeting(NamedTuple):
    """A sentence that names both.

    Its number; words from the holder to the target (negative: the target comes first); names between, and in all; chance of good
    and of bad words about the target that are the holder's, and that are anybody's; attitude to the target, good and bad.
    """

    sentence: int
    apart: int
    between: int
    names: int
    held: tuple[float, float]
    said: tuple[float, float]
    attitude: tuple[float, float]


class Article(NamedTuple):
    """Meetings of every ordered pair of names, how often each name stands, and how many sentences name somebody."""

    meetings: dict[tuple[str, str], list[Meeting]]
    often: Counter[str]
    sentences: int


class _Seen(NamedTuple):
    """A sentence as the encoder sees it: chances that a word is good and bad, of whom it is, and whose; attitudes to names."""

    good: Scores
    bad: Scores
    holder: Scores
    target: Scores
    named: Scores


def _seen(read: Read) -> _Seen:
    held = model()
    tags, roles = softmax(held.tags(read)), logistic(held.roles(read))
    return _Seen(tags[:, _GOOD].sum(1), tags[:, _BAD].sum(1), roles[0], roles[1], softmax(held.kinds(read))[:, 2])


def _meeting(
    seen: _Seen, number: int, one: list[int], other: list[int], inside: list[tuple[list[int], str]], stand: Scores
) -> Meeting:
    about = seen.target[:, [word - 1 for word in other]].mean(1)
    whose = seen.holder[:, [word - 1 for word in one]].mean(1) * seen.named
    first, last = min(one[0], other[0]), max(one[0], other[0])
    apart = other[0] - one[-1] if other[0] > one[-1] else other[-1] - one[0]
    good, bad = seen.good * about, seen.bad * about
    held = float((good * whose).max()), float((bad * whose).max())
    said = float(good.max()), float(bad.max())
    between = len({name for words, name in inside if first < words[0] < last})
    attitude = float(stand[2]), float(stand[0])
    return Meeting(number, apart, between, len({name for _, name in inside}), held, said, attitude)


def _of_sentence(read: Read, number: int, named: Sequence[Name]) -> list[tuple[tuple[str, str], Meeting]]:
    inside = [(words, name) for words, name in ((words_of(read, span), name) for span, name in named) if words]
    if len({name for _, name in inside}) < 2:
        return []
    seen = _seen(read)
    stands = [model().attitude(read, words) for words, _ in inside]
    return [
        ((name, other), _meeting(seen, number, words, target, inside, stand))
        for words, name in inside
        for (target, other), stand in zip(inside, stands, strict=True)
        if name != other
    ]


def article(text: str, named: Sequence[Name]) -> Article:
    """Where names of an article meet, and what the encoder says there."""
    bare = plain(text)
    meetings: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    often: Counter[str] = Counter()
    number = 0
    for part in sentences(bare):
        inside = [
            ((a - part.start, b - part.start), name) for (a, b), name in named if part.start <= a and b <= part.end
        ]
        if not inside:
            continue
        often.update(name for _, name in inside)
        number += 1
        if len({name for _, name in inside}) < 2:
            continue
        (read,) = model().read([bare[part.start : part.end]])
        for pair, meeting in _of_sentence(read, number, inside):
            meetings[pair].append(meeting)
    return Article(meetings, often, number)


def _odds(chance: float) -> float:
    kept = min(max(chance, _FLOOR), 1 - _FLOOR)
    return float(np.log(kept / (1 - kept)))


def features(found: Article, pair: tuple[str, str]) -> list[float]:
    """What the regression looks at, for one pair."""
    held = found.meetings[pair]
    holder, target = pair
    out = [
        np.log(len({one.sentence for one in held})),
        np.log(found.often[holder]),
        np.log(found.often[target]),
        np.log(len(found.often)),
        np.log(found.sentences),
        np.log(min(abs(one.apart) for one in held) + 1),
        np.mean([one.apart > 0 for one in held]),
        min(one.between for one in held),
        np.log(np.mean([one.names for one in held])),
        min(one.sentence for one in held) / found.sentences,
    ]
    for side in (0, 1):
        for chances in ([one.held[side] for one in held], [one.said[side] for one in held]):
            out += [_odds(max(chances)), np.log(fsum(chances) + 1e-4)]
        stands = [_odds(one.attitude[side]) for one in held]
        out += [max(stands), np.mean(stands)]
    return [float(one) for one in out]


class Weights(NamedTuple):
    """The regression: middle and spread of each feature, weights of good, bad and neither, and the least probability told."""

    middle: Scores
    spread: Scores
    weights: Scores
    start: Scores
    least: tuple[float, float]


@cache
def weights() -> Weights:
    """The packaged regression."""
    held = toml_beside("offscript.find.opinions", "relations")
    middle, spread, rows, start = (
        np.array(held[name], np.float32) for name in ("middle", "spread", "weights", "start")
    )
    return Weights(middle, spread, rows, start, (float(held["least_bad"]), float(held["least_good"])))


def chances(rows: Sequence[Sequence[float]], given: Weights) -> Scores:
    """Probabilities of -1, 0, 1 for each row of features."""
    scaled = (np.array(rows, np.float32) - given.middle) / given.spread
    return softmax(np.asarray(scaled @ given.weights.T + given.start, np.float32))


def pairs(text: str, named: Sequence[Name], lang: str) -> list[Pair]:
    """Who is for or against whom in a text, the surest first.

    Args:
        text: a post or article as it is stored.
        named: spans that name someone, each with who is meant (the same words for the same one).
        lang: its language; in any other than `ru`, `uk`, `en` nothing is found.
    """
    if lang not in LANGUAGES:
        return []
    found, given = article(text, named), weights()
    if not found.meetings:
        return []
    keys = sorted(found.meetings)
    told = []
    for (holder, target), (bad, _, good) in zip(
        keys, chances([features(found, key) for key in keys], given), strict=True
    ):
        against, favour = bad / given.least[0], good / given.least[1]
        if max(against, favour) >= 1:
            polarity = -1 if against > favour else 1
            told.append(Pair(holder, target, polarity, round(float(bad if polarity < 0 else good), 4)))
    return sorted(told, key=lambda one: (-one.probability, one.holder, one.target))
