"""Files in the shape of every format that is read, in our own words about an invented country, with the posts they hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx import Document as Word
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

NOON = 1662811200_000000
"""10 September 2022, 12:00 UTC."""
ONE = "Ведомство сообщает: части отошли на новые рубежи у реки Вель."
TWO = "Потери противника: 2000 человек."


@dataclass(frozen=True)
class Shape:
    """A file: its format, name, bytes, files beside it, and of the posts it holds what is to come out (`None`: not looked at)."""

    format_name: str
    name: str
    content: bytes
    posts: list[dict[str, Any]]
    beside: dict[str, bytes] = field(default_factory=dict)
    label: str = ""

    def __str__(self) -> str:
        return self.label or self.format_name


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def as_lines(*values: Any) -> bytes:
    return b"\n".join(as_json(value) for value in values) + b"\n"


def pdf(*lines: str) -> bytes:
    """A one-page PDF with the words given, in Latin script: what a program that prints letters writes."""
    text = b"BT /F1 12 Tf 72 720 Td " + b" 0 -16 Td ".join(f"({line}) Tj".encode() for line in lines) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


def word(*paragraphs: str) -> bytes:
    document, out = Word(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def spreadsheet(*rows: tuple[str, ...]) -> bytes:
    """A workbook of one sheet, as spreadsheet programs pack it."""
    cells = "".join(
        f"<row r='{number}'>"
        + "".join(
            f"<c r='{'ABCDEF'[place]}{number}' t='inlineStr'><is><t>{cell}</t></is></c>"
            for place, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f"<Types xmlns='{package}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package"
            ".relationships+xml'/><Default Extension='xml' ContentType='application/xml'/><Override PartName='/xl/workbook.xml' "
            "ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f"<Relationships xmlns='{package}/relationships'><Relationship Id='r1' Type='{relations}/officeDocument' "
            "Target='xl/workbook.xml'/></Relationships>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f"<workbook xmlns='{main}' xmlns:r='{relations}'><sheets><sheet name='Лист' sheetId='1' r:id='r1'/></sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f"<Relationships xmlns='{package}/relationships'><Relationship Id='r1' Type='{relations}/worksheet' "
            "Target='worksheets/sheet1.xml'/></Relationships>",
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet xmlns='{main}'><sheetData>{cells}</sheetData></worksheet>"
        )
    return out.getvalue()


def article(text: str) -> bytes:
    body = "".join(
        f"<p>{text} Абзац {number}, в котором слов хватает, чтобы он был частью статьи.</p>" for number in range(5)
    )
    head = "<meta property='og:site_name' content='Вести Вели'><meta property='article:published_time' content='2022-09-10T12:00:00Z'>"
    return f"<!doctype html><html><head><title>Новые рубежи</title>{head}</head><body><article>{body}</article></body></html>".encode()


def warc(*pages: tuple[str, bytes], kind: str = "text/html; charset=utf-8") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for url, page in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                io.BytesIO(page),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2022-09-11T00:00:00Z"},
            )
        )
    return out.getvalue()


EXPORT = f"""<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Ведомство Вели</div></div></div><div class="history">
<div class="message service" id="message-1"><div class="body details">10 September 2022</div></div>
<div class="message default clearfix" id="message7"><div class="body">
<div class="pull_right date details" title="10.09.2022 15:00:00 UTC+03:00">15:00</div><div class="from_name">Ведомство Вели</div>
<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/1.jpg"></a></div>
<div class="text">{ONE}</div></div></div>
<div class="message default clearfix joined" id="message8"><div class="body">
<div class="pull_right date details" title="10.09.2022 15:01:00 UTC+03:00">15:01</div>
<div class="reply_to details">In reply to <a href="#go_to_message7" onclick="return GoToMessage(7)">this message</a></div>
<div class="forwarded body"><div class="from_name">Иван Частный<span class="date details" title="10.09.2022 14:00:00 UTC+03:00"> 10.09.2022</span></div>
<div class="text">{TWO}</div></div></div></div></div></div></body></html>""".encode()

FOURCAT = (
    "id,thread_id,chat,author,author_name,body,reply_to,views,forwards,timestamp,unix_timestamp,timestamp_edited,"
    "unix_timestamp_edited,author_forwarded_from_name,author_forwarded_from_username,attachment_type\n"
    f'velministry-7,velministry,velministry,velministry,Ведомство,"{ONE}",,120,4,2022-09-10 09:00:00,1662811200,,,,,photo\n'
    f'velministry-8,velministry,velministry,velministry,Ведомство,"{TWO}",7,90,1,2022-09-10 09:01:00,1662811260,,,Агентство,velagency,\n'
).encode()

VTT = f"""WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ведущий>{ONE}

