"""One turn of all feeds that are due: asked, kept, written down; what failed is asked again later, and later still."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from offscript.case import Settings
from offscript.case.collecting import FeedSettings
from offscript.collect import keyed, kinds
from offscript.collect.fetch import Answer, Fetcher
from offscript.collect.keep import keep_archive, keep_raw
from offscript.collect.log import Asked, Log
from offscript.model import MINUTE, SECOND
from offscript.read.record import Post

_LONGEST = 6 * 60 * MINUTE
_STILL = 3
_CLOSED = "it answers, but shows no posts: the channel is closed, blocked or renamed, or hides its public preview"
Tell = Callable[[str], None]


def now_us() -> int:
    """The time, in microseconds since 1970 UTC."""
    return int(time.time() * SECOND)


def _due(feed: FeedSettings, log: Log, address: str, answer: Answer, now: int) -> int:
    """When an address is to be asked again: after its own time; after failures twice as long each time, and as long as it asks."""
    every = feed.every * MINUTE
    failed = log.failures(feed.id, address) + 1 if answer.problem else 0
    wait = min(every * 2.0**failed, max(_LONGEST, every)) if failed else every
    return now + round(max(wait * random.uniform(0.9, 1.1), (answer.wait or 0) * SECOND))  # noqa: S311


class _Asker(Protocol):
    """Whatever answers for an address."""

    def ask(self, address: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer, or why there is none."""
        ...


class Dropped(NamedTuple):
    """A file of a folder, and what it is known by; it counts as taken once it is in the case."""

    feed: str
    path: Path
    seen: str


class Turn:
    """What one turn asks with and writes to: files kept, files of folders, and what was not answered."""

    def __init__(
        self, case: Path, settings: Settings, log: Log, fetcher: Fetcher, tell: Tell, clock: Callable[[], int] = now_us
    ) -> None:
        self.case, self.settings, self.log = case, settings, log
        self.fetcher, self.tell, self.clock = fetcher, tell, clock
        self.keyed = keyed.Keyed()
        self.found: list[Path] = []
        self.dropped: list[Dropped] = []
        self.problems: dict[str, str] = {}

    def due(self) -> list[FeedSettings]:
        """Feeds whose time has come, the one that waits longest first."""
        now = self.clock()
        waiting = [(self._due_at(feed, now), feed.id, feed) for feed in self.settings.feed]
        return [feed for at, _, feed in sorted(waiting, key=lambda one: one[:2]) if at <= now]

    def _due_at(self, feed: FeedSettings, now: int) -> int:
        """When a feed is due: at once a folder, what was never asked, what was asked in a future (the clock was set back)."""
        last = self.log.last(feed.id, self._home(feed)) if feed.kind != "folder" else None
        return 0 if last is None or last.asked_at > now else last.due_at

    def _home(self, feed: FeedSettings) -> str:
        if feed.kind == "pages":
            return next(kinds.addresses_in(self.case, feed.address), feed.address)
        return kinds.home(feed)

    def next_due(self) -> int:
        """When the next feed is due."""
        now = self.clock()
        asked = (self._due_at(feed, now) for feed in self.settings.feed if feed.kind != "folder")
        return min(asked, default=now + MINUTE)

    def take(self, feed: FeedSettings) -> Callable[[str], list[Post] | None]:
        """How a feed's addresses are asked: what is new is kept, every question is written down."""

        def ask(address: str) -> list[Post] | None:
            before = self.log.last(feed.id, address, answered=True)
            asker: _Asker = self.keyed if feed.kind == keyed.KIND else self.fetcher
            answer = asker.ask(address, before.etag if before else None, before.modified if before else None)
            return self._settle(feed, address, answer, before)

        return ask

    def _settle(self, feed: FeedSettings, address: str, answer: Answer, before: Asked | None) -> list[Post] | None:
        now = self.clock()
        asked = Asked(feed.id, address, now, _due(feed, self.log, address, answer, now), answer.status, answer.problem)
        if answer.problem or answer.body is None:
            if answer.problem:
                self.problems[feed.id] = f"{address}: {answer.problem}"
            self.log.add(asked)
            return None
        if answer.skew is not None:
            told = f"the server's clock differs by {answer.skew:.0f} seconds from this machine's; which one is right?"
            self.problems[f"{feed.id}, clock"] = told
        kind = "page" if feed.articles and address != feed.address else feed.kind
        posts = kinds.posts_of(kind, answer.body, now)
        if kind == "telegram" and not posts and address == self._home(feed):
            self.problems[feed.id] = f"{address}: {_CLOSED}"
            self.log.add(replace(asked, problem=_CLOSED))
            return None
        gist = kinds.gist_of(posts, answer.body)
        path = digest = None
        if before is None or before.gist != gist:
            kept, digest = keep_raw(self.case, feed.id, answer, now, kinds.ENDINGS.get(kind, "html"))
            path = str(kept)
            self.found.append(self.case / kept)
            if self.settings.collect.archive and answer.status is not None:
                keep_archive(self.case, answer, now)
        tags = answer.headers.get("etag"), answer.headers.get("last-modified")
        self.log.add(
            Asked(feed.id, address, now, asked.due_at, answer.status, None, tags[0], tags[1], gist, digest, path)
        )
        return posts

    def run(self) -> list[Path]:
        """Ask every feed that is due; gives the files kept."""
        try:
            self._ask_all()
        finally:
            self.keyed.close()
        return self.found

    def _ask_all(self) -> None:
        for feed in self.due():
            self.tell(f"asking {feed.id}")
            if feed.kind == "folder":
                self.dropped += _dropped(self.case, feed, self.log)
            elif feed.kind in kinds.CHANNELS:
                kinds.channel(feed, self.log, self.take(feed), self.clock())
            elif feed.kind == "pages":
                for address in kinds.addresses_in(self.case, feed.address):
                    self.take(feed)(address)
            else:
                kinds.listing(feed, self.log, self.take(feed), self.clock())


def _dropped(case: Path, feed: FeedSettings, log: Log) -> list[Dropped]:
    """Files of a folder that are new or changed; one still being copied, touched within seconds, is left for the next turn."""
    found = []
    for path in sorted((case / feed.address).rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        state = path.stat()
        seen = f"{state.st_mtime_ns} {state.st_size}"
        if state.st_mtime < time.time() - _STILL and log.place(feed.id, str(path)) != seen:
            found.append(Dropped(feed.id, path, seen))
    return found
