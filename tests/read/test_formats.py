"""Collectors' JSON, saved pages, feeds, articles and tables, with the traps of each."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import offscript

Write = Callable[[str, Any], Path]


def telethon(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "_": "Message",
        "id": number,
        "peer_id": {"_": "PeerChannel", "channel_id": 55},
        "date": "2022-09-10T12:00:00+00:00",
        "message": text,
        "views": 100,
        "forwards": 3,
        **more,
    }


def first_words(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        "select v.text from post p join version v on v.version = p.first_version order by p.native_number"
    ).fetchall()


def test_an_album_is_one_post_even_when_another_export_knows_no_albums(case: offscript.Case, write: Write) -> None:
    album = [
        telethon(10, "", grouped_id=7),
        telethon(11, "Подпись", grouped_id=7),
        telethon(12, "", grouped_id=7),
        telethon(13, "Иное"),
    ]
    plain = [{**row, "grouped_id": None} for row in album]
    case.read([write("b.json", plain)])
    case.read([write("a.json", album)])
    assert case.sql("select native_id, members from post order by native_number").fetchall() == [("10", 3), ("13", 1)]
    assert first_words(case) == [("Подпись",), ("Иное",)]


def test_a_forward_with_its_number_finds_its_origin(case: offscript.Case, write: Write) -> None:
    origin = {**telethon(4, "Исходные слова"), "peer_id": {"channel_id": 99}}
    forwarded = {
        "from_id": {"_": "PeerChannel", "channel_id": 99},
        "channel_post": 4,
        "date": "2022-09-10T11:00:00+00:00",
    }
    case.read([write("a.json", [telethon(20, "Исходные слова", fwd_from=forwarded)])])
    assert case.sql("select source_key, native_id from ghost").fetchall() == [("telegram:99", "4")]
    case.read([write("b.json", [origin])])
    assert case.table("ghost").fetchall() == []
    assert case.sql(
        "select count(*) from post c join post p on p.post = c.parent where c.parent_kind = 'forward'"
    ).fetchall() == [(1,)]


def test_a_link_to_a_message_is_a_parent_and_a_ghost_until_it_is_read(case: offscript.Case, write: Write) -> None:
    texts = ["Подробности: https://t.me/agency/4?single", "Сам себя: t.me/c/55/2", "Канал целиком: t.me/agency"]
    case.read([write("a.json", [telethon(n, text) for n, text in enumerate(texts, 1)])])
    assert case.sql("select source_key, native_id, cited from ghost").fetchall() == [("telegram:@agency", "4", 1)]
    assert case.sql("select native_id, parent_kind from post order by all").fetchall() == [
        ("1", "link"),
        ("2", None),
        ("3", None),
    ]
    origin = {**telethon(4, "Исходные слова", channel_username="Agency"), "peer_id": {"channel_id": 99}}
    case.read([write("b.json", [origin])])
    assert case.table("ghost").fetchall() == []
    assert case.sql(
        "select p.source from post c join post p on p.post = c.parent where c.parent_kind = 'link'"
    ).fetchall() == [("telegram-99",)]


def test_a_collectors_time_without_a_zone_is_utc_whatever_the_cases_zone(case: offscript.Case, write: Write) -> None:
    rows = [{**telethon(1, "слова"), "date": "2022-09-10 12:00:00"}, {**telethon(2, "иное"), "date": "2022-09-10"}]
    case.read([write("a.json", rows)])
    found = case.sql("select published_at, time_basis from post order by native_number").fetchall()
    assert found == [(1662811200_000000, "utc"), (1662757200_000000, "day")]


def test_json_lines_and_counters(case: offscript.Case, write: Write) -> None:
    lines = "\n".join(json.dumps(telethon(n, f"слово {n}"), ensure_ascii=False) for n in (1, 2)) + "\n{broken\n"
    found = case.read([write("dump.jsonl", lines)])
    assert found.new == 2
    assert found.rejects[0]["place"] == "line 3"
    assert case.sql("select distinct views, forwards from observation").fetchall() == [(100, 3)]


PAGE = """<html><head><meta property="og:title" content="Ведомство"></head><body>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="Agency/5" data-view="{view}">
<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/origin/9"><span>Исток</span></a>
<a class="tgme_widget_message_reply" href="https://t.me/agency/3">
<div class="tgme_widget_message_text js-message_reply_text">цитата ответа</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">Первая строка<br/>вторая <a href="https://example.org/x">ссылка</a></div>
<span class="tgme_widget_message_views">4.02K</span><span class="tgme_widget_message_meta">edited
<a class="tgme_widget_message_date" href="https://t.me/agency/5"><time datetime="2022-09-10T12:00:00+00:00">12:00</time></a></span>
</div></div></body></html>"""


def test_a_saved_page_tells_the_message_from_the_quotation_above_it(case: offscript.Case, write: Write) -> None:
    view = base64.b64encode(json.dumps({"c": -1000000000055}).encode()).decode().rstrip("=")
    case.read([write("agency.html", PAGE.replace("{view}", view))])
    assert first_words(case) == [("Первая строка\nвторая ссылка",)]
    row = case.sql("select source, native_id, views, parent_kind, url from post").fetchall()
    assert row == [("telegram-55", "5", 4020, "forward", "https://t.me/agency/5")]
    assert case.sql("select original from version").fetchall() == [(False,)]


def test_a_forward_without_a_link_names_an_outlet_but_no_person(case: offscript.Case, write: Write) -> None:
    plain = PAGE.replace(
        '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/origin/9">', "<span class='x'>"
    )
    for name, kept in (("ТАСС", True), ("Иван Частный", False)):
        named = f"<span class=\"tgme_widget_message_forwarded_from_name\">{name}</span><span class='x'>"
        page = plain.replace("<span class='x'>", named).replace("Agency/5", f"Agency/{6 + kept}")
        case.read([write(f"{kept}.html", page)])
    names = [row[0] for row in case.sql("select name from ghost where name is not null order by name desc").fetchall()]
    assert names[0] == "ТАСС"
    assert names[1].startswith("person-")


def test_a_page_and_a_dump_of_one_channel_give_one_post(case: offscript.Case, write: Write) -> None:
    view = base64.b64encode(json.dumps({"c": -1000000000055}).encode()).decode().rstrip("=")
    case.read([write("agency.html", PAGE.replace("{view}", view))])
    case.read([write("dump.json", [telethon(5, "Первая строка\nвторая ссылка")])])
    assert case.table("post").shape[0] == 1
    assert case.sql("select number, original from version").fetchall() == [(1, True)]


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Газета</title><link>https://gazeta.example</link>
<item><title>Заголовок</title><description>&lt;p&gt;Лид &amp;amp; слова&lt;/p&gt;</description><link>https://gazeta.example/1</link>
<guid isPermaLink="false">id-1</guid><pubDate>Sat, 10 Sep 2022 15:00:00 +0300</pubDate></item>
<item><title>Только минута</title><link>https://gazeta.example/2</link><pubDate>2022-09-10 15:01</pubDate></item>
<item><title>Без даты</title><link>https://gazeta.example/3</link></item></channel></rss>"""


