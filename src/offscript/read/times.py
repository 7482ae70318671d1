"""Times as files give them, settled to an interval in microseconds since 1970 UTC, with how they were settled."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from offscript.model import DAY, HOUR, MINUTE, SECOND

_UTC = ZoneInfo("UTC")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WALL_EPOCH = datetime(1970, 1, 1)
_QUARTER = 15 * MINUTE
_COUNTED = re.compile(r"-?\d{9,17}(?:\.\d+)?")
_STAMPED = re.compile(r"20\d{12}")
_DAY_ONLY = re.compile(r"\d{4}-\d\d-\d\d$|\d\d?\.\d\d?\.\d{4}$|\d{4}/\d\d?/\d\d?$")
_SECONDS = re.compile(r"\d\d?:\d\d:\d\d|T\d{6}|^\d{14}")
_SHAPES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y%m%dT%H%M%SZ",
    "%Y%m%d%H%M%S",
)
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Instant(NamedTuple):
    """Something happened in `[at, at + precision_us)`; `basis` says how that is known."""

    at: int
    precision_us: int
    basis: str


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC of an aware datetime."""
    return _whole(moment - _EPOCH)


def _whole(passed: timedelta) -> int:
    return (passed.days * 86_400 + passed.seconds) * SECOND + passed.microseconds


def unix(value: object) -> Instant | None:
    """A count of seconds (or milliseconds, or microseconds) since 1970; None where it is none or out of reason."""
    try:
        count = float(str(value))
    except ValueError:
        return None
    for unit, precision in ((1, SECOND), (1000, SECOND // 1000), (1_000_000, 1)):
        at = round(count * SECOND / unit)
        if micros(_EARLIEST) < at < micros(_LATEST) and abs(count / unit) > 10_000_000:
            return Instant(at, precision if unit > 1 else SECOND, "unix")
    return None


@lru_cache(maxsize=4096)
def _offsets(quarter: int, zone: ZoneInfo) -> tuple[int, int]:
    """What a zone's wall clock is ahead of UTC in a quarter of an hour, by both readings; zones change at quarters only."""
    wall = _WALL_EPOCH + timedelta(microseconds=quarter * _QUARTER)
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return _whole(first), _whole(second)


def _local(moment: datetime, precision: int, zone: ZoneInfo, basis: str) -> Instant:
    """A wall time in a zone; in the hour a clock change repeats, the interval holds both readings."""
    wall = _whole(moment - _WALL_EPOCH)
    first, second = _offsets(wall // _QUARTER, zone)
    if first == second:
        return Instant(wall - first, precision, basis)
    return Instant(wall - max(first, second), abs(first - second) + precision, f"{basis}, clock change")


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for shape in _SHAPES:
        try:
            moment = datetime.strptime(text, shape)
        except ValueError:
            continue
        return moment.replace(tzinfo=UTC) if shape.endswith("Z") else moment
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None


def instant(value: object, zone: ZoneInfo, assumed: str = "zone") -> Instant | None:
    """The time a value states.

    Args:
        value: text in ISO 8601, RFC 822 or a common local form, or a count since 1970.
        zone: zone of times that state none.
        assumed: basis recorded for these: `zone` (the case's), or `utc` where the format says so, whatever `zone` is.

    Returns:
        The interval, as wide as the value is coarse: a bare day is a day (23 or 25 hours at a clock change); None
        where the value is no time.
    """
    text = str(value).strip()
    if not text:
        return None
    if _COUNTED.fullmatch(text) and not _STAMPED.fullmatch(text):
        return unix(text)
    moment = _parse(text)
    if moment is None or not 1900 < moment.year < 2200:
        return None
    if _DAY_ONLY.match(text):
        start = moment.replace(tzinfo=zone)
        width = micros((moment + timedelta(days=1)).replace(tzinfo=zone)) - micros(start)
        return Instant(micros(start), width, "day")
    precision = SECOND if _SECONDS.search(text) else MINUTE
    if moment.tzinfo is not None:
        return Instant(micros(moment), precision, "offset")
    return _local(moment, precision, _UTC if assumed == "utc" else zone, assumed)


def coarsest(precision_us: int) -> str:
    """Name of a precision: second, minute, hour, day."""
    for width, name in ((SECOND, "second"), (MINUTE, "minute"), (HOUR, "hour"), (DAY, "day")):
        if precision_us <= width:
            return name
    return "wider than a day"
