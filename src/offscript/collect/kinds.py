"""What is asked of each kind of feed: which addresses, in which order, and what of an answer is news.

A channel (its public preview, or by key) is read from its last posts back until what is known is met; then, one page a turn,
farther back through the last `reread_hours`, so that edits and what vanished are seen. What only counts
views is no news: the gist of a page is its posts' numbers, words and marks of edits.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from offscript.case.collecting import FeedSettings
from offscript.collect import keyed
from offscript.collect.log import Log
from offscript.model import HOUR
from offscript.read import feed as feed_reader
from offscript.read import sitemap, telegram_json, telegram_page
from offscript.read.identity import telegram_handle
from offscript.read.record import Document, Post, Setting

ENDINGS = {"feed": "xml", "sitemap": "xml", "telegram": "html", "pages": "html", keyed.KIND: "jsonl"}
_READERS = {"feed": feed_reader, "sitemap": sitemap, "telegram": telegram_page, keyed.KIND: telegram_json}
CHANNELS = ("telegram", keyed.KIND)
"""Kinds whose pages go back from the newest post."""
_SETTING = Setting(ZoneInfo("UTC"), b"gist")
Take = Callable[[str], list[Post] | None]
"""Asks an address and gives its posts; None where it was not answered or holds nothing new."""


def posts_of(kind: str, body: bytes, at: int) -> list[Post]:
    """Posts of an answer, as far as they can be read."""
    reader = _READERS.get(kind)
    if reader is None:
        return []
    document = Document(kind, lambda: io.BytesIO(body), at)
    return [item for item in reader.read(document, _SETTING) if isinstance(item, Post)]


def gist_of(posts: list[Post], body: bytes) -> str:
    """Digest of what is news in an answer: its posts' numbers and words; of one without posts, all of its bytes."""
    told = "\x1e".join(f"{post.native_id}\x1f{post.text}\x1f{post.edited_at is not None}" for post in posts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass") if posts else body).hexdigest()


def _numbers(posts: list[Post]) -> list[int]:
    return sorted(int(number) for post in posts if (number := post.native_id or "").isdigit())


def home(feed: FeedSettings) -> str:
    """The address that is asked first: of a channel its public preview, or its newest messages where it is asked by key."""
    if feed.kind == keyed.KIND:
        return keyed.address_of(feed.address)
    handle = telegram_handle(feed.address) if feed.kind == "telegram" else None
    return f"https://t.me/s/{handle}" if handle else feed.address


def channel(feed: FeedSettings, log: Log, ask: Take, now: int) -> None:
    """One turn of a channel: the last page, back to what is known, and one page of those read before. Where a page on the
    way back is not answered, the way is gone again at the next turn."""
    first = home(feed)
    posts = ask(first)
    if posts is None:
        return
    numbers = _numbers(posts)
    known = int(log.place(feed.id, "highest") or 0)
    low = numbers[0] if numbers else 0
    whole = True
    for _ in range(feed.pages - 1):
        if low <= known + 1 or low <= 1:
            break
        older = ask(f"{first}?before={low}")
        whole = older is not None
        found = _numbers(older or [])
        if not found or found[0] >= low:
            break
        low = found[0]
    if numbers and whole:
        log.put(feed.id, "highest", str(max(known, numbers[-1])))
    _reread(feed, log, ask, now, numbers[0] if numbers else 0)


def _reread(feed: FeedSettings, log: Log, ask: Take, now: int, first: int) -> None:
    before = int(log.place(feed.id, "reread") or first)
    if not feed.reread_hours or before <= 1:
        log.put(feed.id, "reread", None)
        return
    older = ask(f"{home(feed)}?before={before}") or []
    numbers = _numbers(older)
    newest = max((post.published.at for post in older), default=0)
    over = not numbers or numbers[0] >= before or newest < now - feed.reread_hours * HOUR
    log.put(feed.id, "reread", None if over else str(numbers[0]))


def listing(feed: FeedSettings, log: Log, ask: Take, now: int) -> None:
    """One turn of a feed or sitemap; with `articles`, the pages of entries not seen before."""
    for post in ask(feed.address) or []:
        if feed.articles and post.url and log.last(feed.id, post.url) is None:
            ask(post.url)


def addresses_in(case: Path, address: str) -> Iterator[str]:
    """Addresses of a list: a file of the case, one a line, else the address itself."""
    path = case / address
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else address.split()
    yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))
