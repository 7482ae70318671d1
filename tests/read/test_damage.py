"""What is damaged costs itself and nothing else, and it is said where and why."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.read import containers
from offscript.read.json_stream import LONGEST, Element, elements, lines
from offscript.read.record import Reject

Write = Callable[[str, Any], Path]


def rows(count: int) -> list[dict[str, Any]]:
    return [
        {
            "message_id": number,
            "sender_id": -1000000000055,
            "text": f'Сообщение номер {number} {{не скобка}}, "кавычки"',
            "date": "2024-12-04T08:40:01+00:00",
            "channel": "Канал",
            "entities": [{"type": "bold", "offset": 0}, {"type": "link", "offset": 3}],
        }
        for number in range(1, count + 1)
    ]


def test_a_file_cut_in_half_gives_every_whole_record_and_says_where_it_ends(case: offscript.Case, write: Write) -> None:
    whole = json.dumps(rows(40), ensure_ascii=False).encode()
    found = case.read([write("cut.json", whole[: len(whole) // 2])])
    assert 18 <= found.new <= 20
    assert "ends" in found.rejects[0]["reason"]


def zipped(**members: str) -> bytearray:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.json", content)
    return bytearray(held.getvalue())


@pytest.mark.parametrize(
    ("what", "at", "value"),
    [
        ("a later version of zip", 6, 136),
        ("no date", 12, 0),
        ("a method nobody knows", 10, 77),
        ("an odd offset", 42, 250),
    ],
)
def test_an_odd_archive_is_read_or_refused_in_words(
    case: offscript.Case, write: Write, what: str, at: int, value: int
) -> None:
    content = zipped(a=json.dumps(rows(2)), b=json.dumps(rows(3)))
    entry = content.index(b"PK\x01\x02")
    content[entry + at] = value
    found = case.read([write("odd.zip", bytes(content))])
    assert found.new or found.rejects, what
    assert all(reject["reason"] for reject in found.rejects)


def test_a_file_without_a_name_in_an_archive_costs_only_itself(case: offscript.Case, write: Write) -> None:
    content = zipped(a=json.dumps(rows(2)), b=json.dumps(rows(3)))
    entry = content.index(b"PK\x01\x02")
    content[entry + 28], content[entry + 32] = 0, content[entry + 28]
    found = case.read([write("odd.zip", bytes(content))])
    assert found.new == 3
    assert [reject["reason"] for reject in found.rejects] == ["a file in it has no name; unpack it by hand"]


def test_a_damaged_record_costs_only_itself(case: offscript.Case, write: Write) -> None:
    text = json.dumps(rows(9), ensure_ascii=False).replace('"message_id": 5,', '"message_id": ,5')
    found = case.read([write("damaged.json", text)])
    assert case.sql("select native_number from post order by all").fetchall() == [
        (n,) for n in (1, 2, 3, 4, 6, 7, 8, 9)
    ]
    assert len(found.rejects) == 1
    assert "[4]" in found.rejects[0]["place"]


def test_a_damaged_first_record_does_not_take_what_is_inside_it_for_the_next(
    case: offscript.Case, write: Write
) -> None:
    text = json.dumps(rows(3), ensure_ascii=False).replace('"date": "2024', '"date" "2024', 1)
    found = case.read([write("damaged.json", text)])
    assert case.sql("select native_number from post order by all").fetchall() == [(2,), (3,)]
    assert [row["place"][:10] for row in found.rejects] == ["array[0], "]


def test_invalid_utf8_keeps_the_record_and_says_so(case: offscript.Case, write: Write) -> None:
    raw = json.dumps(rows(2), ensure_ascii=False).encode().replace("номер 2".encode(), b"\xd0\xff 2")
    found = case.read([write("bytes.json", raw)])
    assert found.new == 2
    assert any("UTF-8" in note for note in found.files[0]["notes"])


def test_a_record_of_another_shape_is_refused_by_place(case: offscript.Case, write: Write) -> None:
    found = case.read([write("odd.json", [*rows(2), {"message_id": 3, "text": "без даты"}, "строка"])])
    assert found.new == 2
    assert [row["place"] for row in found.rejects] == ["message[2]", "message[3]"]
    assert case.table("reject").shape[0] == 2


def test_an_endless_line_is_refused_without_being_held() -> None:
    found = list(lines(io.BytesIO(b"short\n" + b"x" * 5_000 + b"\nlast\n"), longest=1_000))
    assert found[0] == (1, b"short\n")
    assert isinstance(found[1][1], Reject)
    assert found[2] == (3, b"last\n")


@pytest.mark.parametrize("name", ["long.json", "long.jsonl", "long.csv"])
def test_a_record_too_long_to_be_held_costs_only_itself(case: offscript.Case, write: Write, name: str) -> None:
    text = "x" * (LONGEST + 1000)
    first, second = ({**row, "text": said} for row, said in zip(rows(2), (text, "слова"), strict=True))
    if name == "long.csv":
        path = write(name, f"date,source,text\n2022-09-10,Газета,{text}\n2022-09-11,Газета,слова\n")
    else:
        lines = name.endswith("l")
        path = write(name, "\n".join(json.dumps(row) for row in (first, second)) if lines else [first, second])
    found = case.read([path])
    assert found.new == 1
    assert len(found.rejects) == 1
    assert str(LONGEST) in found.rejects[0]["reason"]


def test_a_zip_bomb_is_refused_and_its_neighbours_are_read(
    case: offscript.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "_FREE", 1 << 20)
    bomb = tmp_path / "exports.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b"[" + b" " * (64 << 20) + b"]")
        archive.writestr("good.json", json.dumps(rows(3), ensure_ascii=False))
    found = case.read([bomb])
    assert found.new == 3
    assert any("bomb.json" in row["path"] and "unpacks to more" in row["reason"] for row in found.rejects)


def test_gz_and_folders_and_globs_are_opened(case: offscript.Case, write: Write, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with gzip.open(tmp_path / "folder" / "a.json.gz", "wt", encoding="utf-8") as out:
        json.dump(rows(2), out)
    write("folder/photo.jpg", b"\xff\xd8")
    found = case.read([tmp_path / "folder"])
    assert (found.new, found.passed_over) == (2, 1)
    write("more-1.json", rows(3))
    assert case.read([str(tmp_path / "more-*.json")]).new == 3
    assert case.table("post").shape[0] == 3


def test_what_no_reader_knows_is_said_and_can_be_forced(case: offscript.Case, write: Write) -> None:
    path = write("notes.txt", "просто заметки без всякой формы\n")
    found = case.read([path])
    assert found.new == 0
    assert "--as" in found.rejects[0]["reason"]
    case.read([path])
    assert case.table("reject").shape[0] == 1


def test_a_missing_file_is_said(case: offscript.Case) -> None:
    assert "no such file" in case.read(["nowhere.json"]).rejects[0]["reason"]


@given(
    st.lists(st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=20), max_size=4), max_size=12),
    st.data(),
)
def test_every_element_before_a_cut_is_given(records: list[dict[str, Any]], data: st.DataObject) -> None:
    whole = json.dumps(records, ensure_ascii=False).encode("utf-8", "surrogatepass")
    found = list(elements(io.BytesIO(whole)))
    assert [item.value for item in found if isinstance(item, Element)] == json.loads(json.dumps(records))
    cut = data.draw(st.integers(0, len(whole)))
    part = [item.value for item in elements(io.BytesIO(whole[:cut])) if isinstance(item, Element)]
    assert part == json.loads(json.dumps(records))[: len(part)]
