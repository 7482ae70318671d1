"""Whose words a file holds, and from when on, where the file itself does not say it: subtitles, transcripts, statements.

Asked in this order: what was given by hand (`--source`, `--start`); a row of `manifest.csv` in the same folder (`file, source,
start`); yt-dlp's `NAME.info.json` beside it; the name of the file itself (`Programme 2022-09-10 20-00.srt`). A time without a zone
is in the case's.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from offscript.read.identity import name_key
from offscript.read.record import Document, Setting
from offscript.read.times import Instant, instant, unix

MANIFEST = "manifest.csv"
_NAMED = re.compile(
    r"^(?P<source>.*?)[ _.-]*(?P<day>(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d)"
    r"(?:[ _T.-]+(?P<hour>\d\d)[-_.:h]?(?P<minute>\d\d)(?:[-_.:]?(?P<second>\d\d))?)?"
)
_LANGUAGE = re.compile(r"\.(?:[a-z]{2}(?:-[A-Za-z]+)?|orig|auto)$")
ADVICE = (
    "say whose and when: --source NAME --start 2022-09-10T20:00, or a manifest.csv beside it (file,source,start), or name the file "
    "like 'Programme 2022-09-10 20-00'"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose words, from when on, and how that is known; `url` and `platform` where something beside the file says them."""

    source: str | None = None
    start: Instant | None = None
    known: str = ""
    url: str | None = None
    channel: str | None = None

    @property
    def key(self) -> str:
        """Key of the source."""
        return f"youtube:{self.channel}" if self.channel else name_key(self.source or "")

    @property
    def platform(self) -> str:
        """Platform of the source."""
        return "youtube" if self.channel else "file"


def _manifest(document: Document, setting: Setting) -> Placed:
    raw = document.beside(MANIFEST)
    if raw is None:
        return Placed()
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig", "replace")))
    own = re.split(r"[/\\!]", document.name)[-1]
    for row in rows:
        if (row.get("file") or "").strip() in (own, document.stem):
            start = instant(row.get("start") or "", setting.zone)
            return Placed((row.get("source") or "").strip() or None, start, MANIFEST, row.get("url") or None)
    return Placed()


def described(information: dict[str, Any], setting: Setting) -> Placed:
    """What yt-dlp's description of a video says: its channel, its time (to the second where the platform gives it)."""
    counted = information.get("release_timestamp") or information.get("timestamp")
    start = unix(counted) if counted else None
    day = str(information.get("upload_date") or "")
    if start is None and re.fullmatch(r"\d{8}", day):
        start = instant(f"{day[:4]}-{day[4:6]}-{day[6:]}", setting.zone)
    channel = information.get("channel_id") or information.get("uploader_id")
    name = information.get("channel") or information.get("uploader")
    settled = start._replace(basis="live" if information.get("was_live") else "upload") if start else None
    url = information.get("webpage_url") or information.get("original_url")
    return Placed(str(name) if name else None, settled, "info.json", url, str(channel) if channel else None)


def _information(document: Document, setting: Setting) -> Placed:
    for stem in (document.stem, _LANGUAGE.sub("", document.stem)):
        raw = document.beside(f"{stem}.info.json")
        try:
            held = json.loads(raw) if raw is not None else None
        except ValueError:
            continue
        if isinstance(held, dict):
            return described(held, setting)
    return Placed()


def _name(document: Document, setting: Setting) -> Placed:
    found = _NAMED.match(document.stem)
    if not found:
        return Placed()
    day = re.sub(r"\D", "", found["day"])
    clock = f" {found['hour']}:{found['minute']}:{found['second'] or '00'}" if found["hour"] else ""
    start = instant(f"{day[:4]}-{day[4:6]}-{day[6:]}{clock}", setting.zone)
    if start and clock and not found["second"]:
        start = Instant(start.at, max(start.precision_us, 60_000_000), start.basis)
    return Placed(found["source"].replace("_", " ").strip() or None, start, "the file's name")


def placed_by(document: Document, setting: Setting) -> Placed:
    """Whose words a document holds and from when on, each from the first that says it."""
    settled = Placed(setting.source, setting.start, "what was given by hand")
    for ask in (_manifest, _information, _name):
        if settled.source and settled.start:
            break
        found = ask(document, setting)
        known = found.known if found.start and not settled.start else settled.known
        settled = replace(
            settled,
            source=settled.source or found.source,
            start=settled.start or found.start,
            known=known,
            url=settled.url or found.url,
            channel=settled.channel or (found.channel if not settled.source else None),
        )
    return settled
