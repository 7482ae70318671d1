"""The country's posts as the files an analyst would hold: one function a form, each `export(voice, posts, folder, stage)`.

Numbers run in sequence per channel, with those of service messages left out; files carry the time of their export.
"""

from __future__ import annotations

import base64
import csv
import html
import json
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from itertools import accumulate
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from offscript.model import SECOND
from offscript.simulate.drawn import drawn
from offscript.simulate.stage import Said, Stage
from offscript.simulate.world import Voice, told

Posts = list[Said]
_PAGE = 20


def numbered(stage: Stage) -> None:
    """Give every post its number in its channel: by time, leaping over service messages."""
    last: dict[str, int] = {}
    for said in sorted(stage.posts, key=lambda one: (one.posted or one.at, one.voice, one.text)):
        lost = said.posted is None and stage.random.random() < stage.strengths.lost_ids
        leap = 2 if lost else 1
        said.number = last[said.voice] = last.get(said.voice, 400) + leap


def _wall(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at // SECOND, zone)


def _iso(at: int) -> str:
    return _wall(at, ZoneInfo("UTC")).isoformat()


def _stamped(path: Path, at: int) -> None:
    os.utime(path, (at // SECOND, at // SECOND))


def native(said: Said, stage: Stage) -> str:
    """The id a post has on its platform."""
    voice = stage.voices[said.voice]
    if voice.form in ("feed", "csv"):
        return f"{voice.id}-{said.number}"
    return f"https://{voice.host}/{said.number}" if voice.form == "article" else str(said.number)


def _photo(said: Said) -> str:
    return f"photos/photo_{said.number}.jpg"


def _desktop_message(said: Said, voice: Voice, seen: int, zone: ZoneInfo) -> dict[str, Any]:
    edited = said.edited_at is not None and said.edited_at < seen
    text = said.later_text if edited else said.text
    stamps = {"date": _wall(said.at, zone).strftime("%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(said.at // SECOND)}
    if edited and said.edited_at:
        stamps["edited_unixtime"] = str(said.edited_at // SECOND)
    who = {"from": voice.name, "from_id": f"channel{voice.number}"}
    photo = {"photo": _photo(said)} if said.picture else {}
    return {"id": said.number, "type": "message", **stamps, **who, **photo, "text": text}


def _desktop_chat(voice: Voice, posts: Posts, seen: int, stage: Stage) -> dict[str, Any]:
    there = [s for s in posts if s.at < seen and not (s.gone_at and s.gone_at < seen)]
    listed = [_desktop_message(said, voice, seen, stage.zone) for said in there]
    return {"name": voice.name, "type": "public_channel", "id": voice.number, "messages": listed}


def desktop(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """Telegram Desktop, exported twice: early, and at the end."""
    for name, seen in (("early", stage.moment(told("plot")["revision"]["export_day"])), ("late", stage.end)):
        path = folder / f"desktop-{voice.id}-{name}" / "result.json"
        path.parent.mkdir(exist_ok=True)
        chat = _desktop_chat(voice, posts, seen, stage)
        path.write_text(json.dumps(chat, ensure_ascii=False, indent=1), encoding="utf-8")
        _stamped(path, seen)
        shown = {one["photo"] for one in chat["messages"] if "photo" in one}
        for said in posts:
            if said.picture and _photo(said) in shown:
                (path.parent / "photos").mkdir(exist_ok=True)
                (path.parent / _photo(said)).write_bytes(drawn(said.picture))


def _telethon_message(said: Said, voice: Voice, stage: Stage) -> dict[str, Any]:
    message = {
        "_": "Message",
        "id": said.number,
        "peer_id": {"_": "PeerChannel", "channel_id": voice.number},
        "channel_name": voice.name,
        "channel_username": voice.handle,
        "date": _iso(said.at),
        "message": said.text,
        "views": 200 + stage.random.randrange(20_000),
        "forwards": stage.random.randrange(300),
    }
    if said.edited_at is not None and said.later_text is None:
        message["edit_date"] = _iso(said.edited_at)
    if said.forward_of is not None:
        origin = stage.voices[said.forward_of.voice]
        source = {"_": "PeerChannel", "channel_id": origin.number}
        stamp = _iso(said.forward_of.at)
        message["fwd_from"] = {"from_id": source, "channel_post": said.forward_of.number, "date": stamp}
    return message


def telethon(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """A collector's array of messages, newest first."""
    path = folder / f"{voice.handle}.json"
    listed = [_telethon_message(said, voice, stage) for said in reversed(posts)]
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    _stamped(path, stage.end)


def lines(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """A collector's messages, one a line."""
    path = folder / f"{voice.handle}.jsonl"
    said = (json.dumps(_telethon_message(one, voice, stage), ensure_ascii=False) for one in posts)
    path.write_text("\n".join(said) + "\n", encoding="utf-8")
    _stamped(path, stage.end)


def _bubble(said: Said, voice: Voice) -> str:
    view = base64.b64encode(json.dumps({"c": -1_000_000_000_000 - voice.number}).encode()).decode().rstrip("=")
    words = html.escape(said.text, quote=False).replace("\n", "<br/>")
    when = _iso(said.at)
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" '
        f'data-post="{voice.handle}/{said.number}" data-view="{view}">'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'
        f'<span class="tgme_widget_message_views">1.{said.number % 10}K</span>'
        f'<a class="tgme_widget_message_date" href="https://t.me/{voice.handle}/{said.number}">'
        f'<time datetime="{when}" class="time">{when[11:16]}</time></a></div></div>'
    )


def page(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """Saved pages of t.me/s, twenty posts each, in one zip."""
    path = folder / f"{voice.handle}-pages.zip"
    head = f'<!doctype html><html><head><meta property="og:title" content="{voice.name}"></head><body>'
    day = _wall(stage.end, stage.zone).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for first in range(0, len(posts), _PAGE):
            body = "\n".join(_bubble(said, voice) for said in posts[first : first + _PAGE])
            member = zipfile.ZipInfo(f"{voice.handle}-{posts[first].number}.html", day)
            archive.writestr(member, f"{head}\n{body}\n</body></html>")
    _stamped(path, stage.end)


def feed(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """An RSS file of headlines, with the zone in every time."""
    items = "\n".join(
        f"<item><title>{html.escape(said.text, quote=False)}</title><link>https://{voice.host}/{said.number}</link>"
        f'<guid isPermaLink="false">{native(said, stage)}</guid>'
        f"<pubDate>{format_datetime(_wall(said.at, stage.zone))}</pubDate></item>"
        for said in reversed(posts)
    )
    head = f"<title>{voice.name}</title><link>https://{voice.host}</link>"
    path = folder / f"{voice.id}.xml"
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n{items}\n</channel></rss>\n',
        "utf-8",
    )
    _stamped(path, stage.end)


def table(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """A table somebody keeps by hand: local times, to the minute, without a zone."""
    path = folder / f"{voice.id}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(("id", "дата", "источник", "текст"))
        for said in posts:
            when = _wall(said.at, stage.zone).strftime("%d.%m.%Y %H:%M")
            writer.writerow((native(said, stage), when, voice.name, said.text))
    _stamped(path, stage.end)


def article(voice: Voice, posts: Posts, folder: Path, stage: Stage) -> None:
    """Saved pages of a site that states only the day."""
    for said in posts:
        day = _wall(said.at, stage.zone).date().isoformat()
        address = native(said, stage)
        path = folder / f"{voice.id}-{day}.html"
        path.write_text(
            f'<!doctype html><html lang="en"><head><title>Report of {day}</title>'
            f'<meta property="og:site_name" content="{voice.name}"><link rel="canonical" href="{address}">'
            f'<meta property="article:published_time" content="{day}"></head><body><nav>Home Maps About</nav>'
            f"<article><h1>Report of {day}</h1><p>{html.escape(said.text)}</p></article>"
            "<footer>All rights reserved</footer></body></html>",
            encoding="utf-8",
        )
        _stamped(path, stage.end)


def losses(folder: Path, stage: Stage) -> None:
    """The monitor's series, a value a day, and its corrections in a file of their own."""
    told_of = told("plot")["monitor"]["losses"]
    days = [_wall(stage.moment(day), stage.zone).date().isoformat() for day in range(1, stage.days + 1)]
    totals = accumulate(told_of["added"], initial=told_of["before"])
    rows = [(day, total) for day, total in zip(days, list(totals)[1:], strict=False)]
    corrected = (days[told_of["corrected"]["day"] - 1], told_of["corrected"]["value"])
    for name, listed in (("atlas_losses", rows), ("atlas_losses_correction", [corrected])):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("date", told_of["series"]))
            writer.writerows(listed)
        _stamped(path, stage.end)


FORMS: dict[str, Callable[[Voice, Posts, Path, Stage], None]] = {
    "desktop": desktop,
    "telethon": telethon,
    "lines": lines,
    "page": page,
    "feed": feed,
    "csv": table,
    "article": article,
}
"""Every form a voice may be exported in."""


def export(stage: Stage, folder: Path) -> None:
    """Write every voice's collected posts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for voice in stage.voices.values():
        posts = sorted((s for s in stage.posts if s.voice == voice.id and s.collected), key=lambda s: s.number)
        FORMS[voice.form](voice, posts, folder, stage)
    losses(folder, stage)
