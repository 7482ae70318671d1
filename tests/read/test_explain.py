"""Files of shapes that no reader knows: what they seem to be, and what to do about it."""

from __future__ import annotations

import gzip
import io
import json
import pickle
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import offscript
from offscript import commands
from offscript.read.explain import explain
from offscript.read.record import Document, Given, Setting
from tests.read.shapes import SHAPES

UNKNOWN: list[tuple[str, bytes, str, str]] = [
    ("empty.txt", b"", "an empty file", "export it again"),
    ("blank.csv", b"\n\n \n", "an empty file", "export it again"),
    ("base.db", b"SQLite format 3\x00" + b"\x00" * 80, "SQLite", "CSV"),
    ("frame.arrow", b"ARROW1\x00\x00" + b"\x00" * 80, "Arrow", "Parquet"),
    ("letter.rtf", b"{\\rtf1 text}", "RTF", ".docx"),
    ("pack.7z", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 80, "7z", "unpack"),
    ("pack.rar", b"Rar!\x1a\x07" + b"\x00" * 80, "rar", "unpack"),
    ("pack.bz2", b"BZh91AY", "bzip2", "unpack"),
    ("pack.xz", b"\xfd7zXZ\x00", "xz", "unpack"),
    ("pack.zst", b"\x28\xb5\x2f\xfd\x04", "zstd", "unpack"),
    ("scan.tiff.png", b"\x89PNG\r\n\x1a\n", "picture", "text recognition"),
    ("talk.wav", b"RIFF\x00\x00\x00\x00WAVE", "sound", "transcribed"),
    ("talk.mp4a", b"\x00\x00\x00\x20ftypM4A ", "film", "transcribed"),
    ("held.pkl", pickle.dumps({"text": "x"}), "pickle", "never opened"),
    ("unknown.bin", b"\x00\x01\x02\x03" * 50, "binary", "CSV, JSON or HTML"),
    ("counts.csv", b"alpha,beta\n1,2\n", "columns alpha, beta", "--column text=NAME --column time=NAME"),
    ("timed.csv", b"date,note\nx,2\n", "columns date, note", "--column text=NAME"),
    ("values.json", b"[1, 2, 3]", "list of ints", "objects"),
    (
        "other.json",
        json.dumps({"results": [{"headline_text": "a", "when": "b"}]}).encode(),
        "headline_text, when",
        "--as table",
    ),
    ("bare.json", b'{"version": 1}', "fields version", "name the columns"),
    ("map.xml", b"<?xml version='1.0'?><kml><a/></kml>", "root <kml>", "RSS"),
    ("notes.txt", b"Just some words without anything around them.", "plain text", "NAME: "),
]


@pytest.mark.parametrize(("name", "content", "looks", "advice"), UNKNOWN, ids=[one[0] for one in UNKNOWN])
def test_an_unknown_file_is_told_what_it_looks_like_and_what_to_do(
    name: str, content: bytes, looks: str, advice: str
) -> None:
    told = explain(Document(name, lambda: io.BytesIO(content), 0), Setting(ZoneInfo("UTC"), b"k"))
    assert told.format_name is None
    assert looks in told.looks
    assert advice in told.advice


def test_explaining_reads_nothing_and_says_fields_and_first_post(case: offscript.Case, tmp_path: Path) -> None:
    shape = next(one for one in SHAPES if one.format_name == "4cat")
    (tmp_path / shape.name).write_bytes(shape.content)
    (told,) = case.explained([tmp_path / shape.name], None, {})
    assert (told.format_name, told.posts, told.rejects, told.whole) == ("4cat", 2, [], True)
    assert told.sample is not None
    assert told.sample.native_id == "7"
    assert case.snapshot.number == 0


def test_a_folder_of_many_forms_is_read_as_one_and_nothing_is_dropped_silently(
    case: offscript.Case, tmp_path: Path
) -> None:
    chosen = [
        one
        for one in SHAPES
        if str(one) in ("warc", "pdf", "whisper", "cooRTweet", "cdx", "spreadsheet", "srt with a manifest")
    ]
    folder = tmp_path / "sent"
    folder.mkdir()
    for shape in chosen:
        (folder / shape.name).write_bytes(shape.content)
        for name, content in shape.beside.items():
            (folder / name).write_bytes(content)
    packed = next(one for one in chosen if one.format_name == "warc")
    (folder / "again.warc.gz").write_bytes(gzip.compress(packed.content + b"\r\n"))
    found = case.read([folder])
    assert found.rejects == []
    assert {row["format"] for row in found.files} == {one.format_name for one in chosen}
    assert found.passed_over == 1
    again = len(packed.posts)
    assert found.new == sum(len(one.posts) for one in chosen) + again
    assert found.laid == {"share": 2, "capture": 4}
    assert case.sql("select count(distinct account) from share").fetchall() == [(2,)]


def test_whose_and_when_may_be_given_by_hand(case: offscript.Case, tmp_path: Path) -> None:
    shape = next(one for one in SHAPES if str(one) == "srt with a manifest")
    (tmp_path / "talk.srt").write_bytes(shape.content)
    refused = case.read([tmp_path / "talk.srt"])
    assert "--source NAME --start" in refused.rejects[0]["reason"]
    taken = case.read([tmp_path / "talk.srt"], placed=Given("Вечер", commands.moment(case, "2022-09-10 15:00:00")))
    assert taken.new == 2
    assert case.sql("select distinct source from post").fetchall() == [("вечер",)]
