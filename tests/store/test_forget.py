"""What is to be forgotten is nowhere afterwards, comes back by no reading, and leaves a tombstone; the ledger still verifies."""

from __future__ import annotations

import gzip
import hashlib
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import offscript
from offscript.case import CaseError
from offscript.cli import app
from offscript.store import ledger, swap
from offscript.store.forget import Request, forget
from offscript.store.migrations import brought_up
from offscript.store.seal import seal, verified
from offscript.store.tables import UNFINISHED
from tests.conftest import telethon

NAME, FORMS = "Гордей Ружалов", ("Ружалов", "Ружалова", "Ружалову", "Гордей", "Гордея")
WORDS = "ключи лежат под крыльцом"


def export(path: Path, number_from: int = 1) -> Path:
    texts = [
        "Сводка: дорога открыта, мост стоит.",
        f"Сосед {NAME} сказал, что {WORDS}.",
        "Искали Гордея Ружалова всю ночь. Ружалову звонили.",
        "Вечером дадут свет.",
    ]
    listed = [telethon(number_from + place, text) for place, text in enumerate(texts)]
    path.write_text(json.dumps({"channel_name": "Вести", "messages": listed}, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def held(case: offscript.Case, tmp_path: Path) -> offscript.Case:
    case.read([export(tmp_path / "a.json")])
    return case


def bytes_of(case: offscript.Case) -> str:
    """All bytes of a case, Parquet and gzip opened."""
    found = []
    for path in case.folder.rglob("*"):
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            found.append(json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str))
        elif path.is_file():
            content = path.read_bytes()
            found.append((gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace"))
    return "\n".join(found)


def post_with(case: offscript.Case, words: str) -> str:
    return next(str(post) for post, text in case.sql("select post, text from version").fetchall() if words in text)


def asked(case: offscript.Case, **what: Any) -> Any:
    return forget(case.folder, brought_up(case.folder), Request(**what), "редактор", "asked by letter")


def test_a_post_goes_from_every_file_of_the_case_and_does_not_come_back(held: offscript.Case, tmp_path: Path) -> None:
    assert WORDS in bytes_of(held)
    post = post_with(held, WORDS)
    assert asked(held, posts=frozenset({post})).gone == 1
    assert WORDS not in bytes_of(held)
    case = offscript.open(held.folder)
    case.analyse(["reuse"])
    assert case.table("post").shape[0] == 3
    again = export(tmp_path / "b.json")
    again.write_text(again.read_text("utf-8") + " ", "utf-8")
    assert any("forgotten on request" in note for row in case.read([again]).files for note in row["notes"])
    assert WORDS not in bytes_of(case)
    assert case.table("post").shape[0] == 3


def test_what_a_killed_run_left_in_the_case_goes_too(held: offscript.Case) -> None:
    left = held.folder / f"{UNFINISHED}0" / "held"
    left.mkdir(parents=True)
    (left / "part.parquet").write_text(f"Сосед {NAME} сказал, что {WORDS}.", encoding="utf-8")
    asked(held, posts=frozenset({post_with(held, WORDS)}))
    assert not left.parent.exists()
    assert WORDS not in bytes_of(held)


def test_a_name_is_blotted_out_in_every_form_and_in_what_is_read_later(held: offscript.Case, tmp_path: Path) -> None:
    done = asked(held, names=(NAME,))
    assert (done.gone, done.changed) == (0, 2)
    case = offscript.open(held.folder)
    case.read([export(tmp_path / "b.json", 11)])
    texts = "\n".join(row[0] for row in case.sql("select text from version").fetchall())
    assert "Гордея Ружалова" not in texts and NAME not in texts
    assert f"Сосед {'█' * len(NAME)} сказал" in texts
    assert NAME not in bytes_of(case)


def test_a_source_goes_with_all_its_posts(held: offscript.Case, tmp_path: Path) -> None:
    other = tmp_path / "c.json"
    other.write_text(json.dumps({"channel_name": "Другие", "messages": [telethon(1, "Мы остаёмся.", 77)]}), "utf-8")
    held.read([other])
    query = "select source from post p join version v using (post) where text like '%мост%'"
    (source,) = {row[0] for row in held.sql(query).fetchall()}
    assert asked(held, sources=frozenset({source})).gone == 4
    case = offscript.open(held.folder)
    case.analyse(["reuse"])
    assert [row[0] for row in case.sql("select text from version").fetchall()] == ["Мы остаёмся."]


def test_the_ledger_loses_its_words_and_keeps_its_chain(held: offscript.Case, tmp_path: Path) -> None:
    post = post_with(held, WORDS)
    held.correct("post", {"anchor": post, "target": post_with(held, "мост")}, f"говорит, что {WORDS}", "редактор")
    held.correct(
        "matter", {"anchor": post_with(held, "мост"), "target": "bridge", "accept": True}, "о мосте", "редактор"
    )
    seal(held.folder, tmp_path / "key.pem")
    assert asked(held, posts=frozenset({post})).entries == 1
    entries, seals = verified(held.folder)
    assert [entry.kind for entry in entries] == ["forgotten", "matter", "forget"]
    assert len(seals) == 1
    assert WORDS not in bytes_of(held)
    assert len(ledger.corrections(held.folder)) == 1


def test_an_entry_that_lost_its_words_cannot_be_given_others(held: offscript.Case) -> None:
    post = post_with(held, WORDS)
    held.correct("post", {"anchor": post, "target": post_with(held, "мост")}, "одно и то же", "редактор")
    asked(held, posts=frozenset({post}))
    with ledger.opened(held.folder / ledger.LEDGER) as connection:
        connection.execute("update entry set why = 'иначе' where number = 1")
    with pytest.raises(ledger.LedgerError, match="entry 1"):
        ledger.entries(held.folder)


def test_what_was_fetched_goes_too(held: offscript.Case) -> None:
    (file,) = {row[0] for row in held.sql("select file from record where text like '%крыльцом%'").fetchall()}
    raw = held.folder / "raw" / "feed" / "2022-09-10"
    raw.mkdir(parents=True)
    content = next(path for path in held.folder.parent.glob("a.json")).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file
    (raw / "one.json.gz").write_bytes(gzip.compress(content))
    (raw / "two.json.gz").write_bytes(gzip.compress(b"{}"))
    assert asked(held, posts=frozenset({post_with(held, WORDS)})).files == 1
    assert [path.name for path in raw.iterdir()] == ["two.json.gz"]


def test_killed_before_the_swap_nothing_changed_and_after_it_the_next_reader_finishes(
    held: offscript.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    post = post_with(held, WORDS)
    monkeypatch.setattr(import_module("offscript.store.forget"), "put_in_place", killed)
    with pytest.raises(KeyboardInterrupt):
        asked(held, posts=frozenset({post}))
    assert offscript.open(held.folder).table("post").shape[0] == 4
    (held.folder / swap.NEW / "whole").touch()
    assert WORDS not in "".join(row[0] for row in offscript.open(held.folder).sql("select text from record").fetchall())


def test_what_nobody_said_is_refused(held: offscript.Case) -> None:
    with pytest.raises(CaseError, match="no such post"):
        asked(held, posts=frozenset({"nothing"}))
    with pytest.raises(CaseError, match="nothing to forget"):
        asked(held, names=("Никифор Небывалый",))


def test_an_analyst_types_it(held: offscript.Case) -> None:
    run = CliRunner()
    assert run.invoke(app, ["forget", str(held.folder), "--why", "x"]).exit_code != 0
    assert run.invoke(app, ["forget", str(held.folder), "--name", NAME, "--why", "letter"], input="n\n").exit_code == 1
    done = run.invoke(
        app, ["forget", str(held.folder), "--name", NAME, "--why", "letter", "--yes"], catch_exceptions=False
    )
    assert "2 lost words" in done.output and "out of reach" in done.output