00:00:03.500 --> 00:00:05.000
<v Ведущий>Так они говорят.

00:00:30.000 --> 00:00:33.000
<v Гость>{TWO}
""".encode()
SRT = f"1\n00:00:01,000 --> 00:00:03,000\nВЕДУЩИЙ: {ONE}\n\n2\n00:01:00,000 --> 00:01:02,000\n- {TWO}\n".encode()
SEGMENTS = {
    "segments": [
        {"start": 0.5, "end": 3.0, "text": ONE, "speaker": "SPEAKER_00", "words": []},
        {"start": 3.2, "end": 6.0, "text": TWO, "speaker": "SPEAKER_01", "words": []},
    ],
    "language": "ru",
}
TURNS = f"[00:00:05] ВЕДУЩИЙ: {ONE}\n[00:01:00] ГОСТЬ: {TWO}\n[00:02:00] ВЕДУЩИЙ: Спасибо.\n".encode()
LETTER = (
    "From: Vel Daily <news@vel.example>\nTo: reader@home.example\nList-Id: Vel Daily <daily.vel.example>\n"
    "Subject: Evening letter\nDate: Sat, 10 Sep 2022 15:00:00 +0300\nMessage-ID: <1@vel.example>\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + ONE + "\n"
).encode()
PRIVATE = LETTER.replace(b"List-Id: Vel Daily <daily.vel.example>\n", b"")
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://vel.example/1</loc><news:news><news:publication>
<news:name>Вести Вели</news:name><news:language>ru</news:language></news:publication>
<news:publication_date>2022-09-10T15:00:00+03:00</news:publication_date><news:title>{ONE}</news:title></news:news></url></urlset>""".encode()
TWEET = {
    "id_str": "70",
    "created_at": "Sat Sep 10 12:00:00 +0000 2022",
    "full_text": ONE,
    "retweet_count": 4,
    "entities": {"urls": [{"expanded_url": "https://vel.example/1"}]},
}
STATUS = {
    "id": "9",
    "uri": "https://vel.example/users/desk/statuses/9",
    "url": "https://vel.example/@desk/9",
    "created_at": "2022-09-10T12:00:00.000Z",
    "content": f"<p>{ONE}</p>",
    "reblogs_count": 2,
    "account": {"acct": "desk", "url": "https://vel.example/@desk", "display_name": "Desk"},
    "media_attachments": [{"type": "image"}],
}
SKY = {
    "uri": "at://did:plc:abc/app.bsky.feed.post/3k",
    "cid": "x",
    "author": {"did": "did:plc:abc", "handle": "desk.vel.example"},
    "record": {"$type": "app.bsky.feed.post", "text": ONE, "createdAt": "2022-09-10T12:00:00Z"},
    "repostCount": 3,
    "indexedAt": "2022-09-10T12:00:05Z",
}
WALL = {
    "response": {
        "count": 2,
        "items": [
            {
                "id": 5,
                "owner_id": -77,
                "from_id": -77,
                "date": 1662811200,
                "text": ONE,
                "views": {"count": 50},
                "reposts": {"count": 2},
            },
            {
                "id": 6,
                "owner_id": 12,
                "from_id": 12,
                "date": 1662811260,
                "text": "",
                "copy_history": [{"id": 5, "owner_id": -77, "text": TWO, "date": 1662811200}],
            },
        ],
        "groups": [{"id": 77, "name": "Ведомство Вели", "screen_name": "velministry"}],
    }
}
VIDEO = {
    "id": "abc",
    "title": "Вечер Вели",
    "description": ONE,
    "channel": "Телевидение Вели",
    "channel_id": "UCvel",
    "timestamp": 1662811200,
    "upload_date": "20220910",
    "webpage_url": "https://tube.example/watch?v=abc",
    "view_count": 10,
    "extractor": "tube",
}
WRAPPED = {
    "nav_index": "1",
    "item_id": "70",
    "timestamp_collected": 1662814800000,
    "source_platform": "x.com",
    "data": {**TWEET, "user": {"screen_name": "velministry"}},
}

