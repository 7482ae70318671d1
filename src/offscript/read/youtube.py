"""Videos by yt-dlp's `.info.json`: title and description as a post of the channel; the subtitles beside it are read as speech."""

from __future__ import annotations

import json
from collections.abc import Iterator

from offscript.read.fields import count
from offscript.read.pictures import pictures
from offscript.read.placing import described
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest

KEPT = {
    "text": "title, description",
    "source": "channel_id, channel",
    "native_id": "id",
    "published_at": "release_timestamp, timestamp, upload_date",
    "url": "webpage_url",
    "views": "view_count",
    "media": "video",
    "picture": "the thumbnail beside it (NAME.jpg, .webp, .png)",
}
LOST = "formats, chapters, comments, likes"
TIME = "second (release or upload); day where only upload_date is there"


def recognise(head: bytes) -> bool:
    """Whether a file begins like yt-dlp's description of a video."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    video = any(mark in head for mark in (b'"formats"', b'"extractor"', b'"webpage_url"'))
    return start.startswith(b"{") and b'"id"' in head[:200] and b'"title"' in head and video


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """The one post of a video."""
    with document.open() as stream:
        raw = stream.read()
    try:
        held = json.loads(raw)
    except ValueError as error:
        yield Reject("file", f"not valid JSON ({error}); fetch it again", digest(raw))
        return
    where = described(held, setting)
    if where.start is None or not where.channel or not held.get("id"):
        yield Reject("file", "a video without id, channel_id or a readable time", digest(raw))
        return
    yield Note("the words spoken are in its subtitles; keep the .vtt or .srt beside this file and read the folder")
    post = Post(
        platform="youtube",
        source_key=where.key,
        source_name=where.source or where.channel,
        published=where.start,
        text="\n\n".join(str(part) for part in (held.get("title"), held.get("description")) if part),
        place="video",
        digest=digest(raw),
        native_id=str(held["id"]),
        url=where.url,
        media=("video",),
        views=count(held.get("view_count")),
    )
    yield post
    stem = document.stem.removesuffix(".info")
    yield from pictures(document, post, [("video", f"{stem}.{end}") for end in ("jpg", "webp", "png")])
