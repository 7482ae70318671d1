"""Forms of a name resolve to one source, of their time; a look-alike stays a voice of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


def described(case: offscript.Case, toml: str) -> offscript.Case:
    with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write(toml)
    return offscript.open(case.folder)


def sources(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql("select source, count(*) from post group by source order by source").fetchall()


def test_a_renamed_channel_is_one_source_and_its_old_handle_means_it_only_then(
    case: offscript.Case, write: Write
) -> None:
    case = described(
        case,
        '\n[[source]]\nid = "agency"\naliases = ["55", "@agency", { name = "@oldname", to = 2022-06-01 }]\n',
    )
    row = {"message": "слова", "channel_name": "Агентство"}
    old = {**row, "id": 1, "channel_username": "oldname", "date": "2022-05-01T00:00:00+00:00"}
    after = {**row, "id": 2, "channel_username": "oldname", "date": "2022-07-01T00:00:00+00:00"}
    new = {**row, "id": 3, "peer_id": {"channel_id": 55}, "date": "2022-07-02T00:00:00+00:00"}
    case.read([write("a.json", [old, after]), write("b.json", [new])])
    assert sources(case) == [("agency", 2), ("oldname", 1)]


def test_a_number_and_a_handle_given_together_are_one_source(case: offscript.Case, write: Write) -> None:
    both = telethon(1, "слова", channel_username="Agency")
    only = {
        "id": 2,
        "channel_username": "agency",
        "date": "2022-09-10T12:00:00+00:00",
        "message": "иное",
        "fwd_from": None,
    }
    case.read([write("a.json", [both]), write("b.json", [only])])
    assert len(sources(case)) == 1


def test_a_look_alike_name_is_no_alias(case: offscript.Case, write: Write) -> None:
    case.read(
        [
            write(
                "a.json",
                [
                    telethon(1, "слова", 55, channel_name="РИА Новости"),
                    telethon(1, "x", 66, channel_name="РИА Новости"),
                ],
            )
        ]
    )
    assert len(sources(case)) == 2
    tiers = case.sql("select distinct tier, tier_status from source").fetchall()
    assert tiers == [("wire", "suggested")]


def test_suggested_tiers_are_listed_and_confirmed_by_one_edit(case: offscript.Case, write: Write) -> None:
    case.read(
        [write("a.json", [telethon(1, "слова", 55, channel_name="ТАСС"), telethon(1, "x", 66, channel_name="Никто")])]
    )
    path = case.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    assert 'status = "suggested"' in text
    path.write_text(text.replace('status = "suggested"', 'status = "given"'), encoding="utf-8")
    opened = offscript.open(case.folder)
    opened.analyse(["source"])
    rows = opened.sql("select name, tier, tier_status from source order by tier").fetchall()
    assert rows == [("Никто", "unassigned", "unknown"), ("ТАСС", "wire", "given")]
