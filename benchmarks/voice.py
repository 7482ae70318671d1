"""Whose words: accuracy of `offscript.find.voice.segments` on labelled posts, and its cost.

`python benchmarks/voice.py --gold benchmarks/voice --split test` prints F1 of every kind of voice over words, the share of
attributed words whose speaker is right, and posts a second on one core.

Gold files (`ru.txt`, `uk.txt`, `en.txt`): a post a line, `¶` for a line break; words that are not the author's own stand in
`{kind speaker| … }` with kind q quoted, r reported, e endorsed, i ironic, u unknown; without a speaker `{r| … }`. Every
second line, from the first, is the part `dev` on which the cues were tuned, the others are `test`.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from offscript.find.voice import Segment, segments

KINDS = {"q": "quoted", "r": "reported", "e": "endorsed", "i": "ironic", "u": "unknown"}
_MARK = re.compile(r"\{([qreiu]) ?([^|{}]*)\|([^{}]*)\}")
_WORD = re.compile(r"[^\W_]+")


class Gold(NamedTuple):
    """A post, and the voice and speaker of each of its words."""

    lang: str
    text: str
    voices: list[tuple[int, str, str]]


def gold(line: str, lang: str) -> Gold:
    """A labelled line as a post."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match.group(3)), KINDS[match.group(1)], match.group(2)))
        text += match.group(3)
        at = match.end()
    text = (text + line[at:]).replace("¶", "\n")
    labelled = []
    for word in _WORD.finditer(text):
        inside = next((span for span in spans if span[0] <= word.start() < span[1]), None)
        labelled.append((word.start(), inside[2] if inside else "own", inside[3] if inside else ""))
    return Gold(lang, text, labelled)


def read(folder: Path, split: str) -> list[Gold]:
    """Labelled posts of a split: `dev`, `test` or `all`."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        chosen = {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]
        found += [gold(line, path.stem) for line in chosen]
    return found


def _same(said: str | None, wanted: str) -> bool:
    """Whether two names of a speaker share their main word (endings aside)."""
    one = {word[:4].lower() for word in _WORD.findall(said or "")}
    other = {word[:4].lower() for word in _WORD.findall(wanted)}
    return bool(one & other) if wanted else not one


def score(posts: list[Gold]) -> dict[str, object]:
    """F1 of each kind over words, and how often the speaker is right where both say the words are another's."""
    hits: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    mixed: Counter[tuple[str, str]] = Counter()
    named = right = 0
    for post in posts:
        found = segments(post.text, post.lang)
        for place, voice, speaker in post.voices:
            segment = next(one for one in found if one.start <= place < one.end)
            wanted[voice] += 1
            given[segment.voice] += 1
            hits[voice] += voice == segment.voice
            mixed[voice, segment.voice] += voice != segment.voice
            if voice in ("quoted", "reported", "endorsed") and segment.voice in ("quoted", "reported", "endorsed"):
                named += 1
                right += _same(segment.attributed_to, speaker)
    f1 = {kind: round(2 * hits[kind] / max(1, wanted[kind] + given[kind]), 3) for kind in sorted(wanted)}
    confused = {f"{a} as {b}": n for (a, b), n in mixed.most_common(8) if n}
    return {
        "posts": len(posts),
        "words": dict(wanted),
        "f1": f1,
        "speaker": round(right / max(1, named), 3),
        "mixed": confused,
    }


def wrong(posts: list[Gold]) -> None:
    """Print the posts with words that are not as labelled."""
    for post in posts:
        found = segments(post.text, post.lang)
        missed = [(p, v) for p, v, _ in post.voices if _of(found, p).voice != v]
        names = [
            (p, s) for p, v, s in post.voices if v in "quoted reported" and not _same(_of(found, p).attributed_to, s)
        ]
        if missed or names:
            print(f"--- {post.lang} {post.text!r}")
            for one in found:
                print(f"     {one.voice} | {one.attributed_to} | {post.text[one.start : one.end]!r}")
            print("     wanted:", {v for _, v in missed}, {s for _, s in names})


def _of(found: list[Segment], place: int) -> Segment:
    return next(one for one in found if one.start <= place < one.end)


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "voice")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    posts = read(given.gold, given.split)
    for lang in ("ru", "uk", "en"):
        segments("Слово.", lang)
    if given.show:
        wrong(posts)
    started = time.perf_counter()
    for post in posts:
        segments(post.text, post.lang)
    pace = len(posts) / (time.perf_counter() - started)
    by_lang = {lang: score([post for post in posts if post.lang == lang])["f1"] for lang in ("ru", "uk", "en")}
    print(
        json.dumps(
            {"split": given.split, **score(posts), "by_language": by_lang, "posts_per_second": round(pace)},
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
