"""Telegram Desktop exports and their traps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript

Write = Callable[[str, Any], Path]


def message(number: int, text: Any = "Слова ведомства", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2022-09-10T15:00:00",
        "date_unixtime": "1662811200",
        "from": "Ведомство",
        "from_id": "channel77",
        "text": text,
        **more,
    }


def export(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "Ведомство", "type": "public_channel", "id": 77, "messages": list(messages), **more}


def posts(case: offscript.Case, columns: str, order: str = "native_number") -> list[tuple[Any, ...]]:
    return case.sql(
        f"select {columns} from post p left join version v on v.version = p.first_version order by {order}"
    ).fetchall()


def test_unix_time_is_preferred_and_local_time_is_read_in_the_zone_of_the_case(
    case: offscript.Case, write: Write
) -> None:
    plain = message(2)
    del plain["date_unixtime"]
    found = case.read([write("result.json", export(message(1), plain))])
    assert posts(case, "published_at, time_basis, precision_us") == [
        (1662811200_000000, "unix", 1_000_000),
        (1662811200_000000, "zone", 1_000_000),
    ]
    assert any("Europe/Kyiv" in note for note in found.files[0]["notes"])


def test_the_hour_a_clock_change_repeats_is_an_hour_of_uncertainty(case: offscript.Case, write: Write) -> None:
    twice = message(1, date="2022-10-30T03:30:00")
    del twice["date_unixtime"]
    case.read([write("result.json", export(twice))])
    assert posts(case, "precision_us, time_basis") == [(3_601_000_000, "zone, clock change")]


def test_text_lists_become_words_and_hidden_addresses(case: offscript.Case, write: Write) -> None:
    parts = ["Смотрите ", {"type": "text_link", "text": "здесь", "href": "https://example.org/a?utm_source=t"}, "."]
    case.read([write("result.json", export(message(1, parts)))])
    case.run(["link"])
    assert posts(case, "text") == [("Смотрите здесь.",)]
    assert case.sql("select url, domain, start from link").fetchall() == [
        ("https://example.org/a", "example.org", None)
    ]


def test_edited_of_1970_means_not_edited(case: offscript.Case, write: Write) -> None:
    rows = [
        message(1, edited="1970-01-01T00:00:00"),
        message(2, edited="2022-09-10T16:00:00", edited_unixtime="1662814800"),
    ]
    case.read([write("result.json", export(*rows))])
    assert posts(case, "v.original, v.to_us - v.from_us") == [(True, 1_000_000), (False, 3_601_000_000)]


def test_service_messages_are_counted_and_left_out(case: offscript.Case, write: Write) -> None:
    found = case.read([write("result.json", export(message(1), {**message(2), "type": "service"}))])
    assert len(posts(case, "p.post")) == 1
    assert any(note.startswith("1 service messages") for note in found.files[0]["notes"])


@pytest.mark.parametrize("form", [77, -1000000000077, "channel77", 1000000000077])
def test_all_numeric_forms_of_a_channel_are_one_source(case: offscript.Case, write: Write, form: Any) -> None:
    case.read([write("a.json", export(message(1))), write("b.json", {**export(message(2)), "id": form})])
    assert case.sql("select distinct source from post").fetchall() == [("telegram-77",)]


def test_a_full_export_is_read_chat_by_chat(case: offscript.Case, write: Write) -> None:
    other = {**export(message(5)), "id": 78, "name": "Другой"}
    case.read([write("result.json", {"about": "x", "chats": {"about": "y", "list": [export(message(1)), other]}})])
    assert case.sql("select source, native_id from post order by source").fetchall() == [
        ("telegram-77", "1"),
        ("telegram-78", "5"),
    ]


def test_a_forward_known_only_by_name_is_a_ghost(case: offscript.Case, write: Write) -> None:
    rows = [message(1, forwarded_from="ТАСС"), message(2, forwarded_from="Иван Частный")]
    case.read([write("result.json", export(*rows))])
    names = case.sql("select name, cited from ghost order by name desc").fetchall()
    assert names[0] == ("ТАСС", 1)
    assert names[1][0].startswith("person-")
    assert all("Частный" not in str(row) for row in case.table("record").fetchall())


def test_private_conversations_of_a_full_export_are_not_read(case: offscript.Case, write: Write) -> None:
    private = {**export(message(7, "Личное")), "id": 9, "name": "Иван Частный", "type": "personal_chat"}
    found = case.read([write("result.json", {"chats": {"list": [private, export(message(1))]}})])
    assert found.new == 1
    assert any(note.startswith("1 messages of private") for note in found.files[0]["notes"])


def test_a_reply_to_a_post_that_is_held_has_it_as_parent(case: offscript.Case, write: Write) -> None:
    case.read([write("result.json", export(message(1), message(2, "Ответ", reply_to_message_id=1)))])
    assert case.sql(
        "select c.parent = p.post from post c, post p where c.native_id = '2' and p.native_id = '1'"
    ).fetchall() == [(True,)]
    assert case.table("ghost").fetchall() == []


def test_signed_authors_appear_only_by_pseudonym(case: offscript.Case, write: Write) -> None:
    case.read([write("result.json", export(message(1, **{"from": "Иван Частный", "from_id": "user5"})))])
    (author,) = posts(case, "author")[0]
    assert author.startswith("person-")
    with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write('named = ["Пётр Известный"]\n')
    known = offscript.open(case.folder)
    known.read([write("b.json", export(message(2, **{"from": "Пётр Известный", "from_id": "user6"})))])
    assert posts(known, "author")[1] == ("Пётр Известный",)
    everything = b"".join(path.read_bytes() for path in case.folder.rglob("*") if path.is_file())
    assert "Иван Частный".encode() not in everything
