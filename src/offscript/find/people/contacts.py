"""What leads to a person: addresses of mail, handles, profiles, telephone and card numbers, off the list of public ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDLE = re.compile(r"(?<![\w/@.+-])@([A-Za-z]\w{2,31})(?![\w@])")
_NETWORKS = (
    r"t\.me/(?:s/)?|telegram\.me/|vk\.com/|vk\.ru/|ok\.ru/(?:profile/)?|facebook\.com/(?:profile\.php\?id=)?|fb\.com/|"
    r"instagram\.com/|twitter\.com/|x\.com/|tiktok\.com/@|linkedin\.com/in/|threads\.net/@|youtube\.com/@|bsky\.app/profile/"
)
_PROFILE = re.compile(rf"(?<![\w.-])(?:www\.|m\.)?(?:{_NETWORKS})@?([A-Za-z0-9][\w.-]{{1,60}})", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\d+.,])(?:"
    r"\+\d{1,3}[ \u00a0(.-]{0,2}(?:\d[ \u00a0().-]{0,2}){7,11}\d|8\d{10}|0\d{9}|"
    r"[870][ \u00a0(-]{0,2}\d{2,3}[ \u00a0)-]{1,2}\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2})(?!\d)"
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ \u00a0-]?){3}\d{4}(?!\d)")
_NO_ACCOUNT = frozenset(
    [
        "joinchat",
        "share",
        "c",
        "addstickers",
        "proxy",
        "watch",
        "wall",
        "video",
        "photo",
        "public",
        "hashtag",
        "search",
        "p",
    ]
)
"""First parts of addresses on these networks that are no account."""


class Contact(NamedTuple):
    """A stretch `[start, end)` that leads to a person: `mail`, `handle`, `profile`, `telephone` or `card`."""

    start: int
    end: int
    kind: str


def _is_card(digits: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    doubled = (int(one) * 2 if place % 2 else int(one) for place, one in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _accounts(text: str, public: frozenset[str]) -> Iterator[Contact]:
    for pattern, kind in ((_HANDLE, "handle"), (_PROFILE, "profile")):
        for match in pattern.finditer(text):
            name = match[1].rstrip(".-").lower()
            if name not in public and not (kind == "profile" and name in _NO_ACCOUNT):
                yield Contact(match.start(1) - (kind == "handle"), match.start(1) + len(name), kind)


def contacts(text: str, public: frozenset[str]) -> list[Contact]:
    """Contacts in a text, in order; handles and profiles of `public` (in small letters, without @) are none."""
    found = [Contact(match.start(), match.end(), "mail") for match in _MAIL.finditer(text)]
    found += [Contact(match.start(), match.end(), "telephone") for match in _TELEPHONE.finditer(text)]
    for match in _CARD.finditer(text):
        if _is_card("".join(one for one in match[0] if one.isdigit())):
            found.append(Contact(match.start(), match.end(), "card"))
    return sorted([*found, *_accounts(text, public)])
