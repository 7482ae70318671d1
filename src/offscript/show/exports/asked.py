"""What an export may ask of a case: its tables by SQL, its settings, and one way to write a time."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from offscript.case import Settings
from offscript.model import SECOND
from offscript.store.engine import Rows

_NAMES = uuid.UUID("6f0b5a3e-2f5c-5d0a-9c55-0ff5c4197000")


@dataclass(frozen=True)
class Asked:
    """One state of a case, for writing it down elsewhere; `made_at` is when that state was made (seconds since 1970)."""

    rows: Callable[[str], Rows]
    settings: Settings
    made_at: float


def iso(at: int) -> str:
    """A time in µs as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(at // SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stable(*parts: str) -> str:
    """A UUID that the same parts always give (RFC 9562, version 5)."""
    return str(uuid.uuid5(_NAMES, "\x1f".join(parts)))


def short(*parts: str) -> str:
    """A short name that the same parts always give."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


CLAIMS = """
select a.claim, a.matter, a.first_at, a.last_at, a.statements, a.sources, a.affirmed, a.denied, a.credibility, a.standing, a.rule,
    substring(v.text, a.start + 1, a."end" - a.start) as words, p.source, s.name, s.tier, p.post, p.url, p.published_at
from assessed as a
inner join version as v on v.version = a.version
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source
order by a.claim
"""
"""Claims with what was assessed of them, and the words in which each was first said here."""
