"""Pictures that lie in an export are printed where they lie, and nowhere else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import offscript
from offscript.find.pictures import FARTHEST
from offscript.read.pictures import printed
from tests.read.shapes import ONE, article, warc

Write = Callable[..., Path]


def picture(seed: int, form: str = "JPEG", size: tuple[int, int] = (320, 200), quality: int = 90) -> bytes:
    """A picture of blots, the same for a seed in any form and size."""
    blots = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), np.uint8)
    held = io.BytesIO()
    drawn = Image.fromarray(blots).resize((320, 200), Image.Resampling.BICUBIC).resize(size)
    drawn.save(held, form, **({"quality": quality} if form == "JPEG" else {}))
    return held.getvalue()


def export(name: str, number: int, *messages: dict[str, str]) -> str:
    """An export of one channel."""
    given = [
        {"id": place + 1, "type": "message", "date_unixtime": str(1_662_800_000 + place * 60), "text": "", **one}
        for place, one in enumerate(messages)
    ]
    return json.dumps({"name": name, "type": "public_channel", "id": number, "messages": given})


def _bits(one: tuple[int, int], other: tuple[int, int]) -> int:
    return sum(((a ^ b) & (1 << 64) - 1).bit_count() for a, b in zip(one, other, strict=True))


def _print(raw: bytes) -> tuple[int, int]:
    across, down, *_ = printed(raw)
    return across, down


@given(seed=st.integers(0, 10_000))
def test_a_print_outlasts_size_form_and_packing_and_tells_pictures_apart(seed: int) -> None:
    first = _print(picture(seed))
    assert _bits(first, _print(picture(seed, "PNG"))) <= FARTHEST
    assert _bits(first, _print(picture(seed, quality=30))) <= FARTHEST
    assert _bits(first, _print(picture(seed, size=(160, 100)))) <= FARTHEST
    assert _bits(first, _print(picture(seed + 1))) > FARTHEST


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "none of JPEG, PNG, WEBP, GIF"),
        (b"<svg onload='alert(1)'/>", "none of"),
        (picture(1)[:400], "cannot be decoded"),
        (picture(1, "TIFF"), "none of"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        printed(raw)


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    with pytest.raises(ValueError, match=r"are too many|cannot be decoded"):
        printed(held.getvalue())


@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 2_000), st.binary(min_size=1, max_size=30))
def test_damaged_bytes_are_printed_or_refused_and_nothing_else(form: str, place: int, noise: bytes) -> None:
    raw = bytearray(picture(1, form))
    raw[place : place + len(noise)] = noise
    try:
        assert len(printed(bytes(raw))) == 5
    except ValueError as error:
        assert str(error)


def test_photos_and_thumbnails_of_an_export_are_printed_and_what_lacks_is_said(
    case: offscript.Case, write: Write
) -> None:
    told = export(
        "Вели",
        1,
        {"photo": "photos/1.jpg"},
        {"media_type": "video_file", "file": "video/1.mp4", "thumbnail": "video/1_thumb.jpg"},
        {"media_type": "sticker", "file": "stickers/1.webp", "thumbnail": "stickers/1.webp_thumb.jpg"},
        {"photo": "photos/lost.jpg"},
        {"photo": "(File not included. Change data exporting settings to download.)"},
        {"photo": "photos/broken.jpg"},
    )
    path = write("one/result.json", told)
    for name, raw in {
        "photos/1.jpg": picture(1),
        "video/1_thumb.jpg": picture(2),
        "stickers/1.webp_thumb.jpg": picture(3),
        "photos/broken.jpg": b"GIF89a",
    }.items():
        (path.parent / name).parent.mkdir(exist_ok=True)
        (path.parent / name).write_bytes(raw)
    found = case.read([path.parent])
    assert found.laid == {"picture": 2}
    assert case.sql("select kind, name, width, height from picture order by name").fetchall() == [
        ("photo", "photos/1.jpg", 320, 200),
        ("video", "video/1_thumb.jpg", 320, 200),
    ]
    assert any(
        "1 pictures named here do not lie beside the file" in note for one in found.files for note in one["notes"]
    )
    assert [one["place"] for one in found.rejects] == ["messages[5], photos/broken.jpg"]


def test_an_export_names_no_file_outside_its_folder(case: offscript.Case, write: Write) -> None:
    outside = write("outside.jpg", picture(1))
    path = write("one/result.json", export("Вели", 1, {"photo": "../outside.jpg"}, {"photo": str(outside)}))
    (path.parent / "linked.jpg").symlink_to(outside)
    write("one/other.json", export("Вели", 2, {"photo": "linked.jpg"}))
    assert "picture" not in case.read([path.parent]).laid


def test_pictures_in_a_packed_export_and_in_a_page_of_one_are_printed(case: offscript.Case, tmp_path: Path) -> None:
    page = (
        '<div class="page_header"><div class="text">Вели</div></div><div class="message default clearfix" id="message7">'
        '<div class="body"><div class="date" title="10.09.2022 12:00:00 UTC+03:00">12:00</div>'
        '<div class="media_wrap"><a class="photo_wrap" href="photos/1.jpg"></a></div></div></div>'
    )
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.writestr("a/result.json", export("Вели", 1, {"photo": "photos/1.jpg"}))
        packed.writestr("a/photos/1.jpg", picture(1))
        packed.writestr("b/messages.html", page)
        packed.writestr("b/photos/1.jpg", picture(1, quality=60))
    assert case.read([tmp_path / "export.zip"]).laid == {"picture": 2}


OTHER = "Пекари обещают хлеб к вечеру, мельница у реки снова работает."


def shown_in(page: bytes, *pictures: str) -> bytes:
    """A page with pictures in its article."""
    return page.replace(b"<article>", b"<article>" + "".join(f"<img src='{one}'>" for one in pictures).encode())


PREVIEW = """<html><head><meta property="og:title" content="Вели"></head><body>
<div class="tgme_widget_message" data-post="veli_vedom/7"><a class="tgme_widget_message_photo_wrap"
 style="width:320px;background-image:url('https://cdn.example/file/a.jpg')"></a>
