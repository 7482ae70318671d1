"""Opinions of a text and attitudes to a name, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offscript.find.opinions.decode import Decoded, Run, decode
from offscript.find.opinions.network import Read, model
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
AUTHOR, NULL = "AUTHOR", "NULL"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Somebody thinks well or ill of somebody.

    Attributes:
        holder: span of the words that name him, AUTHOR, or NULL where nobody is named.
        target: span of the name of whom he thinks so.
        polarity: -1 or 1.
        expression: span of the words that say so.
        probability: of its words and target together; not calibrated, for ordering.
    """

    holder: Span | str
    target: Span
    polarity: int
    expression: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Attitude:
    """How a sentence, or whoever speaks in it, stands to a name: -1, 0, 1, with its calibrated probability."""

    polarity: int
    probability: float


def _span(read: Read, run: Run, base: int) -> Span:
    return base + read.words[run[0]].start, base + read.words[run[1] - 1].end


def _opinion(read: Read, one: Decoded, base: int) -> Opinion:
    holder = (AUTHOR, NULL)[-1 - one.holder] if isinstance(one.holder, int) else _span(read, one.holder, base)
    return Opinion(
        holder,
        _span(read, one.target, base),
        one.polarity,
        _span(read, one.expression, base),
        round(one.probability, 3),
    )


def words_of(read: Read, span: Span) -> list[int]:
    """Numbers of the vectors of the words a span covers."""
    return [number for number, word in enumerate(read.words, 1) if word.start < span[1] and word.end > span[0]]


def _attitude(read: Read, span: Span) -> Attitude:
    held = words_of(read, span)
    if not held:
        return Attitude(0, 0.0)
    sure = model().attitude(read, held)
    best = int(sure.argmax())
    return Attitude(best - 1, round(float(sure[best]), 4))


def read_all(texts: list[str], names: list[list[Span]]) -> Iterator[tuple[list[Opinion], list[Attitude]]]:
    """Opinions of sentences, and the attitude to each name in them; spans count from the sentence's beginning."""
    held = model()
    for read, spans in zip(held.read(texts), names, strict=True):
        found = decode(held.tags(read), held.roles(read), held.kinds(read), held.bias) if read.words else []
        yield [_opinion(read, one, 0) for one in found], [_attitude(read, span) for span in spans]


def _moved(one: Opinion, base: int) -> Opinion:
    def span(place: Span) -> Span:
        return place[0] + base, place[1] + base

    holder = one.holder if isinstance(one.holder, str) else span(one.holder)
    return Opinion(holder, span(one.target), one.polarity, span(one.expression), one.probability)


def extract(text: str, lang: str) -> list[Opinion]:
    """Opinions of a text, in order of their words.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
    """
    if lang not in LANGUAGES:
        return []
    bare = plain(text)
    parts = sentences(bare)
    told = read_all([bare[part.start : part.end] for part in parts], [[] for _ in parts])
    found = [_moved(one, part.start) for part, (held, _) in zip(parts, told, strict=True) for one in held]
    return sorted(found, key=lambda one: (one.expression, one.target))


def _read_around(bare: str, span: Span) -> tuple[Read, int]:
    """The sentence that holds a span, read, and where it begins; ValueError where the span holds no word."""
    for part in sentences(bare):
        if part.start < span[1] and part.end > span[0]:
            (read,) = model().read([bare[part.start : part.end]])
            if words_of(read, (span[0] - part.start, span[1] - part.start)):
                return read, part.start
    raise ValueError(f"no word of the text at {span}")


def attitude(text: str, span: Span, lang: str) -> Attitude:
    """How the sentence that holds a name stands to it.

    Args:
        text: a post as it is stored.
        span: `[start, end)` of the name.
        lang: its language; in any other than `ru`, `uk`, `en` nothing is known: 0 with probability 0.

    Raises:
        ValueError: the span holds no word of the text.
    """
    if lang not in LANGUAGES:
        return Attitude(0, 0.0)
    bare = plain(text)
    read, base = _read_around(bare, span)
    return _attitude(read, (span[0] - base, span[1] - base))


def between(text: str, holder: Span | str, target: Span, lang: str) -> Attitude:
    """How one name, or the author, stands to another in the sentence that holds the second.

    Args:
        text: a post as it is stored.
        holder: `[start, end)` of a name in the same sentence, or AUTHOR.
        target: `[start, end)` of the name it is about.
        lang: its language; in any other than `ru`, `uk`, `en` nothing is known: 0 with probability 0.

    Raises:
        ValueError: a span holds no word of the sentence.
    """
    if lang not in LANGUAGES:
        return Attitude(0, 0.0)
    bare = plain(text)
    read, base = _read_around(bare, target)
    of = words_of(read, (target[0] - base, target[1] - base))
    by = [0] if isinstance(holder, str) else words_of(read, (holder[0] - base, holder[1] - base))
    if not by:
        raise ValueError(f"no word of the sentence at {holder}")
    sure = model().pair(read, by, of)
    best = int(sure.argmax())
    return Attitude(best - 1, round(float(sure[best]), 4))
