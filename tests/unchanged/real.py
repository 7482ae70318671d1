"""Posts that people wrote, where they are here: six days of some channels, and sentences of news as two channels more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import SHARED, telethon
from tests.unchanged import ran

TELEGRAM, SENTENCES = SHARED / "telegram-2024", SHARED / "ruopinionne-2024" / "train.jsonl"
_FROM = "2024-11-29"
_CHANNELS = (
    *(1001003921752, 1001032086354, 1001100158992, 1001101170442, 1001117628569, 1001125816841),
    *(1001136626166, 1001166834860, 1001237513492, 1001394050290, 1001754252633),
)
_EVERY, _APART = 2, timedelta(minutes=7)
_BEGAN = datetime(2024, 11, 29, 6, tzinfo=UTC)


def here() -> bool:
    """Whether there are such posts on this machine."""
    return TELEGRAM.exists() and SENTENCES.exists()


def _sentences() -> Iterator[dict[str, Any]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[::_EVERY]
    for number, line in enumerate(lines):
        at = (_BEGAN + number * _APART).isoformat()
        yield telethon(number + 1, json.loads(line)["text"], channel=60 + number % 2, at=at)


def _exports(folder: Path) -> list[Path]:
    written: list[Path] = []
    said = list(_sentences())
    kept = {f"sentences{channel}": said[channel::2] for channel in range(2)}
    for channel in _CHANNELS:
        posts = json.loads((TELEGRAM / f"{channel}_messages.json").read_text(encoding="utf-8"))
        kept[f"{channel}_messages"] = [post for post in posts if str(post["date"]) >= _FROM]
    for name, posts in kept.items():
        written.append(folder / f"{name}.json")
        written[-1].write_text(json.dumps(posts, ensure_ascii=False), encoding="utf-8")
    return written


def real(folder: Path) -> offscript.Case:
    """A case of these posts."""
    offscript.new(folder, zone="Europe/Moscow")
    return ran(folder, _exports(folder))