<i class="tgme_widget_message_video_thumb" style="background-image: url(&quot;thumb.jpg&quot;)"></i>
<i class="emoji" style="background-image:url('//telegram.example/smile.jpg')"></i>
<div class="tgme_widget_message_text">Отход на рубежи</div>
<a class="tgme_widget_message_date"><time datetime="2022-09-10T12:00:00+00:00"></time></a></div></body></html>""".encode()


def test_pictures_of_an_archive_are_printed_for_the_pages_that_show_them(case: offscript.Case, write: Write) -> None:
    pages = warc(
        ("https://vel.example/news/1", shown_in(article(ONE), "/img/front.jpg", "logo.svg", "lost.jpg")),
        ("https://vel.example/news/2", shown_in(article(OTHER), "../img/front.jpg", "data:image/gif;base64,R0lG")),
        ("https://t.me/s/veli_vedom", PREVIEW),
    )
    pictures = warc(
        ("https://vel.example/img/front.jpg", picture(1)),
        ("https://vel.example/img/unshown.jpg", picture(2)),
        ("https://cdn.example/file/a.jpg", picture(1, quality=60)),
        ("https://t.me/s/thumb.jpg", picture(3)),
        kind="image/jpeg",
    )
    drawn = warc(("https://vel.example/news/logo.svg", b"<svg/>"), kind="image/svg+xml")
    found = case.read([write("crawl.warc", pages + pictures + drawn)])
    assert case.sql("select kind, name from picture order by name, kind").fetchall() == [
        ("photo", "../img/front.jpg"),
        ("photo", "/img/front.jpg"),
        ("photo", "https://cdn.example/file/a.jpg"),
        ("video", "thumb.jpg"),
    ]
    assert not found.rejects


def test_a_damaged_picture_of_an_archive_is_refused_and_its_page_is_not(case: offscript.Case, write: Write) -> None:
    page = warc(("https://vel.example/news/1", shown_in(article(ONE), "a.jpg")))
    broken = warc(("https://vel.example/news/a.jpg", picture(1)[:300]), kind="image/jpeg")
    found = case.read([write("crawl.warc", page + broken)])
    assert found.new == 1
    assert [one["reason"].partition(":")[0] for one in found.rejects] == ["not a readable picture"]


def test_pictures_beside_a_saved_page_are_printed(case: offscript.Case, write: Write) -> None:
    saved = write("page.html", shown_in(article(ONE), "page_files/a.jpg", "x" * 5_000 + ".jpg", "a%00b.jpg"))
    write("page_files/a.jpg", picture(1))
    assert case.read([saved]).laid == {"picture": 1}


def test_pictures_that_a_collector_put_beside_its_file_are_printed(case: offscript.Case, write: Write) -> None:
    message = {"id": 1, "peer_id": {"channel_id": 5}, "date": "2022-09-10T12:00:00+00:00", "message": ONE}
    path = write(
        "dump.json",
        json.dumps([{**message, "media_path": "media/1.jpg"}, {**message, "id": 2, "media_path": "media/2.mp4"}]),
    )
    write("media/1.jpg", picture(1))
    write("media/2.mp4", picture(2))
    assert case.read([path]).laid == {"picture": 1}
