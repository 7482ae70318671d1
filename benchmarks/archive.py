"""An archive of any number of posts about nothing, as a collector of Telegram's writes it: for what grows with a case.

Fifty channels over the month before the play, of which the largest has a seventh of all posts; sentences of shuffled words of the
play in one of its languages, one post in ten with a figure. One in six repeats a post of the last hours with up to three words
changed, one in twenty is short, and one in a thousand is one and the same statement. The words of the case's matters are among
the others, or (`about`) only in that share of the long posts that repeat nobody, one in each. A `Shape` makes it as lopsided as is
asked: how many posts are the one statement, and how many are of the largest channel.
"""

from __future__ import annotations

import json
import math
import random
import time
import tomllib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

import offscript
from offscript.find.matters import mentions
from offscript.model import DAY, HOUR, SECOND
from offscript.simulate import case_settings, play
from offscript.simulate.stage import Stage

CHANNELS = 50
COPIED, SHORT, COUNTED = 1 / 6, 1 / 20, 1 / 10
_LANGUAGES = ("ru", "ru", "ru", "ru", "ru", "uk", "uk", "en")
_LATELY = 400


class Shape(NamedTuple):
    """Shares of posts: those that are the one statement, those of the largest channel, long ones with a matter's word (None: as it
    comes)."""

    statement: float = 1 / 1000
    largest: float = CHANNELS**-0.5
    about: float | None = None


USUAL = Shape()


def vocabulary(stage: Stage) -> dict[str, list[str]]:
    """Words of the play in small letters, by language."""
    said = [(stage.voices[one.voice].language, one.text) for one in stage.posts]
    return {
        code: sorted(
            {word for lang, text in said if lang == code for word in text.split() if word.isalpha() and word.islower()}
        )
        for code in set(_LANGUAGES)
    }


def of_matters(stage: Stage, words: dict[str, list[str]]) -> frozenset[str]:
    """Words that make a post one of a matter of the case."""
    settings, listed = tomllib.loads(case_settings(stage)), sorted(set().union(*words.values()))
    return frozenset(mentions(pa.table({"version": listed, "text": listed}), settings)["version"].to_pylist())


def _sentences(chance: random.Random, words: list[str], length: int) -> str:
    """So many words in sentences of ten."""
    row = chance.choices(words, k=length)
    if chance.random() < COUNTED:
        row[length // 2] = str(chance.randint(2, 9000))
    parts = [row[low : low + 10] for low in range(0, length, 10)]
    return " ".join(f"{' '.join(part).capitalize()}." for part in parts)


def _reworded(chance: random.Random, text: str, words: list[str]) -> str:
    row = text.split(" ")
    for _ in range(chance.randint(0, 3)):
        row[chance.randrange(len(row))] = chance.choice(words)
    return " ".join(row)


def _with_one(chance: random.Random, text: str, telling: list[str]) -> str:
    row = text.split(" ")
    row[chance.randrange(1, len(row) - 1)] = chance.choice(telling)
    return " ".join(row)


def told(
    every: dict[str, list[str]], end: int, posts: int, telling: frozenset[str] = frozenset(), shape: Shape = USUAL
) -> Iterator[tuple[int, int, str]]:
    """Channel, time (µs since 1970 UTC) and text of each post; the month ends at `end`.

    `telling`: words that only a share of the posts has.
    """
    chance, lately = random.Random(7), deque[tuple[str, list[str]]](maxlen=_LATELY)
    words = {code: [word for word in listed if word not in telling] for code, listed in every.items()}
    rare, power = sorted(telling), math.log(CHANNELS) / -math.log(shape.largest)
    statement = _sentences(chance, words["ru"], 40)
    for number in range(posts):
        at = end - 30 * DAY + number * 30 * DAY // posts
        kind, spoken = chance.random(), words[chance.choice(_LANGUAGES)]
        if kind < shape.statement:
            text = statement
        elif kind < shape.statement + COPIED and lately:
            text, spoken = chance.choice(lately)
            text = _reworded(chance, text, spoken)
        elif kind < shape.statement + COPIED + SHORT:
            text = _sentences(chance, spoken, chance.randint(3, 7))
        else:
            text = _sentences(chance, spoken, chance.randint(20, 60))
            if rare and chance.random() < (shape.about or 0):
                text = _with_one(chance, text, rare)
        if kind >= shape.statement and len(text) > 100:
            lately.append((text, spoken))
        yield int(CHANNELS * chance.random() ** power), at - chance.randrange(HOUR), text


def archive(folder: Path, stage: Stage, posts: int, shape: Shape = USUAL) -> Path:
    """The archive as a file of JSON lines."""
    path, words = folder / "archive.jsonl", vocabulary(stage)
    telling = frozenset[str]() if shape.about is None else of_matters(stage, words)
    with path.open("w", encoding="utf-8") as out:
        for number, (channel, at, text) in enumerate(told(words, stage.moment(1), posts, telling, shape), 1):
            date = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(at // SECOND))
            row = {"id": number, "peer_id": {"channel_id": 700_000 + channel}, "date": date, "message": text}
            print(json.dumps(row, ensure_ascii=False), file=out)
    return path


def read(folder: Path, posts: int, shape: Shape = USUAL) -> offscript.Case:
    """A case with the settings of the invented country into which so many posts were read."""
    stage = play()
    folder.mkdir(parents=True)
    (folder / "case.toml").write_text(case_settings(stage), encoding="utf-8")
    case = offscript.open(folder)
    case.read([archive(folder.parent, stage, posts, shape)])
    return case
