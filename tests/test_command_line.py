"""The words an analyst types, and what is said when they are wrong: always in words, never a traceback."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import offscript
from offscript.cli import main, terminal
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


_WIDE = 200


def _typed_here(*words: object) -> tuple[int, str, str]:
    """The same in this process, which saves starting one for every command."""
    said, errors = io.StringIO(), io.StringIO()
    for shown in (terminal.console, terminal.errors):
        shown.width = _WIDE
    before, sys.argv = sys.argv, ["offscript", *(str(word) for word in words)]
    try:
        with redirect_stdout(said), redirect_stderr(errors):
            main()
        code: object = 0
    except SystemExit as stopped:
        code = stopped.code or 0
    finally:
        sys.argv = before
    return int(str(code)), said.getvalue(), errors.getvalue()


def typed(
    *words: object, folder: Path | None = None, given: bytes | None = None, columns: int = _WIDE
) -> tuple[int, str, str]:
    """Exit code, output and errors of the command line: in a process of its own where its folder, input or width is given."""
    if folder is None and given is None and columns == _WIDE:
        return _typed_here(*words)
    command = [sys.executable, "-m", "offscript", *(str(word) for word in words)]
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, env={**os.environ, "COLUMNS": str(columns)}, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert typed("new", tmp_path / "kharkiv", "--zone", "Europe/Kyiv")[0] == 0
    return tmp_path / "kharkiv"


def test_the_version_is_the_packages() -> None:
    code, out, _ = _typed_here("--version")
    assert (code, out.split()) == (0, ["offscript", version("offscript")])


@pytest.mark.parametrize(("typed", "offered"), [("offscript co", "collect"), ("offscript case sp", "split")])
def test_a_shell_completes_commands(typed: str, offered: str) -> None:
    asked = {"_OFFSCRIPT_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    command = [str(Path(sys.executable).with_name("offscript"))]
    told = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=False)
    assert offered in told.stdout.split()


def test_three_lines_from_exports_to_a_brief(made: Path, write: Write) -> None:
    text = "Мост через реку закрыт до особого распоряжения коменданта города и округа"
    write("exports/a.json", [telethon(1, text, 55)])
    write("exports/b.json", [telethon(1, text, 66, "2022-09-10T12:05:00+00:00")])
    code, said, _ = typed("read", made, made.parent / "exports")
    assert code == 0
    assert "2 new records; the case holds 2 posts of 2 sources" in said
    assert "│ a.json │" in said, "names are whole: the folder that files share is said once, above them"
    code, said, _ = typed("run", made)
    assert code == 0
    assert "Most repeated" in said
    assert said.strip().splitlines()[-1] == f"brief: {made / 'brief.html'}"
    code, said, _ = typed("run", made)
    assert "nothing was stale" in said


def test_only_and_no_wait(made: Path, write: Write) -> None:
    typed("read", made, write("a.json", [telethon(1, "слова")]))
    assert typed("run", made, "--only", "coverage,reuse,volume", "--no-wait")[0] == 0
    code, _, errors = typed("run", made, "--only", "horoscope")
    assert code == 2
    assert "no such analysis" in errors
    assert "coverage" in errors


def test_standard_input_with_a_forced_format(made: Path) -> None:
    row = b"date,source,text\n2022-09-10,Paper,Some words of a paper\n"
    code, said, _ = typed("read", made, "-", "--as", "table", given=row)
    assert code == 0
    assert "1 new records" in said


def test_columns_named_by_hand(made: Path, write: Write) -> None:
    path = write("sent.csv", "Когда;Что\n10.09.2022 15:00;Слова письма\n")
    code, said, _ = typed("read", made, path, "--as", "table", "--column", "text=Что", "--column", "time=Когда")
    assert code == 0
    assert "columns: " in said
    code, _, errors = typed("read", made, path, "--column", "Что")
    assert code == 2
    assert "FIELD=COLUMN" in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "nowhere"), "offscript new nowhere"),
        (("new", "kharkiv"), "exists already"),
        (("read", "kharkiv", "x.json", "--as", "word"), "no such format"),
        (("correct", "time", "kharkiv", "p", "yesterday", "--why", "x"), "is no time"),
        (("sources", "kharkiv", "--confirm"), "no such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(made: Path, words: tuple[str, ...], said: str) -> None:
    code, _, errors = typed(*words, folder=made.parent)
    assert code == 2
    assert said in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('zone = "Kiev/Europe"', ("line 2", "zone", "'Kiev/Europe'", "IANA")),
        ('[[source]]\nid = "a"\ntier = "king"', ("line 4", "source.0.tier", "king", "ministry")),
        ('[[source]]\nid = "a"\nreliabilty = "A"', ("line 4", "reliabilty", "no such key")),
        ('[[matter]]\nid = "m"', ("matter.0", "at least one term")),
        ("[[matter]\nid", ("not valid TOML", "line 2")),
        ('[[source]]\nid = "a b"', ("source.0.id", "'a b'")),
        ('zone = ["Europe/Kyiv"]', ("line 2", "zone", "IANA")),
        (f"language = {'[' * 5_000}", ("within each other",)),
        (f"language = {'1' * 5_000}", ("not valid TOML", "digits")),
    ],
)
def test_a_wrong_setting_is_named_with_file_line_key_and_what_is_allowed(
    made: Path, wrong: str, said: tuple[str, ...]
) -> None:
    (made / "case.toml").write_text(f'title = "x"\n{wrong}\n', encoding="utf-8")
    code, _, errors = typed("run", made)
    assert code == 2
    for part in ("case.toml", *said):
        assert part in errors
    assert "Traceback" not in errors


def test_a_damaged_case_is_said_in_words(made: Path, write: Write) -> None:
    typed("read", made, write("a.json", [telethon(1, "слова")]))
    (made / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    code, _, errors = typed("run", made)
    assert code == 2
    assert "cannot be used as the ledger" in errors
    (made / "ledger.sqlite").unlink()
    for path in (made / "store" / "record").glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    code, _, errors = typed("run", made)
    assert code == 2
    assert "a file of the table record is damaged or incomplete" in errors
    assert "Traceback" not in errors
    shutil.rmtree(made / "store" / "record")
    code, _, errors = typed("run", made, columns=40)
    assert code == 2
    assert "read the exports again" in errors
    assert len(errors.strip().splitlines()) == 1, "a refusal is one line, however long its paths are"
    code, _, errors = typed("new", made / "case.toml" / "inner")
    assert code == 2
    assert "Traceback" not in errors


def test_damaged_files_are_said_and_do_not_stop_the_rest(made: Path, write: Write) -> None:
    write("x/broken.json", '[{"id": 1, "channel_id": 55, "date"')
    write("x/good.json", [telethon(1, "слова")])
    write("x/picture.jpg", b"\xff\xd8\xff")
    write("x/noise.bin", bytes(range(256)))
    code, said, errors = typed("read", made, made.parent / "x")
    assert code == 0
    assert "1 new records" in said
    assert "broken.json" in said
    assert "noise.bin" in said
    assert "1 pictures" in said
    assert "Traceback" not in said + errors


def test_labels_are_asked_for_and_kept(made: Path, write: Write) -> None:
    matter = '[[matter]]\nid = "ford"\nterms = { ru = ["переправа"] }\n'
    (made / "case.toml").write_text((made / "case.toml").read_text("utf-8") + matter, "utf-8")
    posts = [telethon(n, f"У переправы ждёт колонна номер {n}") for n in range(1, 6)]
    posts += [telethon(n, f"Урожай ячменя собран в районе {n}") for n in range(6, 30)]
    typed("read", made, write("a.json", posts))
    code, _, errors = typed("label", made, "ford")
    assert (code, "offscript run" in errors) == (2, True)
    assert typed("run", made, "--only", "subjects")[0] == 0
    code, said, _ = typed("label", made, "ford", given=b"y\nn\ns\nq\n")
    assert code == 0
    assert "1 of 5" in said
    assert "2 labels in the ledger" in said
    assert "is no matter of the case" in typed("label", made, "barley")[2]


def test_corrections_are_entered_listed_and_laid_over(made: Path, write: Write) -> None:
    typed("read", made, write("a.json", [telethon(1, "слова")]))
    case = offscript.open(made)
    post = case.sql("select post from post").fetchall()[0][0]
    code, said, _ = typed("correct", "time", made, post, "2022-09-10 14:30", "--why", "seen live", "--who", "me")
    assert (code, "entry 1" in said) == (0, True)
    typed("correct", "source", made, "telegram:99", "agency", "--why", "a guess")
    typed("run", made, "--only", "posts")
    assert offscript.open(made).sql("select published_at, time_basis from post").fetchall() == [
        (1662809400_000000, "corrected")
    ]
    code, said, _ = typed("correct", "queue", made)
    assert "telegram:99" in said
    assert "1 corrections wait" in said


def test_sources_are_listed_and_confirmed(made: Path, write: Write) -> None:
    typed("read", made, write("a.json", [telethon(1, "слова", channel_name="ТАСС")]))
    assert "suggested" in typed("sources", made)[1]
    assert "1 suggested tiers confirmed" in typed("sources", made, "--confirm")[1]
    assert "given" in typed("sources", made)[1]


def test_the_demo_goes_on_where_it_stands_and_leaves_other_cases_alone(
    karedonia: tuple[offscript.Case, dict[str, Any]], tmp_path: Path
) -> None:
    shutil.copytree(karedonia[0].folder, tmp_path / "demo")
    code, said, _ = typed("demo", tmp_path / "demo")
    assert code == 0
    assert said.strip().splitlines()[-1] == f"brief: {tmp_path / 'demo' / 'brief.html'}"
    assert "held against the truth" in said
    assert said.count("•") == 15
    typed("new", tmp_path / "mine")
    code, _, errors = typed("demo", tmp_path / "mine")
    assert code == 2
    assert "case of your own" in errors


def test_every_command_says_what_it_does() -> None:
    _, listed, _ = typed("--help")
    for command in ("new", "read", "run", "sources", "correct", "demo"):
        assert command in listed
        code, said, _ = typed(command, "--help")
        assert code == 0
        assert len(said) > 200


def test_tables_are_exported_for_other_tools_and_no_cell_runs_as_a_formula(made: Path, write: Write) -> None:
    typed("read", made, write("a.json", [telethon(1, "=1+1 мост закрыт", 55), telethon(2, "Мост открыт", 55)]))
    typed("run", made, "--only", "languages")
    code, said, _ = typed("export", made, "--as", "csv", "--only", "version", "--to", made / "out")
    assert code == 0
    assert "version.csv: 2 rows" in said
    lines = (made / "out" / "version.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[:4] == ["version", "post", "number", "text"]
    assert any(",'=1+1 мост закрыт," in line for line in lines)
    typed("export", made, "--as", "parquet")
    assert pq.read_table(made / "export" / "post.parquet").num_rows == 2
    typed("export", made, "--as", "ndjson", "--only", "post,source")
    rows = [json.loads(line) for line in (made / "export" / "post.ndjson").read_text(encoding="utf-8").splitlines()]
    assert {row["source"] for row in rows} == {"telegram-55"}


def test_an_export_that_cannot_be_made_is_refused_in_words(made: Path) -> None:
    assert "no form of export" in typed("export", made, "--as", "xlsx")[2]
    assert "no such table" in typed("export", made, "--only", "secrets")[2]