TWO_TURNS = [{"text": ONE}, {"text": TWO}]
SHAPES: tuple[Shape, ...] = (
    Shape(
        "telegram-export",
        "messages.html",
        EXPORT,
        [
            {"text": ONE, "native_id": "7", "at": NOON, "media": ("photo",), "source_name": "Ведомство Вели"},
            {
                "text": TWO,
                "native_id": "8",
                "at": NOON + 60_000_000,
                "reply_id": "7",
                "forward_at": NOON - 3600_000_000,
            },
        ],
    ),
    Shape(
        "4cat",
        "4cat.csv",
        FOURCAT,
        [
            {
                "text": ONE,
                "native_id": "7",
                "at": NOON,
                "views": 120,
                "forwards": 4,
                "media": ("photo",),
                "source_key": "telegram:@velministry",
            },
            {
                "text": TWO,
                "native_id": "8",
                "at": NOON + 60_000_000,
                "reply_id": "7",
                "forward_key": "telegram:@velagency",
            },
        ],
    ),
    Shape(
        "4cat",
        "zeeschuimer.ndjson",
        as_lines(WRAPPED),
        [{"text": ONE, "native_id": "70", "at": NOON, "forwards": 4}],
        label="zeeschuimer",
    ),
    Shape(
        "subtitles",
        "Вечер Вели 2022-09-10 15-00.vtt",
        VTT,
        [
            {"text": f"{ONE} Так они говорят.", "at": NOON + 1_000_000, "source_name": "Вечер Вели"},
            {"text": TWO, "at": NOON + 30_000_000},
        ],
    ),
    Shape(
        "subtitles",
        "a.srt",
        SRT,
        [
            {"text": ONE, "at": NOON + 1_000_000, "source_key": "name:вечер вели"},
            {"text": TWO, "at": NOON + 60_000_000},
        ],
        {"manifest.csv": "file,source,start\na.srt,Вечер Вели,2022-09-10T15:00:00+03:00\n".encode()},
        label="srt with a manifest",
    ),
    Shape(
        "subtitles",
        "video.ru.vtt",
        VTT,
        [{"at": NOON + 1_000_000, "source_key": "youtube:UCvel"}, {"text": TWO}],
        {"video.info.json": as_json(VIDEO)},
        label="vtt of yt-dlp",
    ),
    Shape("whisper", "Вечер_2022-09-10_1500.json", as_json(SEGMENTS), TWO_TURNS),
    Shape(
        "transcript",
        "Вечер 2022-09-10 15-00.txt",
        TURNS,
        [{"text": ONE, "at": NOON + 5_000_000}, {"text": TWO, "at": NOON + 60_000_000}, {"text": "Спасибо."}],
    ),
    Shape(
        "statement",
        "Vel Ministry 2022-09-10.pdf",
        pdf("The forces moved to new lines", "on the river Vel."),
        [{"text": "The forces moved to new lines\non the river Vel.", "source_name": "Vel Ministry"}],
        label="pdf",
    ),
    Shape(
        "statement",
        "Ведомство 2022-09-10.docx",
        word(ONE, TWO),
        [{"text": f"{ONE}\n{TWO}", "source_name": "Ведомство"}],
        label="docx",
    ),
    Shape(
        "spreadsheet",
        "sent.xlsx",
        spreadsheet(
            ("канал", "дата", "текст"), ("Ведомство", "10.09.2022 15:00", ONE), ("Ведомство", "11.09.2022", TWO)
        ),
        [{"text": ONE, "at": NOON, "source_name": "Ведомство"}, {"text": TWO}],
    ),
    Shape(
        "mail",
        "letter.eml",
        LETTER,
        [{"text": f"Evening letter\n\n{ONE}", "at": NOON, "source_key": "web:vel.example", "source_name": "Vel Daily"}],
        label="eml",
    ),
    Shape(
        "mail",
        "box.mbox",
        b"From a@b Sat Sep 10 12:00:00 2022\n" + LETTER + b"\nFrom a@b Sat Sep 10 12:00:00 2022\n" + PRIVATE + b"\n",
        [{"text": f"Evening letter\n\n{ONE}", "native_id": "1@vel.example"}],
        label="mbox",
    ),
    Shape(
        "gdelt",
        "artlist.json",
        as_json(
            {
                "articles": [
                    {
                        "url": "https://vel.example/1",
                        "title": ONE,
                        "seendate": "20220910T120000Z",
                        "domain": "vel.example",
                    }
                ]
            }
        ),
        [{"text": ONE, "at": NOON - 86_400_000_000, "source_key": "web:vel.example", "basis": "crawl"}],
    ),
    Shape(
        "media-cloud",
        "stories.csv",
        f"id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,2022-09-11,ru,vel.example,vel.example,2022-09-10 00:00:00,{ONE},https://vel.example/1\n".encode(),
        [{"text": ONE, "url": "https://vel.example/1", "basis": "day", "source_key": "web:vel.example"}],
    ),
    Shape(
        "sitemap",
        "sitemap-news.xml",
        SITEMAP,
        [{"text": ONE, "at": NOON, "source_name": "Вести Вели", "url": "https://vel.example/1"}],
    ),
    Shape(
        "x",
        "tweets.js",
        b"window.YTD.tweets.part0 = " + as_json([{"tweet": TWEET}]),
        [{"text": ONE, "native_id": "70", "at": NOON, "hrefs": ("https://vel.example/1",)}],
        {"account.js": b"window.YTD.account.part0 = " + as_json([{"account": {"username": "velministry"}}])},
        label="x archive",
    ),
    Shape(
        "x",
        "academic.json",
        as_json(
            {
                "data": [
                    {
                        "id": "70",
                        "text": ONE,
                        "created_at": "2022-09-10T12:00:00.000Z",
                        "author_id": "3",
                        "public_metrics": {"retweet_count": 4},
                    }
                ],
                "includes": {"users": [{"id": "3", "username": "velministry", "name": "Ведомство"}]},
            }
        ),
        [{"text": ONE, "at": NOON, "forwards": 4, "source_key": "x:@velministry"}],
        label="x academic",
    ),
    Shape(
        "x",
        "collected.jsonl",
        as_lines(
            {
                **TWEET,
                "user": {"screen_name": "someone"},
                "full_text": "RT",
                "retweeted_status": {**TWEET, "id_str": "60", "user": {"screen_name": "velministry"}},
            }
        ),
        [{"text": ONE, "forward_id": "60", "forward_key": "x:@velministry"}],
        label="x collected",
    ),
    Shape(
        "vk",
        "wall.json",
        as_json(WALL),
        [
            {"text": ONE, "source_name": "Ведомство Вели", "at": NOON, "views": 50},
            {"text": TWO, "forward_id": "5", "forward_key": "vk:-77"},
        ],
    ),
    Shape(
        "facebook",
        "crowdtangle.csv",
        f'Page Name,User Name,Facebook Id,Post Created,Type,Shares,Message,URL,Link\nВедомство,velministry,55,2022-09-10 08:00:00 EDT,Photo,"1,200","{ONE}",https://fb.example/velministry/posts/123456789,https://vel.example/1\n'.encode(),
        [
            {
                "text": ONE,
                "at": NOON,
                "forwards": 1200,
                "native_id": "123456789",
                "media": ("photo",),
                "hrefs": ("https://vel.example/1",),
            }
        ],
    ),
    Shape(
        "youtube",
        "video.info.json",
        as_json(VIDEO),
        [{"text": f"Вечер Вели\n\n{ONE}", "at": NOON, "source_key": "youtube:UCvel"}],
    ),
    Shape(
        "auto-archiver",
        "sheet.csv",
        f'Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash\nhttps://t.me/velministry/7,success,https://keep.example/7.html,2022-09-10T13:00:00+00:00,2022-09-10T12:00:00+00:00,,"{ONE}",SHA-256:ab12\n'.encode(),
        [{"text": ONE, "at": NOON, "source_key": "telegram:@velministry", "native_id": "7"}],
    ),
    Shape(
        "cdx",
        "captures.cdx",
        b"example,vel)/1 20220910120000 https://vel.example/1 text/html 200 ABCDEF 1234\nexample,vel)/1 20220911120000 https://vel.example/1 text/html 200 BBBBBB 1300\n",
        [],
    ),
    Shape(
        "cdx",
        "captures.json",
        as_json(
            [
                ["urlkey", "timestamp", "original", "digest"],
                ["example,vel)/1", "20220910120000", "https://vel.example/1", "ABC"],
            ]
        ),
        [],
        label="cdx json",
    ),
    Shape(
        "bluesky",
        "feed.json",
        as_json(
            {
                "feed": [{"post": SKY}, {"post": SKY, "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}}],
                "cursor": "x",
            }
        ),
        [{"text": ONE, "at": NOON, "native_id": "3k", "forwards": 3}],
    ),
    Shape(
        "bluesky",
        "jetstream.jsonl",
        as_lines(
            {
                "did": "did:plc:abc",
                "time_us": NOON + 5_000_000,
                "kind": "commit",
                "commit": {
                    "operation": "create",
                    "collection": "app.bsky.feed.post",
                    "rkey": "3k",
                    "record": SKY["record"],
                },
            }
        ),
        [{"text": ONE, "at": NOON, "native_id": "3k"}],
        label="jetstream",
    ),
    Shape(
        "mastodon",
        "statuses.json",
        as_json(
            [
                STATUS,
                {
                    **STATUS,
                    "id": "10",
                    "uri": "https://vel.example/users/desk/statuses/10",
                    "content": "",
                    "reblog": {**STATUS, "content": f"<p>{TWO}</p>"},
                },
            ]
        ),
        [{"text": ONE, "at": NOON, "media": ("image",), "forwards": 2}, {"text": TWO, "forward_id": STATUS["uri"]}],
    ),
    Shape(
        "mastodon",
        "outbox.json",
        as_json(
            {
                "@context": "x",
                "type": "OrderedCollection",
                "orderedItems": [
                    {
                        "type": "Create",
                        "published": "2022-09-10T12:00:00Z",
                        "object": {
                            "id": "https://vel.example/users/desk/statuses/9",
                            "type": "Note",
                            "published": "2022-09-10T12:00:00Z",
                            "attributedTo": "https://vel.example/users/desk",
                            "content": f"<p>{ONE}</p>",
                        },
                    }
                ],
            }
        ),
        [{"text": ONE, "at": NOON}],
        label="mastodon archive",
    ),
    Shape(
        "warc",
        "crawl.warc",
        warc(("https://vel.example/1", article(ONE))),
        [{"at": NOON, "source_name": "Вести Вели", "url": "https://vel.example/1"}],
    ),
    Shape(
        "accounts",
        "cortweet.csv",
        b"object_id,account_id,content_id,timestamp_share\nhttps://vel.example/1,acc1,c1,1662811200\nhttps://vel.example/1,acc2,c2,2022-09-10 12:00:05\n",
        [],
        label="cooRTweet",
    ),
    Shape(
        "accounts",
        "toolkit.csv",
        f'1,u1,desk,,,"{ONE}",1662811200,https://vel.example/1\n2,u2,other,1,,"{ONE}",1662811260,\n'.encode(),
        [{"text": ONE, "native_id": "1"}],
        label="coordination-network-toolkit",
    ),
    Shape(
        "accounts",
        "mango.csv",
        f'user_id,message_id,message_text,timestamp\nu1,1,"{ONE}",2022-09-10T12:00:00Z\n'.encode(),
        [{"text": ONE, "at": NOON}],
        label="mango tree",
    ),
    Shape(
        "table",
        "passim.jsonl",
        as_lines({"id": "a1", "series": "Ведомство", "text": ONE, "date": "2022-09-10"}),
        [{"text": ONE, "source_name": "Ведомство", "native_id": "a1"}],
        label="passim",
    ),
)
Read = Callable[[Shape], list[Any]]
