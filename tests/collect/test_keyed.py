"""Channels asked by key: pages of Telethon's own messages come out as posts; what stands in the way is said, never raised."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import offscript
from offscript.case import CaseError
from offscript.cli import app
from offscript.collect import keyed
from offscript.collect.log import opened_log
from offscript.collect.turn import Turn
from offscript.watch.loop import collected
from tests.collect.test_turn import Clock, with_feeds

pytest.importorskip("telethon", reason="ASKING BY KEY IS NOT TESTED: no Telethon; make telegram")

from telethon.errors import FloodWaitError
from telethon.tl.types import Message, MessageMediaPhoto, PeerChannel

BEGAN = datetime(2022, 9, 10, 8, tzinfo=UTC)
FEED = 'id = "velmin"\nkind = "telegram-api"\naddress = "@velmin"\nevery = 10\nreread_hours = 48'


class Network:
    """What Telethon's client answers from a channel of ours: messages it has, newest first; `stopped` is raised instead."""

    def __init__(self, **words: str) -> None:
        self.words = {int(number.removeprefix("n")): text for number, text in words.items()}
        self.edited: set[int] = set()
        self.known = True
        self.stopped: Exception | None = None
        self.open = 0

    def connect(self) -> None:
        self.open += 1

    def disconnect(self) -> None:
        self.open -= 1

    def start(self) -> None:
        if self.stopped:
            raise self.stopped

    def is_user_authorized(self) -> bool:
        return self.known

    def get_entity(self, name: object) -> Any:
        if name not in ("velmin", PeerChannel(77)):
            raise ValueError(f'No user has "{name}" as username')
        return SimpleNamespace(id=77, username="velmin", title="Ведомство")

    def get_messages(self, channel: Any, limit: int, max_id: int) -> list[Message]:
        if self.stopped:
            raise self.stopped
        shown = [number for number in sorted(self.words, reverse=True) if not max_id or number < max_id][:limit]
        return [
            Message(
                id=number,
                peer_id=PeerChannel(channel.id),
                date=BEGAN + timedelta(minutes=number),
                message=self.words[number],
                edit_date=BEGAN + timedelta(hours=5) if number in self.edited else None,
                media=MessageMediaPhoto() if number % 2 else None,
                views=number * 10,
            )
            for number in shown
        ]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    held = Network(n1="Колонна вышла утром.", n2="Сбито 4 аппарата.", n3="Город наш.")
    monkeypatch.setattr(keyed, "client", lambda: held)
    return held


def ask(case: offscript.Case, clock: Clock) -> list[str]:
    return collected(case, None, lambda text: None, clock).problems  # type: ignore[arg-type]


def test_messages_are_posts_of_the_channel_with_its_name(case: offscript.Case, network: Network) -> None:
    assert ask(with_feeds(case, FEED), Clock()) == []
    rows = case.sql(
        "select native_id, text, url, media, views, p.name from record join source p on true order by native_number"
    ).fetchall()
    assert rows[0] == ("1", "Колонна вышла утром.", "https://t.me/velmin/1", ["photo"], 10, "Ведомство")
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert network.open == 0


def test_an_edit_and_a_vanished_post_are_seen_when_they_are_asked_for_again(
    case: offscript.Case, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyed, "_TOGETHER", 3)
    case, clock = with_feeds(case, FEED), Clock()
    for number in range(4, 8):
        network.words[number] = f"Новые слова, раз {number}."
    ask(case, clock)
    network.words[4] = "Другие слова."
    network.edited.add(4)
    del network.words[3]
    for _ in range(4):
        clock.later(20)
        ask(case, clock)
    case.run(["observation"])
    assert case.sql("select count(*) from version v join post p using (post) where native_id = '4'").fetchall() == [
        (2,)
    ]
    gone = case.sql("select p.native_id from observation o join post p using (post) where o.state = 'gone'").fetchall()
    assert gone == [("3",)]


def test_a_wait_that_is_asked_for_puts_the_feed_off(case: offscript.Case, network: Network) -> None:
    clock = Clock()
    network.stopped = FloodWaitError(request=None, capture=3_600)
    case = with_feeds(case, FEED)
    assert "3600 seconds" in ask(case, clock)[0]
    network.stopped = None
    clock.later(50)
    assert ask(case, clock) == []
    assert len(case.table("post")) == 0
    clock.later(20)
    ask(case, clock)
    assert len(case.table("post")) == 3


def test_what_stands_in_the_way_is_said(
    case: offscript.Case, network: Network, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert keyed.Keyed().ask(keyed.address_of("-1000000000077")).problem is None
    elsewhere = with_feeds(case, FEED.replace("@velmin", "@nowhere"))
    assert "nowhere" in ask(elsewhere, Clock())[0]
    network.known = False
    assert "offscript sign-in" in keyed.Keyed().ask("telegram-api:velmin").problem  # type: ignore[operator]
    monkeypatch.undo()
    monkeypatch.setenv("OFFSCRIPT_TELEGRAM_SESSION", str(tmp_path / "own" / "held.session"))
    monkeypatch.delenv("OFFSCRIPT_TELEGRAM_ID", raising=False)
    told = CliRunner().invoke(app, ["sign-in"])
    assert "my.telegram.org" in f"{told.output}{told.exception}"
    monkeypatch.setitem(sys.modules, "telethon.sync", None)
    assert "pip install 'offscript[telegram]'" in keyed.Keyed().ask("telegram-api:velmin").problem  # type: ignore[operator]


def test_signing_in_leaves_a_file_for_its_owner_alone(
    network: Network, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OFFSCRIPT_TELEGRAM_SESSION", str(tmp_path / "own" / "held.session"))
    keyed.session_file().write_bytes(b"")
    path = keyed.sign_in()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    network.stopped = RuntimeError("no terminal")
    with pytest.raises(CaseError, match="no terminal"):
        keyed.sign_in()


def test_a_turn_hangs_up_though_it_is_cut_off(case: offscript.Case, network: Network) -> None:
    network.stopped = KeyboardInterrupt()  # type: ignore[assignment]
    opened = with_feeds(case, FEED)
    with opened_log(opened.folder) as log, pytest.raises(KeyboardInterrupt):
        Turn(opened.folder, opened.settings, log, None, lambda text: None, Clock()).run()  # type: ignore[arg-type]
    assert network.open == 0
