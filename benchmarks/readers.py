"""Reading large files: megabytes a second on one core, and memory, from bytes to rows ready for the store.

`python benchmarks/readers.py --megabytes 1000` writes a file of that size in each form (messages as Telethon gives them, as a JSON
list and as lines; a 4CAT table; a table of other columns) and prints `{"form": {"mb_s": …, "peak_mb": …, "posts": …, …}}`. What is
timed is recognising, reading, settling ids and putting rows on disk, each form in a process of its own. `--every` takes, in their
place, the fixture of each form that may come in any size, its records repeated and their words made as long as a post's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from offscript.read.recognise import READERS, recognise
from offscript.read.record import Document, Setting
from offscript.store.intake import _seldom_swept, _take
from offscript.store.staging import Staged

WORDS = [
    "наши",
    "силы",
    "отошли",
    "на",
    "новые",
    "рубежи",
    "ведомство",
    "сообщает",
    "противник",
    "потерял",
    "танков",
    "человек",
    "сегодня",
    "утром",
    "район",
    "бои",
    "идут",
]


def telethon(number: int, text: str) -> dict[str, Any]:
    """A message as Telethon's `to_dict` writes it, with the fields it always has."""
    empty = dict.fromkeys(
        ("fwd_from", "via_bot_id", "reply_markup", "edit_date", "grouped_id", "ttl_period", "post_author")
    )
    flags = dict.fromkeys(
        ("out", "mentioned", "media_unread", "silent", "from_scheduled", "legacy", "pinned", "noforwards"), False
    )
    return {
        "_": "Message", "id": number, "peer_id": {"_": "PeerChannel", "channel_id": 1000 + number % 50},
        "date": f"2022-09-{1 + number % 28:02}T12:{number % 60:02}:00+00:00", "message": text, **flags, **empty,
        "media": {"_": "MessageMediaPhoto", "photo": {"_": "Photo", "id": number, "access_hash": 1, "dc_id": 2}},
        "entities": [{"_": "MessageEntityBold", "offset": 0, "length": 4}, {"_": "MessageEntityUrl", "offset": 9, "length": 8}],
        "views": number * 3, "forwards": number % 40, "replies": {"_": "MessageReplies", "replies": 3, "comments": True},
        "reactions": {"_": "MessageReactions", "results": [{"reaction": {"emoticon": "x"}, "count": 12}]},
    }  # fmt: skip


def _said(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=60))


def as_list(chance: random.Random) -> Iterator[str]:
    """A JSON list of messages, its end left open: a reader takes what is whole."""
    yield "["
    for number in count(1):
        yield ("," if number > 1 else "") + json.dumps(telethon(number, _said(chance)), ensure_ascii=False) + "\n"


def as_lines(chance: random.Random) -> Iterator[str]:
    """One message a line."""
    for number in count(1):
        yield json.dumps(telethon(number, _said(chance)), ensure_ascii=False) + "\n"


def as_4cat(chance: random.Random) -> Iterator[str]:
    """A dataset of 4CAT."""
    yield "id,thread_id,chat,author,author_name,body,reply_to,views,forwards,timestamp,unix_timestamp\n"
    for number in count(1):
        chat = f"channel{number % 50}"
        times = f"2022-09-10 12:00:00,{1662811200 + number}"
        yield f'{chat}-{number},{chat},{chat},{chat},{chat},"{_said(chance)}",,{number},3,{times}\n'


def as_table(chance: random.Random) -> Iterator[str]:
    """A table somebody sent."""
    yield "id,channel,date,text,url\n"
    for number in count(1):
        when = f"2022-09-{1 + number % 28:02} 12:00:00"
        yield f'{number},Газета {number % 50},{when},"{_said(chance)}",https://vel.example/{number}\n'


ONE = "Ведомство сообщает: части отошли на новые рубежи у реки Вель."
PAGES = ("letter.eml", "captures.json", "tweets.js", "academic.json", "wall.json")
"""What an interface gives page by page, or needs another file beside it."""
UNBOUNDED = frozenset(
    "4cat mail gdelt media-cloud x vk facebook cdx bluesky mastodon warc accounts auto-archiver table".split()  # noqa: SIM905
)
"""Forms that may come in any size; the others are a page, a letter, a programme each."""

Form = tuple[str, Callable[[random.Random], Iterator[str]]]
FORMS: dict[str, Form] = {
    "json": ("a.json", as_list),
    "json lines": ("a.jsonl", as_lines),
    "4cat csv": ("a-4cat.csv", as_4cat),
    "csv": ("a.csv", as_table),
}


def write(path: Path, lines: Iterator[str], size: int) -> None:
    """Lines to a file until it is as large as asked for."""
    with path.open("wb") as out:
        written = 0
        for line in lines:
            written += out.write(line.encode())
            if written >= size:
                return


def _stretched(path: Path, chance: random.Random) -> Iterator[str]:
    """A fixture's own records again and again: what is a list, what is a line, or the whole file."""
    whole = path.read_bytes().decode()
    if path.suffix != ".warc":
        whole = whole.replace(ONE, f"{ONE} {_said(chance)}")
    opened = re.search(r"(?:= |: |^)\[(?=\{)", whole) if path.suffix in (".json", ".js") else None
    if opened:
        ends = whole.rindex("]")
        items = whole[opened.end() : ends]
        yield whole[: opened.end()]
        while True:
            yield items + ",\n"
    head, *lines = whole.splitlines(keepends=True)
    if path.suffix == ".csv":
        yield head
    while True:
        yield "".join(lines) if path.suffix == ".csv" else whole


def every() -> dict[str, Form]:
    """Each fixture whose form may come in any size."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.read.shapes import SHAPES

    folder = Path(tempfile.mkdtemp(prefix="shapes-"))
    found: dict[str, Form] = {}
    for shape in SHAPES:
        if shape.format_name in UNBOUNDED and shape.name not in PAGES:
            path = folder / f"{len(found)}-{shape.name}"
            path.write_bytes(shape.content)
            found[str(shape)] = (shape.name, partial(_stretched, path))
    return found


def measured(path: Path) -> dict[str, Any]:
    """One file read, in this process."""
    document = Document(str(path), lambda: path.open("rb"), 0, path.stat().st_size)
    setting = Setting(ZoneInfo("UTC"), b"key")
    with tempfile.TemporaryDirectory() as into:
        staged = Staged(Path(into))
        started = time.perf_counter()
        name = recognise(document)
        if name not in READERS:
            raise SystemExit(f"{path}: not recognised")
        with _seldom_swept():
            _take(document, "file", name, setting, staged, lambda what, done, total: None)
        staged.flush()
        seconds = time.perf_counter() - started
    size, rows = document.size / 1e6, sum(heap.rows for heap in staged.heaps.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "reader": name,
        "mb": round(size),
        "mb_s": round(size / seconds, 1),
        "peak_mb": round(peak),
        "posts": rows,
    }
    return {**told, "kb_a_post": round(document.size / 1e3 / max(1, rows), 2)}


def main() -> None:
    """Make, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--posts", type=Path, help="a file of your own instead")
    parser.add_argument("--every", action="store_true", help="every form that may come in any size")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        forms = {"given": ("", as_lines)} if given.posts else every() if given.every else FORMS
        for form, (name, lines) in forms.items():
            path = given.posts or Path(folder) / name
            if not given.posts:
                write(path, lines(random.Random(1)), given.megabytes * 1_000_000)
            command = [sys.executable, __file__, "--one", str(path)]
            found[form] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            if not given.posts:
                path.unlink()
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
