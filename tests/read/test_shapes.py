"""Every format: what was put in comes out, and a file cut off anywhere gives words instead of an error."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from offscript.read.containers import documents
from offscript.read.explain import explain
from offscript.read.recognise import READERS, recognise
from offscript.read.record import Capture, Document, Item, Note, Post, Reject, Setting, Share
from tests.read.shapes import NOON, SHAPES, Shape

SETTING = Setting(ZoneInfo("Europe/Kyiv"), b"key", named=frozenset({"name:@velministry", "name:velministry"}))


def document(shape: Shape, content: bytes | None = None) -> Document:
    raw = shape.content if content is None else content
    return Document(shape.name, lambda: io.BytesIO(raw), NOON, len(raw), shape.beside.get)


def items(shape: Shape) -> list[Item]:
    return list(READERS[shape.format_name].read(document(shape), SETTING))


def field_of(post: Post, name: str) -> Any:
    return {"at": post.published.at, "basis": post.published.basis}.get(name, getattr(post, name, None))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_file_is_recognised_by_what_it_holds(shape: Shape) -> None:
    assert recognise(document(shape)) == shape.format_name


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_was_put_in_comes_out(shape: Shape) -> None:
    given = items(shape)
    posts = [item for item in given if isinstance(item, Post)]
    assert not [item for item in given if isinstance(item, Reject)]
    assert len(posts) == len(shape.posts)
    for post, wanted in zip(posts, shape.posts, strict=True):
        assert {name: field_of(post, name) for name in wanted} == wanted


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_file_cut_off_anywhere_is_told_in_words_and_gives_no_post_it_did_not_hold(shape: Shape) -> None:
    whole = len(shape.posts)
    for part in range(24):
        cut = document(shape, shape.content[: len(shape.content) * part // 24])
        told = explain(cut, SETTING)
        assert told.posts <= whole
        if told.format_name is None:
            assert told.looks
            assert told.advice
        for reject in told.rejects:
            assert "the rest of the file" not in reject.place
            assert "reader stops here" not in reject.reason


def test_accounts_nobody_named_are_pseudonyms_everywhere() -> None:
    by_name = {str(shape): shape for shape in SHAPES}
    for name in ("bluesky", "mastodon", "x collected", "mango tree", "coordination-network-toolkit"):
        for item in items(by_name[name]):
            if isinstance(item, Post):
                assert "person-" in item.source_key, name
                assert item.handle is None
                assert item.url is None or "desk" not in item.url
    hidden = next(item for item in items(by_name["telegram-export"]) if isinstance(item, Post) and item.forward_name)
    assert str(hidden.forward_name).startswith("person-")


def test_acts_of_accounts_keep_object_action_and_time() -> None:
    by_name = {str(shape): shape for shape in SHAPES}
    shares = [item for item in items(by_name["cooRTweet"]) if isinstance(item, Share)]
    assert [(share.object, share.moment.at - NOON) for share in shares] == [
        ("https://vel.example/1", 0),
        ("https://vel.example/1", 5_000_000),
    ]
    acts = [
        (item.action, item.object) for item in items(by_name["coordination-network-toolkit"]) if isinstance(item, Share)
    ]
    assert acts == [("link", "https://vel.example/1"), ("repost", "1")]


def test_captures_keep_their_hashes_as_written() -> None:
    by_name = {str(shape): shape for shape in SHAPES}
    hashes = {
        name: [item.hash for item in items(by_name[name]) if isinstance(item, Capture)]
        for name in ("auto-archiver", "cdx", "cdx json")
    }
    assert hashes == {
        "auto-archiver": ["SHA-256:ab12"],
        "cdx": ["SHA-1:ABCDEF", "SHA-1:BBBBBB"],
        "cdx json": ["SHA-1:ABC"],
    }


def test_a_private_letter_is_not_read_and_that_is_said() -> None:
    box = next(shape for shape in SHAPES if str(shape) == "mbox")
    assert any(isinstance(item, Note) and "1 letters were sent by no list" in item.text for item in items(box))


def test_speech_that_says_neither_whose_nor_when_is_refused_with_what_to_do() -> None:
    vtt = next(shape for shape in SHAPES if shape.name.endswith(".vtt"))
    nameless = Document("video.vtt", lambda: io.BytesIO(vtt.content), NOON)
    (refused,) = READERS["subtitles"].read(nameless, SETTING)
    assert isinstance(refused, Reject)
    assert "--source NAME --start" in refused.reason
    given = Setting(SETTING.zone, b"k", source="Вечер", start=None)
    (refused,) = READERS["subtitles"].read(nameless, given)
    assert isinstance(refused, Reject)
    assert "when" in refused.reason
    assert "whose" not in refused.reason.split(";")[0]


def test_every_reader_says_what_it_keeps_and_loses() -> None:
    for name, reader in READERS.items():
        assert reader.KEPT, name
        assert reader.LOST, name
        assert reader.TIME, name


def test_a_folder_keeps_what_lies_beside_a_file_and_counts_guides_as_such(tmp_path: Path) -> None:
    shape = next(shape for shape in SHAPES if str(shape) == "srt with a manifest")
    (tmp_path / shape.name).write_bytes(shape.content)
    (tmp_path / "manifest.csv").write_bytes(shape.beside["manifest.csv"])
    found = [one for _, one in documents([str(tmp_path)])]
    read = [one for one in found if isinstance(one, Document)]
    assert (len(found), len(read)) == (2, 1)
    assert sum(isinstance(item, Post) for item in READERS["subtitles"].read(read[0], SETTING)) == 2
