"""What of planted private persons is hidden, and how much of a real case is.

Claims: of the mentions planted in three languages, whole names, initials, surnames alone, contacts, in every case, at least 98 in a
hundred are hidden to the last letter; names on the list stay. The rules were made with the sets `first` to `fifth` in view, the
set `kept` was not looked at; of `--posts` only what was hidden too much. By rules alone, as a post is shown that was read and
not yet run; with `--whole` also as it is shown once the recogniser of names was at it.
Usage: python benchmarks/redaction.py [--set kept] [--whole] [--posts CASE] [--show]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import offscript
from offscript.find.people import private, shown
from offscript.simulate.persons import SETS, planted_persons

_AT = "2022-09-10T12:00:00+00:00"
PLAIN = {"public": shown({"people": {"named": []}, "entity": [], "source": []}), "secret": "00"}


def hidden(texts: list[str]) -> list[set[int]]:
    """For each text, the letters that are hidden."""
    table = pa.table({"version": [str(number) for number in range(len(texts))], "text": texts})
    found: list[set[int]] = [set() for _ in texts]
    for row in private(table, PLAIN).to_pylist():
        if row["basis"] in ("amid", "doubtful"):
            continue
        found[int(row["version"])] |= set(range(row["start"], row["end"]))
    return found


def hidden_in_a_case(texts: list[str]) -> list[set[int]]:
    """The same of a case that was read and run: what is blotted out of what is shown."""
    with tempfile.TemporaryDirectory(prefix="redaction-") as folder:
        case = offscript.new(Path(folder) / "case", zone="Europe/Kyiv")
        exported = Path(folder) / "channel.json"
        messages = [
            {"_": "Message", "id": number, "peer_id": {"channel_id": 55}, "date": _AT, "message": text}
            for number, text in enumerate(texts, 1)
        ]
        exported.write_text(json.dumps({"channel_name": "Вести", "messages": messages}), encoding="utf-8")
        case.read([exported])
        case.analyse(["entities", "people"])
        rows = case.sql(
            "select v.text, coalesce(r.text, v.text) from version v left join redacted r using (version)"
        ).fetchall()
    shown = dict(rows)
    return [{at for at, letter in enumerate(shown[text]) if letter == "█"} for text in texts]


def planted(show: bool, chosen: str, look: Callable[[list[str]], list[set[int]]]) -> dict[str, object]:
    """Recall on the planted texts, by language, and the share of other letters hidden with them."""
    listed = planted_persons(chosen)
    met, of = Counter[str](), Counter[str]()
    beside = letters = 0
    for one, gone in zip(listed, look([one.text for one in listed]), strict=True):
        named = {at for mention in one.mentions for at in range(mention.start, mention.end)}
        beside += len(gone - named)
        letters += len(one.text) - len(named)
        for mention in one.mentions:
            key = one.lang if mention.kind == "person" else "contacts"
            of[key] += 1
            whole = all(at in gone or not one.text[at].isalnum() for at in range(mention.start, mention.end))
            met[key] += whole
            if show and not whole:
                print("missed:", one.lang, one.text[mention.start : mention.end], "|", one.text)
    recall = {key: round(met[key] / of[key], 4) for key in of}
    return {
        "mentions": of.total(),
        "recall": round(met.total() / of.total(), 4),
        "by": recall,
        "other_letters_hidden": round(beside / letters, 4),
    }


def real(case: Path) -> dict[str, object]:
    """What is hidden in a case that was run: stretches and letters, and the milliseconds a post takes."""
    texts = [row[0] for row in offscript.open(case).sql("select text from version order by version").fetchall()]
    started = time.perf_counter()
    gone = hidden(texts)
    seconds = time.perf_counter() - started
    return {
        "posts": len(texts),
        "ms_per_post": round(1000 * seconds / max(1, len(texts)), 2),
        "letters_hidden": round(sum(map(len, gone)) / max(1, sum(map(len, texts))), 4),
        "posts_with_any": round(sum(map(bool, gone)) / max(1, len(texts)), 3),
    }


def main() -> None:
    """Measure, and print one JSON object on the last line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--posts", type=Path, help="a case that was read")
    asked.add_argument("--set", choices=SETS, default="kept", help="which planted names")
    asked.add_argument("--show", action="store_true", help="print what was missed")
    asked.add_argument("--whole", action="store_true", help="also in a case that was run")
    given = asked.parse_args()
    result: dict[str, object] = planted(given.show and not given.whole, given.set, hidden)
    if given.whole:
        result["whole"] = planted(given.show, given.set, hidden_in_a_case)
    if given.posts:
        result["real"] = real(given.posts)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
