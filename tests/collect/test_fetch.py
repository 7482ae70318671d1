"""One question to one address: what servers do wrong is said in words, and nothing is taken beyond reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import urllib3

from offscript.collect import fetch
from offscript.collect.fetch import Fetcher
from tests.collect.server import Play, Server, bomb, cut_off, hangs, plain, serving, skewed, status, tagged


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as held:
        yield held


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher("desk@vel.example", pause=0)


def test_an_answer_names_its_asker_and_is_asked_for_news_only(server: Server, fetcher: Fetcher) -> None:
    server.plays["/a"] = tagged(b"words", '"1"')
    first = fetcher.ask(server("/a"))
    again = fetcher.ask(server("/a"), etag=first.headers["etag"])
    assert (first.body, again.status, again.body, again.problem) == (b"words", 304, None, None)
    assert "+desk@vel.example" in server.asked[-1][1]["user-agent"]


@pytest.mark.parametrize(
    ("play", "said"),
    [
        (bomb, "larger than"),
        (cut_off, "IncompleteRead"),
        (status(500), "answered 500"),
        (status(404), "answered 404"),
        (status(403), "answered 403"),
    ],
)
def test_what_goes_wrong_is_said(
    server: Server, fetcher: Fetcher, play: Play, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 1 << 20)
    server.plays["/a"] = play
    answer = fetcher.ask(server("/a"))
    assert answer.body is None
    assert said in (answer.problem or "")


def test_a_server_that_hangs_is_left(server: Server, fetcher: Fetcher) -> None:
    server.plays["/a"] = hangs
    fetcher._direct = urllib3.PoolManager(timeout=urllib3.Timeout(connect=1, read=0.3), retries=False)
    assert "timed out" in (fetcher.ask(server("/a")).problem or "").lower()


def test_a_host_that_asks_for_peace_gets_it(server: Server, fetcher: Fetcher) -> None:
    server.plays["/a"] = status(429, {"Retry-After": "90"})
    answer = fetcher.ask(server("/a"))
    assert (answer.status, answer.wait) == (429, 90.0)


def test_redirects_are_followed_and_circles_are_told(server: Server, fetcher: Fetcher) -> None:
    server.plays["/a"] = status(302, {"Location": "/b"})
    server.plays["/b"] = plain(b"there")
    assert fetcher.ask(server("/a")).body == b"there"
    server.plays["/b"] = status(302, {"Location": "/a"})
    assert "in a circle" in (fetcher.ask(server("/a")).problem or "")
    server.plays["/a"] = status(302, {"Location": "file:///etc/passwd"})
    assert "no http address" in (fetcher.ask(server("/a")).problem or "")


def test_robots_are_kept_to_and_may_be_left_aside(server: Server, fetcher: Fetcher) -> None:
    server.plays["/robots.txt"] = plain(b"User-agent: *\nDisallow: /closed")
    server.plays["/closed/a"] = server.plays["/open"] = plain(b"words")
    assert "robots.txt" in (fetcher.ask(server("/closed/a")).problem or "")
    assert fetcher.ask(server("/open")).body == b"words"
    assert Fetcher(pause=0, robots=False).ask(server("/closed/a")).body == b"words"
    assert [path for path, _ in server.asked].count("/robots.txt") == 1


def test_a_host_is_left_in_peace_between_two_questions(server: Server) -> None:
    slept: list[float] = []
    fetcher = Fetcher(pause=10, robots=False, sleep=slept.append)
    server.plays["/a"] = plain(b"words")
    fetcher.ask(server("/a"))
    fetcher.ask(server("/a"))
    assert len(slept) == 1
    assert 7 < slept[0] <= 15


def test_a_clock_that_differs_is_told(server: Server, fetcher: Fetcher) -> None:
    server.plays["/a"] = skewed(b"words")
    assert 7000 < (fetcher.ask(server("/a")).skew or 0) < 7400


def test_an_address_nobody_answers_is_told(fetcher: Fetcher) -> None:
    assert Fetcher(pause=0, robots=False).ask("http://127.0.0.1:9/a").problem
    assert "robots.txt" in (fetcher.ask("http://127.0.0.1:9/a").problem or "")
    assert "no http address" in (fetcher.ask("ftp://127.0.0.1/a").problem or "")
