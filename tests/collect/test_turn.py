"""Turns of a case's feeds: what is new is kept once, edits and vanished posts are seen, failures wait, a kill loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
import pytest
from warcio.archiveiterator import ArchiveIterator

import offscript
from offscript.collect import turn as turning
from offscript.collect.fetch import Fetcher
from offscript.collect.log import opened_log
from offscript.collect.reception import reception
from offscript.collect.turn import Turn
from offscript.model import HOUR, MINUTE
from offscript.watch.loop import collected
from tests.collect.server import Play, Server, page, plain, reply, rss, serving, status

START = 1_662_811_200_000_000


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as held:
        yield held


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now

    def later(self, minutes: float) -> None:
        self.now += round(minutes * MINUTE)


def with_feeds(case: offscript.Case, *feeds: str, also: str = "") -> offscript.Case:
    path = case.folder / "case.toml"
    text = re.sub(
        r"\n\[people\]",
        f"\n{also}\n" + "\n".join(f"[[feed]]\n{feed}\n" for feed in feeds) + "\n[people]",
        path.read_text("utf-8"),
    )
    path.write_text(text, encoding="utf-8")
    return offscript.open(case.folder)


def channel(posts: dict[int, str], size: int = 3) -> Play:
    """A channel's preview: the last posts, or those before a number, as many as fit a page."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(urlsplit(handler.path).query).get("before", ["1000000"])
        shown = sorted(number for number in posts if number < int(asked[0]))[-size:]
        reply(handler, 200, page(*((n, f"2022-09-10T{8 + n // 60:02}:{n % 60:02}:00+00:00", posts[n]) for n in shown)))

    return play


def test_a_clock_set_back_makes_no_feed_wait(case: offscript.Case, server: Server) -> None:
    posts = {1: "Сводка номер 1: бои продолжаются."}
    server.plays["/s/agency"] = channel(posts)
    case = with_feeds(case, f'id = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\nevery = 5')
    clock = Clock()
    ask(case, clock)
    posts[2] = "Сводка номер 2: части отошли."
    clock.later(-60)
    assert ask(case, clock) >= 1
    assert ask(case, clock) == 0


def ask(case: offscript.Case, clock: Clock) -> int:
    return collected(case, Fetcher(pause=0, robots=False), lambda text: None, clock).new


def test_a_channel_is_read_back_to_what_is_known_and_edits_and_vanished_posts_are_seen(
    case: offscript.Case, server: Server
) -> None:
    posts = {number: f"Сводка номер {number}: бои у реки Вель продолжаются." for number in range(1, 9)}
    server.plays["/s/agency"] = channel(posts)
    case = with_feeds(case, f'id = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\nevery = 5')
    clock = Clock()
    assert ask(case, clock) >= 8
    held = case.sql("select native_number from post order by 1").fetchall()
    assert held == [(number,) for number in range(1, 9)]
    posts[6] = "Сводка номер 6: части отошли."
    del posts[7]
    posts |= {9: "Сводка номер 9.", 10: "Сводка номер 10.", 11: "Сводка номер 11.", 12: "Сводка номер 12."}
    for _ in range(4):
        clock.later(6)
        ask(case, clock)
    assert case.sql("select count(*) from post").fetchall() == [(12,)]
    assert case.sql(
        "select max(v.number) from version v join post p on p.post = v.post where p.native_number = 6"
    ).fetchall() == [(2,)]
    gone = case.sql(
        "select distinct p.native_number from observation o join post p on p.post = o.post where o.state = 'gone'"
    )
    assert gone.fetchall() == [(7,)]


