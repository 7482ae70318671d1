"""Checking an article: the marks of statements about the invented country, and whether the right words of the case are found.

`python benchmarks/check.py [--case FOLDER] [--gold FOLDER] [--part test]` holds labelled articles (`check/*.txt`: sentence ||
mark || source@day of the posts it rests on) against a case (the invented country, built and run where none is given). Odd lines
and `more_*.txt` are dev, on which rules and thresholds were settled; even ones test. Last line: one JSON object: macro F1 over
marks, accuracy, wrong statements called supported, retrieval in the top three, each by language, and seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import offscript
from offscript.judge.check import MARKS, Mark, article
from offscript.simulate import build

LANGUAGES = ("en", "ru", "uk")
WRONG = ("contradicted", "different figure", "different date", "attribution differs", "ordering differs")


class Item(NamedTuple):
    """A labelled statement."""

    text: str
    mark: str
    source: str
    day: int


def items(path: Path, part: str) -> list[Item]:
    """Labelled statements of a file: its odd lines are dev, its even ones test."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    chosen = {"dev": lines[0::2], "test": lines[1::2], "all": lines}[part]
    found = []
    for line in chosen:
        text, mark, evidence = (piece.strip() for piece in line.split("||"))
        if mark not in MARKS:
            raise SystemExit(f"{path}: {mark!r} is no mark; there are: {', '.join(MARKS)}")
        source, _, day = evidence.partition("@")
        found.append(Item(text, mark, source if day else "", int(day or 0)))
    return found


def harbour(path: Path, folder: Path, part: str) -> tuple[offscript.Case, dict[str, list[Item]]]:
    """The second case, read and run in a folder, and the labelled statements about it by language."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    case = offscript.new(folder, zone=told["zone"])
    sources = "".join(
        "\n[[source]]\n"
        + "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in source.items())
        for source in told["source"]
    )
    matter = f'\n[[matter]]\nid = "place"\nplaces = {json.dumps(told["places"], ensure_ascii=False)}\n'
    people = f"\n[people]\nnamed = {json.dumps(told['named'], ensure_ascii=False)}\n"
    (case.folder / "case.toml").write_text(f'zone = "{told["zone"]}"\n{sources}{matter}{people}', encoding="utf-8")
    names = {source["id"]: source["name"] for source in told["source"]}
    posts = [
        {"id": number, "source": names[one["source"]], "date": one["at"], "text": one["text"]}
        for number, one in enumerate(told["said"], 1)
    ]
    with (folder / "posts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "source", "date", "text"])
        writer.writeheader()
        writer.writerows(posts)
    case = offscript.open(folder)
    case.read([folder / "posts.csv"])
    case.run()
    listed = told["check"] if part == "all" else told["check"][0 if part == "dev" else 1 :: 2]
    found: dict[str, list[Item]] = {}
    for one in listed:
        source, _, day = one["where"].partition("@")
        found.setdefault(one["lang"], []).append(Item(one["text"], one["mark"], source if day else "", int(day or 0)))
    return case, found


def retrieved(case: offscript.Case, item: Item, mark: Mark) -> bool:
    """Whether one of the first three places is in a post of that source and day, or a copy of one."""
    if not mark.evidence:
        return False
    listed = ", ".join(f"'{place.version}'" for place in mark.evidence[:3])
    rows = case.sql(
        f"with e as (select v.version, p.post, p.source, p.published_at, coalesce(c.cascade, p.post) as cascade from version v "
        f"inner join post p on p.post = v.post left join cascade c on c.post = p.post) "
        f"select distinct o.source, o.published_at from e inner join e as o on o.cascade = e.cascade where e.version in ({listed})"
    ).fetchall()
    return any(source == item.source and int(case.settings.shown(at)[8:10]) == item.day for source, at in rows)


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the marks that are labelled."""
    found = []
    for name in sorted({gold for gold, _ in pairs}):
        right = sum(gold == said == name for gold, said in pairs)
        given, wanted = sum(said == name for _, said in pairs), sum(gold == name for gold, _ in pairs)
        found.append(2 * right / (given + wanted))
    return sum(found) / len(found)


def measured(case: offscript.Case, listed: list[Item], shown: bool) -> dict[str, Any]:
    """Figures of one article."""
    text, starts = "", []
    for item in listed:
        starts.append(len(text))
        text += item.text + "\n"
    begun = time.perf_counter()
    marks = article(case, text)
    seconds = time.perf_counter() - begun
    by_start = {mark.start: mark for mark in marks}
    pairs, held = [], []
    for item, start in zip(listed, starts, strict=True):
        mark = by_start[start]
        pairs.append((item.mark, mark.mark))
        if item.source:
            held.append(retrieved(case, item, mark))
        if shown and (mark.mark != item.mark or (item.source and not held[-1])):
            print(f"{item.mark} | {mark.mark} | {item.text} | {mark.reason}")
    return {"pairs": pairs, "held": held, "seconds": seconds}


def scored(case: offscript.Case, listed: dict[str, list[Item]], shown: bool) -> dict[str, Any]:
    """Figures of the articles of one case, each language's and all together."""
    figures: dict[str, Any] = {}
    pairs: list[tuple[str, str]] = []
    held: list[bool] = []
    for language, of_language in listed.items():
        one = measured(case, of_language, shown)
        pairs, held = pairs + one["pairs"], held + one["held"]
        figures[language] = {
            "statements": len(one["pairs"]),
            "macro_f1": round(macro_f1(one["pairs"]), 3),
            "retrieved": round(sum(one["held"]) / max(1, len(one["held"])), 3),
            "seconds": round(one["seconds"], 1),
        }
    wrong = [said for gold, said in pairs if gold in WRONG]
    return figures | {
        "statements": len(pairs),
        "macro_f1": round(macro_f1(pairs), 3),
        "accuracy": round(sum(gold == said for gold, said in pairs) / len(pairs), 3),
        "wrong": len(wrong),
        "wrong_called_supported": sum(said == "supported" for said in wrong),
        "retrieved": round(sum(held) / max(1, len(held)), 3),
        "confusion": {
            f"{gold} > {said}": number for (gold, said), number in sorted(Counter(pairs).items()) if gold != said
        },
    }


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--case", type=Path)
    arguments.add_argument("--gold", type=Path, default=Path(__file__).parent / "check")
    arguments.add_argument("--part", default="test", choices=("dev", "test", "all"))
    arguments.add_argument("--show", action="store_true", help="print every statement that came out otherwise")
    given = arguments.parse_args()
    folder = given.case
    if folder is None:
        folder = Path(tempfile.mkdtemp()) / "case"
        build(folder)
        fresh = offscript.open(folder)
        fresh.read([folder / "exports"])
        fresh.run()
    case = offscript.open(folder)
    paths = {language: given.gold / f"{language}.txt" for language in LANGUAGES}
    listed = {language: items(path, given.part) for language, path in paths.items() if path.exists()}
    for language, of_language in listed.items() if given.part != "test" else ():
        more = given.gold / f"more_{language}.txt"
        of_language += items(more, "all") if more.exists() else []
    figures: dict[str, Any] = {"benchmark": "check", "part": given.part, **scored(case, listed, given.show)}
    if (given.gold / "harbour.toml").exists():
        second = harbour(given.gold / "harbour.toml", Path(tempfile.mkdtemp()) / "harbour", given.part)
        figures["harbour"] = scored(*second, given.show)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
