"""Web addresses in a text: where they stand, in normal form, with their host."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from courlan import normalize_url

_ADDRESS = re.compile(r"(?:https?://|www\.|(?<![\w./@])t\.me/)[^\s<>\"»”\]\[)(*]+", re.IGNORECASE)
_TAIL = ".,;:!?…'`_"


class Address(NamedTuple):
    """An address in a text: `[start, end)`, its normal form and host without www."""

    start: int
    end: int
    url: str
    domain: str


def normal(url: str) -> tuple[str, str] | None:
    """Normal form (no tracking, no fragment) and host of an address; None where it is none."""
    whole = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(whole)
        host = (parts.hostname or "").removeprefix("www.")
        if parts.scheme not in ("http", "https") or "." not in host:
            return None
        return normalize_url(whole.split("#")[0], strict=False), host
    except ValueError:
        return None


def addresses(text: str) -> list[Address]:
    """Addresses that stand in a text, in order."""
    found = []
    for match in _ADDRESS.finditer(text):
        shown = match.group().rstrip(_TAIL)
        if settled := normal(shown):
            found.append(Address(match.start(), match.start() + len(shown), *settled))
    return found
