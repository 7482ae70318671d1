"""Ways an alert goes: each once, in order, and what cannot be told waits."""

from __future__ import annotations

import json
import os
import re
import signal
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

import offscript
from offscript.case.collecting import MailSettings
from offscript.watch.outbox import Outbox, opened_outbox
from offscript.watch.telling import NotTold, Told, Way, send, to_feed, to_file, to_mail, to_webhook
from tests.collect.server import Server, plain, serving, status

NOW = 1_662_811_200_000_000


def told(number: int, alert: str = "") -> Told:
    return Told(
        number,
        alert or f"figure:{number}",
        "figure",
        f"line {number}",
        "“слова”",
        "why now: because",
        NOW,
        NOW + number,
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as held:
        yield held


def test_a_file_holds_each_alert_once_even_after_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "alerts.ndjson"
    to_file(path, [told(1), told(2)])
    with path.open("ab") as out:
        out.write(b'{"id": "half')
    to_file(path, [told(2), told(3)])
    assert [json.loads(line)["number"] for line in path.read_text("utf-8").splitlines()] == [1, 2, 3]


def test_a_feed_can_be_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "alerts.xml"
    to_feed(path, "Вель", [told(1), told(2)])
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["line 2", "line 1"]
    first = [entry.id for entry in feed.entries]
    to_feed(path, "Вель", [told(1), told(2)])
    assert [entry.id for entry in feedparser.parse(path.read_bytes()).entries] == first


def test_a_webhook_gets_json_with_an_id_that_stays(server: Server) -> None:
    server.plays["/hook"] = plain(b"")
    to_webhook(server("/hook"), [told(1)])
    to_webhook(server("/hook"), [told(1)])
    sent = [headers for path, headers in server.asked if path == "/hook"]
    assert len({headers["idempotency-key"] for headers in sent}) == 1
    assert json.loads(sent[0]["body"])["words"] == "“слова”"
    server.plays["/hook"] = status(500)
    with pytest.raises(NotTold, match="answered 500"):
        to_webhook(server("/hook"), [told(2)])


class Post(socketserver.StreamRequestHandler):
    """A mail server that takes whatever comes."""

    letters: list[str] = []  # noqa: RUF012

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        held: list[str] | None = None
        while line := self.rfile.readline():
            if held is not None:
                if line == b".\r\n":
                    Post.letters.append("".join(held))
                    held = None
                    self.wfile.write(b"250 taken\r\n")
                else:
                    held.append(line.decode("utf-8"))
            elif line.upper().startswith(b"DATA"):
                held = []
                self.wfile.write(b"354 go on\r\n")
            elif line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


def test_a_letter_holds_all_alerts_and_its_id_stays() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as held:
        threading.Thread(target=held.serve_forever, daemon=True).start()
        mail = MailSettings(
            host="127.0.0.1",
            port=held.server_address[1],
            sender="w@vel.example",
            to=("d@vel.example",),
            encrypted=False,
        )
        to_mail(mail, "Вель", [told(1), told(2)])
        to_mail(mail, "Вель", [told(1), told(2)])
        held.shutdown()
    ids = [re.search(r"Message-ID: (\S+)", letter) for letter in Post.letters]
    assert len(ids) == 2
    assert len({found.group(1) for found in ids if found}) == 1
    closed = mail.model_copy(update={"port": 9})
    with pytest.raises(NotTold, match="did not take the letter"):
        to_mail(closed, "Вель", [told(1)])


def alert(name: str) -> dict[str, Any]:
    return {"alert": name, "kind": "figure", "known_at": NOW, "at": NOW, "score": 1.0}


def shown(number: int, row: dict[str, Any]) -> Told:
    return told(number, row["alert"])


def test_what_cannot_be_told_waits_and_what_was_told_is_not_told_again(case: offscript.Case) -> None:
    heard: list[str] = []
    broken = True

    def say(alerts: Any) -> None:
        if broken:
            raise NotTold("nobody there")
        heard.extend(one.alert for one in alerts)

    with opened_outbox(case.folder) as outbox:
        outbox.decide([(alert("a"), "told"), (alert("b"), "held"), (alert("c"), "told")], NOW)
        way = [Way("w", True, say)]
        assert "nobody there" in send(outbox, way, shown, False, NOW)[0]
        broken = False
        assert send(outbox, way, shown, True, NOW) == []
        assert heard == []
        send(outbox, way, shown, False, NOW)
        send(outbox, way, shown, False, NOW)
    assert heard == ["a", "c"]


def test_a_decision_once_written_stays(case: offscript.Case) -> None:
    with opened_outbox(case.folder) as outbox:
        outbox.decide([(alert("a"), "held")], NOW)
        outbox.decide([(alert("a"), "told"), (alert("b"), "told")], NOW + 1)
        assert outbox.counts() == {"held": 1, "told": 1}
        assert sum(outbox.told_this_week(NOW).values()) == 1
        assert outbox.sound()


def sends(folder: Path) -> None:
    """Decide and send, turn after turn, until killed."""
    outbox, turn = Outbox(folder), time.monotonic_ns()
    while True:
        turn += 1
        outbox.decide([(alert(f"figure:{turn}:{number}"), "told") for number in range(3)], turn)
        send(outbox, [Way("file", False, lambda alerts: to_file(folder / "alerts.ndjson", alerts))], shown, False, turn)


def test_twenty_kills_lose_and_double_nothing_in_the_file(case: offscript.Case) -> None:
    for kill in range(20):
        process = os.fork()
        if process == 0:
            sends(case.folder)
        time.sleep(0.03 + 0.012 * (kill % 7))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    outbox = Outbox(case.folder)
    send(outbox, [Way("file", False, lambda alerts: to_file(case.folder / "alerts.ndjson", alerts))], shown, False, NOW)
    ids = [json.loads(line)["key"] for line in (case.folder / "alerts.ndjson").read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids)) == outbox.counts()["told"]
    assert set(ids) == outbox.known()
    outbox.close()
