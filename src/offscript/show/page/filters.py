"""What is chosen on a page, as its address says it: words, tier, source, matter, voice, time, order, place in the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from offscript.model import SECOND
from offscript.show.brief.narrowed import Choice
from offscript.show.drawing import between

_LONGEST = 400
_ORDERS = ("best", "newest", "oldest")


class Unclear(ValueError):
    """An address that asks for something there is not; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen; `low` and `high` bound the time of publication in µs, `since` and `until` are how it was said."""

    words: str = ""
    tier: str = ""
    source: str = ""
    matter: str = ""
    voice: str = ""
    since: str = ""
    until: str = ""
    low: int | None = None
    high: int | None = None
    order: str = ""
    page: int = 1

    def address(self, **other: str | int) -> str:
        """The same choice as the part of an address after `?`, with some of it chosen otherwise; back on the first page."""
        held = {"q": self.words, "tier": self.tier, "source": self.source, "matter": self.matter}
        held |= {"voice": self.voice, "from": self.since, "to": self.until, "order": self.order}
        said = {**held, **{name: str(value) for name, value in other.items()}}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def chosen(self) -> bool:
        """Whether anything is chosen at all."""
        return self != Filters(order=self.order, page=self.page)

    @property
    def choice(self) -> Choice:
        """What is chosen of the tables of findings."""
        return Choice(self.tier or None, self.source or None, self.matter or None, self.low, self.high)

    def moved(self, zone: str) -> dict[str, str]:
        """Windows beside the one chosen, as addresses by name; none where it is open at an end."""
        if self.low is None or self.high is None or self.low >= self.high:
            return {}
        width = self.high - self.low
        windows = {
            "earlier": (self.low - width, self.low),
            "later": (self.high, self.high + width),
            "closer": (self.low + width // 4, self.high - width // 4),
            "wider": (self.low - width // 2, self.high + width // 2),
        }
        return {name: self.address(**between(*window, zone)) for name, window in windows.items()}


def moment(said: str, zone: str, end: bool = False) -> int | None:
    """A day or a time in the zone as µs; of a day the end, where asked for; None for nothing.

    Raises:
        Unclear: it is neither.
    """
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise Unclear(f"“{said[:40]}” is no day or time; write 2022-09-10 or 2022-09-10T14:30") from None
    if end and len(said) <= len("2022-09-10"):
        at += timedelta(days=1)
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(zone))
    return round(at.timestamp()) * SECOND


def filters(query: Mapping[str, str], zone: str) -> Filters:
    """What an address asks for.

    Raises:
        Unclear: a time, an order or a page cannot be read, or the words are too many.
    """
    words = query.get("q", "").strip()
    if len(words) > _LONGEST:
        raise Unclear(f"the words to look for are {len(words):,} characters long; at most {_LONGEST} are looked for")
    order, page = query.get("order", ""), query.get("page", "1")
    if order and order not in _ORDERS:
        raise Unclear(f"order “{order[:20]}”: there are {', '.join(_ORDERS)}")
    if not page.isdecimal() or not 1 <= int(page) <= 500:
        raise Unclear("page: a number from 1 to 500")
    since, until = query.get("from", ""), query.get("to", "")
    return Filters(
        words,
        query.get("tier", ""),
        query.get("source", ""),
        query.get("matter", ""),
        query.get("voice", ""),
        since,
        until,
        moment(since, zone),
        moment(until, zone, end=True),
        order,
        int(page),
    )
