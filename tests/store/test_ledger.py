"""What people correct is kept, is laid over every result, survives re-runs, and waits where its anchor is missing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.commands import place_of
from offscript.store import ledger
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
SETTLED = ("cascade", "matter", "stranded")
"""What these tests look at; all else follows from it."""
TEXT = "Мост через реку закрыт до особого распоряжения коменданта города и округа"


@pytest.fixture
def two(case: offscript.Case, write: Write) -> offscript.Case:
    case.read([write("a.json", [telethon(1, TEXT, 55)])])
    case.read([write("b.json", [telethon(1, TEXT, 66, "2022-09-10T12:05:00+00:00")])])
    case.analyse(SETTLED)
    return case


def post(case: offscript.Case, source: str) -> str:
    return str(case.sql(f"select post from post where source = '{source}'").fetchall()[0][0])


def test_a_corrected_time_changes_who_was_first_and_stays(two: offscript.Case, write: Write) -> None:
    first = 1662800000_000000
    two.correct(
        "time", {"anchor": post(two, "telegram-66"), "at": first, "precision_us": 60_000_000}, "seen live", "me"
    )
    two.analyse(SETTLED)
    root = "select p.source, p.time_basis from cascade c join post p on p.post = c.cascade limit 1"
    assert two.sql(root).fetchall() == [("telegram-66", "corrected")]
    two.read([write("c.json", [telethon(2, "иное", 55)])])
    two.analyse(SETTLED)
    assert two.sql(root).fetchall() == [("telegram-66", "corrected")]


def test_a_form_of_a_name_given_to_another_source(two: offscript.Case) -> None:
    two.correct("source", {"anchor": "telegram:66", "target": "telegram-55"}, "the same people", "me")
    two.analyse(SETTLED)
    assert two.sql("select distinct source from post").fetchall() == [("telegram-55",)]


def test_two_posts_found_to_be_one(two: offscript.Case) -> None:
    low, high = sorted((post(two, "telegram-55"), post(two, "telegram-66")))
    two.correct("post", {"anchor": high, "target": low}, "a mirror", "me")
    two.analyse(SETTLED)
    assert two.sql("select post from post").fetchall() == [(low,)]


def test_a_post_put_into_a_matter_by_hand(two: offscript.Case) -> None:
    with (two.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write('\n[[matter]]\nid = "bridge"\nterms = { ru = ["паром"] }\n')
    opened = offscript.open(two.folder)
    opened.correct("matter", {"anchor": post(two, "telegram-55"), "target": "bridge", "accept": True}, "it is", "me")
    opened.analyse(SETTLED)
    assert opened.sql("select term, post from matter").fetchall() == [("person", post(two, "telegram-55"))]


def test_words_taken_out_of_a_matter_leave_the_other_words_in(case: offscript.Case, write: Write) -> None:
    with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write('\n[[matter]]\nid = "bridge"\nterms = { ru = ["мост"] }\n')
    case = offscript.open(case.folder)
    case.read([write("a.json", [telethon(1, "Мост закрыт. Зубной мост стоит дорого.")])])
    case.analyse(SETTLED)
    place = place_of(case, post(case, "telegram-55"), "Зубной мост")
    case.correct("matter", {**place, "target": "bridge", "accept": False}, "another bridge", "me")
    case.analyse(SETTLED)
    assert case.sql("select start, term from matter").fetchall() == [(0, "мост")]
    with pytest.raises(CaseError, match="no wording"):
        place_of(case, post(case, "telegram-55"), "паром")


def test_a_correction_without_its_anchor_waits_in_the_queue(two: offscript.Case, write: Write) -> None:
    two.correct("source", {"anchor": "telegram:77", "target": "telegram-55"}, "not yet read", "me")
    two.analyse(SETTLED)
    assert two.sql("select anchor, why from stranded").fetchall() == [("telegram:77", "not yet read")]
    two.read([write("c.json", [telethon(1, "слова", 77)])])
    two.analyse(SETTLED)
    assert two.table("stranded").fetchall() == []
    assert two.sql("select count(distinct source) from post").fetchall() == [(2,)]


def test_the_last_word_counts_and_every_word_is_kept(two: offscript.Case) -> None:
    for target in ("one", "other"):
        two.correct("source", {"anchor": "telegram:66", "target": target}, "", "me")
    assert [row["target"] for row in ledger.corrections(two.folder).to_pylist()] == ["other"]
    assert len(ledger.entries(two.folder)) == 2


def test_a_ledger_changed_behind_its_back_is_refused(two: offscript.Case) -> None:
    two.correct("source", {"anchor": "telegram:66", "target": "one"}, "", "me")
    with closing(sqlite3.connect(two.folder / "ledger.sqlite")) as connection:
        connection.execute("update entry set who = 'somebody'")
        connection.commit()
    with pytest.raises(ledger.LedgerError, match="entry 1 was changed"):
        two.analyse(SETTLED)


FORM = "За сутки в округе отмечено {} пожаров, {} обращений граждан и {} выездов дежурных бригад на место"


def test_a_person_says_that_a_form_is_a_copy_and_that_a_copy_is_a_form(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, FORM.format(1, 20, 300), 55)])])
    case.read([write("b.json", [telethon(1, FORM.format(7, 81, 995), 66, "2022-09-10T12:05:00+00:00")])])
    case.analyse(["reuse"])
    assert (case.table("reuse").shape[0], case.table("template").shape[0]) == (0, 1)
    case.correct("template", {"anchor": post(case, "telegram-66"), "accept": False}, "they doctored it", "me")
    case.analyse(["reuse"])
    assert case.sql("select kind from reuse").fetchall() == [("near",)]
    assert case.table("template").shape[0] == 0
    case.correct("template", {"anchor": post(case, "telegram-66"), "accept": True}, "no, a form", "me")
    case.analyse(["reuse"])
    assert (case.table("reuse").shape[0], case.table("template").shape[0]) == (0, 1)


def test_a_person_says_what_is_a_footer_and_what_is_none(case: offscript.Case, write: Write) -> None:
    line = "Наша сила в единстве народа и его вооружённых сил от моря до гор"
    posts = [telethon(n, f"{'слово ' * n}сообщение номер {n} о разном\n\n{line}", 55) for n in range(1, 7)]
    case.read([write("a.json", posts)])
    case.read(
        [write("b.json", [telethon(1, f"Как говорят у нас дома и в гостях: {line}", 66, "2022-09-11T12:00:00+00:00")])]
    )
    case.analyse(["reuse"])
    edges = case.table("boilerplate").shape[0]
    first = post(case, "telegram-55")
    assert edges == 6
    assert (
        case.sql("select * from reuse r join post p on p.post = r.later where p.source = 'telegram-66'").fetchall()
        == []
    )
    case.correct("boilerplate", {**place_of(case, first, line), "accept": False}, "that is the line", "me")
    case.analyse(["reuse"])
    assert case.table("boilerplate").shape[0] == 0
    assert case.sql("select * from reuse r join post p on p.post = r.later where p.source = 'telegram-66'").fetchall()
    case.correct("boilerplate", {**place_of(case, first, line), "accept": True}, "it is a footer after all", "me")
    case.analyse(["reuse"])
    assert case.sql("select distinct edge, repeated from boilerplate").fetchall() == [("foot", None)]
    assert case.table("boilerplate").shape[0] == edges


def test_texts_of_reference_in_the_case_link_nobody(two: offscript.Case, write: Write) -> None:
    assert two.table("reuse").shape[0] == 1
    write("case/references/order.txt", f"Приказ. {TEXT}.")
    two.analyse(["reuse"])
    assert two.table("reuse").shape[0] == 0
    assert two.sql("select path from reference").fetchall() == [("order.txt",)]
    write("case/references/page.html", f"<html><body><article><p>{TEXT}. {TEXT}.</p></article></body></html>")
    two.analyse(["reuse"])
    assert two.table("reference").shape[0] == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK", "save it as one"),
        ("b.txt", b"\xff\xfe\x00", "is not UTF-8"),
        ("c.html", b"<html></html>", "no text found"),
    ],
)
def test_a_text_of_reference_that_cannot_be_read_is_refused_with_the_remedy(
    two: offscript.Case, write: Write, name: str, content: bytes, said: str
) -> None:
    write(f"case/references/{name}", content)
    with pytest.raises(CaseError, match=said):
        two.analyse(["reuse"])


def test_a_settled_ledger_is_its_file_alone(case: offscript.Case, tmp_path: Path) -> None:
    entered = ledger.enter(case.folder, "anna", "note", {"anchor": "v"}, "said by telephone")
    path = case.folder / ledger.LEDGER
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("select count(*) from entry").fetchall()
        second = ledger.enter(case.folder, "anna", "note", {"anchor": "w"}, "said by telephone")
        assert path.with_name(f"{ledger.LEDGER}-wal").stat().st_size > 0
        ledger.settle(path)
        alone = tmp_path / "alone" / ledger.LEDGER
        alone.parent.mkdir()
        shutil.copy2(path, alone)
    assert [entry.number for entry in ledger.entries(alone.parent)] == [entered, second]