def test_a_feed_keeps_zone_and_precision_and_refuses_what_has_no_date(case: offscript.Case, write: Write) -> None:
    found = case.read([write("feed.xml", RSS)])
    rows = case.sql(
        "select native_id, published_at, precision_us, time_basis from post order by published_at"
    ).fetchall()
    assert rows == [
        ("id-1", 1662811200_000000, 1_000_000, "offset"),
        ("https://gazeta.example/2", 1662811260_000000, 60_000_000, "zone"),
    ]
    assert case.sql("select text from version order by text").fetchall() == [
        ("Заголовок\n\nЛид & слова",),
        ("Только минута",),
    ]
    assert [row["place"] for row in found.rejects] == ["entry 3"]
    assert any(note.startswith("1 entries carry only a headline") for note in found.files[0]["notes"])


def test_headlines_cut_by_the_feed_are_said_to_be(case: offscript.Case, write: Write) -> None:
    found = case.read([write("feed.xml", RSS.replace("Только минута", "Только минута и половина того, что…"))])
    assert any(note.startswith("1 headlines are cut") for note in found.files[0]["notes"])


ARTICLE = """<!doctype html><html><head><title>Заголовок статьи</title><meta property="og:site_name" content="Газета">
<link rel="canonical" href="https://gazeta.example/story"><meta property="article:published_time" content="{date}"></head>
<body><nav>Меню сайта</nav><article><h1>Заголовок статьи</h1>{body}</article><footer>Подвал сайта</footer></body></html>"""
BODY = "".join(
    f"<p>Абзац номер {n}, в котором достаточно слов, чтобы он считался частью статьи, а не меню.</p>" for n in range(6)
)


@pytest.mark.parametrize(
    ("date", "precision"), [("2022-09-10T15:00:00+03:00", 1_000_000), ("2022-09-10", 86_400_000_000)]
)
def test_an_article_keeps_the_precision_its_page_states(
    case: offscript.Case, write: Write, date: str, precision: int
) -> None:
    case.read([write("story.html", ARTICLE.replace("{date}", date).replace("{body}", BODY))])
    assert case.sql("select source, precision_us, url from post").fetchall() == [
        ("gazeta.example", precision, "https://gazeta.example/story")
    ]
    (words,) = first_words(case)[0]
    assert "Абзац номер 5" in words
    assert "Меню" not in words


def test_a_table_tells_its_columns_and_takes_correction(case: offscript.Case, write: Write) -> None:
    path = write("sent.csv", "channel;Когда;Что\nГазета;10.09.2022 15:00;Слова\nГазета;вчера;Иное\n")
    refused = case.read([path])
    assert "--as table --column text=NAME" in refused.rejects[0]["reason"]
    found = case.read([path], "table", {"text": "Что", "time": "Когда"})
    assert found.new == 1
    assert "text=Что" in found.files[0]["notes"][0]
    assert "вчера" in found.rejects[0]["reason"]
    assert case.sql("select published_at, precision_us from post").fetchall() == [(1662811200_000000, 60_000_000)]


def test_windows_cyrillic_csv_and_parquet(case: offscript.Case, write: Write, tmp_path: Path) -> None:
    case.read(
        [write("old.csv", "date,source,text\n2022-09-10,Газета,Слова из таблицы старой кодировки\n".encode("cp1251"))]
    )
    pq.write_table(
        pa.table({"id": ["1"], "published": [1662811200], "text": ["Иные слова"], "source": ["@agency"]}),
        tmp_path / "t.parquet",
    )
    case.read([tmp_path / "t.parquet"])
    rows = case.sql("select source, precision_us, time_basis from post order by source").fetchall()
    assert rows == [("agency", 1_000_000, "unix"), ("Газета".lower(), 86_400_000_000, "day")]
    assert "Слова из таблицы" in case.sql("select min(text) from version where text like 'Слова%'").fetchall()[0][0]