def test_a_page_that_fails_on_the_way_back_leaves_no_hole(case: offscript.Case, server: Server) -> None:
    posts = {number: f"Сводка номер {number}." for number in range(1, 4)}
    shown, broken = channel(posts), [False]

    def play(handler: BaseHTTPRequestHandler) -> None:
        if broken[0] and "before" in handler.path:
            reply(handler, 500)
        else:
            shown(handler)

    server.plays["/s/agency"] = play
    case = with_feeds(
        case, f'id = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\nreread_hours = 0\nevery = 5'
    )
    clock = Clock()
    ask(case, clock)
    posts |= {number: f"Сводка номер {number}." for number in range(4, 12)}
    broken[0] = True
    clock.later(6)
    ask(case, clock)
    assert case.sql("select count(*) from post").fetchall() == [(6,)]
    broken[0] = False
    clock.later(6)
    ask(case, clock)
    assert case.sql("select count(*) from post").fetchall() == [(11,)]


def test_a_dropped_file_counts_as_taken_only_once_it_is_in_the_case(
    case: offscript.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "_STILL", -1)
    case = with_feeds(case, 'id = "drop"\nkind = "folder"\naddress = "dropped"')
    (case.folder / "dropped").mkdir()
    (case.folder / "dropped" / "feed.xml").write_bytes(rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")))
    with opened_log(case.folder) as log:
        killed = Turn(case.folder, case.settings, log, Fetcher(pause=0, robots=False), lambda text: None, Clock())
        killed.run()
    assert len(killed.dropped) == 1
    assert ask(case, Clock()) == 1


def test_what_holds_nothing_new_is_neither_kept_nor_read(case: offscript.Case, server: Server) -> None:
    server.plays["/rss"] = plain(rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")))
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 5')
    clock = Clock()
    assert ask(case, clock) == 1
    assert ask(case, clock) == 0
    assert server.paths() == ["/rss"]
    clock.later(6)
    assert ask(case, clock) == 0
    assert len(list((case.folder / "raw").rglob("*.gz"))) == 1
    assert server.paths() == ["/rss", "/rss"]


def test_failures_wait_longer_each_time_and_the_silence_is_a_hole(case: offscript.Case, server: Server) -> None:
    server.plays["/rss"] = plain(rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")))
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 10')
    clock = Clock()
    ask(case, clock)
    server.plays["/rss"] = status(503, {"Retry-After": "7200"})
    waits = []
    for _ in range(3):
        clock.later(12 * 60)
        found = collected(case, Fetcher(pause=0, robots=False), lambda text: None, clock)
        assert "answered 503" in found.problems[0]
        with opened_log(case.folder) as log:
            last = log.last("news", server("/rss"))
        assert last is not None
        waits.append((last.due_at - last.asked_at) / MINUTE)
    assert all(wait >= 120 for wait in waits)
    rows = reception(case.folder, {"news": 10}).to_pylist()
    assert [(row["state"], row["to_us"] - row["from_us"]) for row in rows] == [("down", 36 * HOUR)]
    assert "503" in rows[0]["problem"]


def test_a_channel_that_shows_no_posts_any_longer_is_told_as_closed(case: offscript.Case, server: Server) -> None:
    server.plays["/s/mo"] = channel({n: f"Слово номер {n} о разном" for n in range(1, 4)})
    case = with_feeds(case, f'id = "mo"\nkind = "telegram"\naddress = "{server("/s/mo")}"\nevery = 10')
    clock = Clock()
    ask(case, clock)
    server.plays["/s/mo"] = channel({})
    for _ in range(3):
        clock.later(24 * 60)
        found = collected(case, Fetcher(pause=0, robots=False), lambda text: None, clock)
        assert "shows no posts" in found.problems[0]
    case.analyse(["control"])
    (row,) = case.sql("select kind, post, words, high_us - low_us from withdrawn").fetchall()
    assert row == ("closed", None, None, 72 * HOUR)


def test_without_a_wish_of_the_server_waits_double(case: offscript.Case, server: Server) -> None:
    server.plays["/rss"] = status(500)
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 10')
    clock, waits = Clock(), []
    for _ in range(3):
        ask(case, clock)
        with opened_log(case.folder) as log:
            last = log.last("news", server("/rss"))
        assert last is not None
        waits.append((last.due_at - last.asked_at) / MINUTE)
        clock.now = last.due_at
    assert 18 <= waits[0] <= 22
    assert 36 <= waits[1] <= 44
    assert 72 <= waits[2] <= 88


def test_a_kill_between_fetching_and_reading_loses_nothing_and_doubles_nothing(
    case: offscript.Case, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays["/rss"] = plain(rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")))
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 5')
    clock = Clock()
    with opened_log(case.folder) as log:
        assert (
            len(Turn(case.folder, case.settings, log, Fetcher(pause=0, robots=False), lambda text: None, clock).run())
            == 1
        )
    assert ask(case, clock) == 1
    with opened_log(case.folder) as log:
        assert log.waiting() == []
        log._held.execute("update asked set taken = 0")
        log._held.commit()
    assert ask(case, clock) == 0
    assert case.sql("select count(*) from post").fetchall() == [(1,)]


def test_a_folder_gives_each_file_once_and_leaves_what_is_still_being_copied(
    case: offscript.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_feeds(case, 'id = "drop"\nkind = "folder"\naddress = "dropped"')
    (case.folder / "dropped").mkdir()
    path = case.folder / "dropped" / "feed.xml"
    path.write_bytes(rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")))
    assert ask(case, Clock()) == 0
    monkeypatch.setattr(turning, "_STILL", -1)
    assert ask(case, Clock()) == 1
    assert ask(case, Clock()) == 0


def test_articles_of_new_entries_are_fetched_once(case: offscript.Case, server: Server) -> None:
    body = "".join(
        f"<p>Абзац {n}, в котором слов хватает, чтобы он был частью статьи, а не меню.</p>" for n in range(6)
    )
    head = '<meta property="article:published_time" content="2022-09-10T12:00:00Z"><title>Рубежи</title>'
    server.plays["/1"] = plain(
        f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()
    )
    feed = rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")).replace(
        b"https://vel.example/1", server("/1").encode()
    )
    server.plays["/rss"] = plain(feed)
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 5\narticles = true')
    clock = Clock()
    assert ask(case, clock) == 2
    clock.later(6)
    assert ask(case, clock) == 0
    assert server.paths() == ["/rss", "/1", "/rss"]


def test_an_archive_and_a_proof_are_kept_where_the_case_wants_them(case: offscript.Case, server: Server) -> None:
    server.plays["/rss"] = plain(
        rss(("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое")), {"Content-Type": "application/rss+xml"}
    )
    case = with_feeds(
        case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"', also="[collect]\narchive = true"
    )
    ask(case, Clock())
    (packed,) = (case.folder / "archive").glob("*.warc.gz")
    with packed.open("rb") as stream:
        (record,) = [one for one in ArchiveIterator(stream) if one.rec_type == "response"]
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    (proof,) = (case.folder / "archive").glob("*.proof.txt")
    assert proof.read_text("utf-8") == f"{digest.removeprefix('sha256:')} {server('/rss')}\n"
    again = offscript.new(Path(str(case.folder) + "-again"), zone="Europe/Kyiv")
    assert again.read([packed]).new == 1


def test_a_feed_heard_throughout_covers_a_quiet_day(case: offscript.Case, server: Server) -> None:
    items = [("1", "Sat, 10 Sep 2022 15:00:00 +0300", "Первое"), ("2", "Tue, 13 Sep 2022 15:00:00 +0300", "Второе")]
    server.plays["/rss"] = plain(rss(*items))
    case = with_feeds(case, f'id = "news"\nkind = "feed"\naddress = "{server("/rss")}"\nevery = 60')
    clock = Clock()
    for _ in range(30):
        ask(case, clock)
        clock.later(170)
    case.analyse(["coverage"])
    quiet = "select state, reason from coverage where day = '2022-09-12'"
    assert case.sql(quiet).fetchall() == [("covered", "no post, and the feed was heard throughout")]


def test_reception_of_a_case_without_feeds_is_empty(case: offscript.Case) -> None:
    assert reception(case.folder, {}) == pa.Table.from_pylist([], schema=reception(case.folder, {}).schema)
