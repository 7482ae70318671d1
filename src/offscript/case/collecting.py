"""Settings of what is asked again and again, and of what is said when something happens."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from offscript.case.part import IDENTIFIER, Part, Texts

KINDS = (
    "figure",
    "wording",
    "vanished",
    "crossing",
    "admission",
    "silence",
    "break",
    "promise",
    "blame",
    "claim",
    "blind spot",
)
"""Kinds of alert."""


class FeedSettings(Part):
    """One address that is asked again and again: a feed, a sitemap, a channel (its preview, or by your key), pages, a folder."""

    id: IDENTIFIER
    kind: Literal["feed", "sitemap", "telegram", "telegram-api", "pages", "folder"]
    address: Annotated[str, Field(min_length=1)]
    every: Annotated[float, Field(gt=0, le=10_080)] = 10.0
    pages: Annotated[int, Field(ge=1, le=200)] = 5
    reread_hours: Annotated[float, Field(ge=0, le=8_760)] = 48.0
    articles: bool = False


class CollectSettings(Part):
    """How it is asked: who may be written to, how long one host is left in peace, whether copies are kept."""

    contact: str = ""
    pause: Annotated[float, Field(ge=0, le=3_600)] = 2.0
    robots: bool = True
    archive: bool = False


def _clock(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError("write the hour like 23:00")
    return value


Clock = Annotated[str, BeforeValidator(_clock)]


class MuteSettings(Part):
    """Alerts that are not told: of a kind, a source, a matter, or of all of these that are given together."""

    kind: Literal[KINDS] | None = None  # type: ignore[valid-type]
    source: str | None = None
    matter: str | None = None


class MailSettings(Part):
    """Where alerts are sent by e-mail; the password is taken from the variable OFFSCRIPT_MAIL_PASSWORD, never from a file."""

    host: str
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    user: str = ""
    sender: str
    to: Annotated[Texts, Field(min_length=1)]
    encrypted: bool = True


class WatchSettings(Part):
    """What is told of what happens, where to, and how much of it a reader can bear."""

    alerts_per_week: Annotated[float, Field(gt=0, le=10_000)] = 30.0
    quiet: tuple[Clock, Clock] | None = None
    mute: tuple[MuteSettings, ...] = ()
    file: str = ""
    feed: str = ""
    webhook: str = ""
    mail: MailSettings | None = None
    desktop: bool = False
