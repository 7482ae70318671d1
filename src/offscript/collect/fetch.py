"""One question to one address: polite, bounded, and answered in words where it fails."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError

LARGEST = 64 * 1024 * 1024
"""Most bytes of one answer, unpacked."""
_SLOWEST = 120.0
_REDIRECTS = 5
_CHUNK = 1 << 16
_ROBOTS_KEPT = 24 * 3600.0
_SKEW = 300.0
_LONGEST_WAIT = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, the bytes unpacked, headers by small letters; `problem` says in words why there is nothing, `wait`
    how many seconds the host asks to be left in peace, `skew` by how many its clock is ahead of ours, where that is much."""

    address: str
    status: int | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None
    wait: float | None = None
    skew: float | None = None


def agent(contact: str) -> str:
    """How the collector names itself."""
    return (
        f"offscript/{version('offscript')} ({f'+{contact}; ' if contact else ''}reads what is published, for research)"
    )


class _TooMuch(Exception):
    """An answer larger or slower than is taken."""


def _unpacked(response: urllib3.BaseHTTPResponse, started: float) -> bytes:
    """The bytes of an answer, unpacked piece by piece, so that a bomb is met before it bursts."""
    coding = (response.headers.get("Content-Encoding") or "").lower().strip()
    unpack = zlib.decompressobj(wbits=47) if coding in ("gzip", "x-gzip", "deflate") else None
    parts, size = [], 0
    while chunk := response.read(_CHUNK, decode_content=False):
        if time.monotonic() - started > _SLOWEST:
            raise _TooMuch(f"the answer took longer than {_SLOWEST:.0f} seconds")
        piece = unpack.decompress(chunk, LARGEST - size + 1) if unpack else chunk
        size += len(piece)
        parts.append(piece)
        if size > LARGEST or (unpack and unpack.unconsumed_tail):
            raise _TooMuch(f"the answer is larger than {LARGEST} bytes")
    return b"".join(parts)


def _seconds_to_wait(header: str | None, now: float) -> float | None:
    if not header:
        return None
    if header.strip().isdigit():
        return min(float(header), _LONGEST_WAIT)
    try:
        return min(max(0.0, parsedate_to_datetime(header).timestamp() - now), _LONGEST_WAIT)
    except (TypeError, ValueError):
        return None


class Fetcher:
    """Asks addresses one at a time: robots.txt kept for a day, one pause a host, proxies by the usual variables."""

    def __init__(
        self, contact: str = "", pause: float = 2.0, robots: bool = True, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._agent, self._pause, self._obeys, self._sleep = agent(contact), pause, robots, sleep
        self._timeout = urllib3.Timeout(connect=15, read=30)
        self._direct = urllib3.PoolManager(timeout=self._timeout, retries=False)
        self._through: dict[str, urllib3.ProxyManager] = {}
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Protego | None]] = {}

    def _pool(self, address: str) -> urllib3.PoolManager:
        parts = urlsplit(address)
        proxy = getproxies().get(parts.scheme)
        if not proxy or proxy_bypass(parts.hostname or ""):
            return self._direct
        return self._through.setdefault(proxy, urllib3.ProxyManager(proxy, timeout=self._timeout, retries=False))

    def _in_turn(self, host: str) -> None:
        """Wait until a host may be asked again, somewhat more or less than the pause."""
        left = self._free_at.get(host, 0.0) - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._free_at[host] = time.monotonic() + self._pause * random.uniform(0.75, 1.5)  # noqa: S311

    def _once(self, address: str, headers: Mapping[str, str]) -> Answer:
        started, now = time.monotonic(), time.time()
        response = self._pool(address).request(
            "GET",
            address,
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip", **headers},
            redirect=False,
            preload_content=False,
        )
        try:
            held = {name.lower(): value for name, value in response.headers.items()}
            stamp = held.get("date")
            told = _seconds_to_wait(held.get("retry-after"), now) if response.status in (429, 503) else None
            skew = parsedate_to_datetime(stamp).timestamp() - now if stamp else None
            body = _unpacked(response, started) if response.status == 200 else None
        except (TypeError, ValueError):
            skew, body, told = None, _unpacked(response, started), None
        finally:
            response.close()
        problem = (
            None if response.status in (200, 304, 301, 302, 303, 307, 308) else f"the server answered {response.status}"
        )
        return Answer(address, response.status, body, held, problem, told, skew if skew and abs(skew) > _SKEW else None)

    def _asked(self, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer at the end of redirects."""
        seen: list[str] = []
        while True:
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return Answer(address, problem=f"{address!r} is no http address")
            if address in seen:
                return Answer(address, problem=f"redirects in a circle ({' → '.join([*seen, address])})")
            if len(seen) > _REDIRECTS:
                return Answer(address, problem=f"more than {_REDIRECTS} redirects, the last to {address}")
            self._in_turn(parts.netloc)
            try:
                answer = self._once(address, headers)
            except (HTTPError, OSError, zlib.error, _TooMuch) as error:
                return Answer(address, problem=str(error) or type(error).__name__)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            seen.append(address)
            address = urljoin(address, answer.headers.get("location", ""))

    def _allowed(self, address: str) -> str | None:
        """Why an address may not be asked, by the host's robots.txt; None where it may."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        kept = self._rules.get(host)
        if kept is None or time.monotonic() - kept[0] > _ROBOTS_KEPT:
            answer = self._asked(f"{host}/robots.txt", {})
            if answer.status is None or answer.status >= 500:
                return f"robots.txt of {parts.netloc} could not be read ({answer.problem}); asked again later"
            rules = Protego.parse((answer.body or b"").decode("utf-8", "replace")) if answer.status == 200 else None
            kept = self._rules[host] = (time.monotonic(), rules)
        rules = kept[1]
        return (
            None
            if rules is None or rules.can_fetch(address, "offscript")
            else f"robots.txt of {parts.netloc} forbids it"
        )

    def ask(self, address: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer of an address: 304 where it holds nothing newer than `etag` or `modified` say."""
        refused = self._allowed(address) if self._obeys and urlsplit(address).hostname else None
        if refused:
            return Answer(address, problem=refused)
        headers = {"If-None-Match": etag} if etag else {}
        return self._asked(address, headers | ({"If-Modified-Since": modified} if modified else {}))
