"""The published page opens from a folder, leads nowhere else, and holds back what is not for everybody."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import offscript
from offscript.case import CaseError
from offscript.show.page.publish import KEPT_BACK, publish
from offscript.show.page.rooms import ROOMS
from tests.show.page.conftest import quiet

LINK = re.compile(r' (?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def folder(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("published") / "out"
    assert publish(country, into, quiet) > 50
    return into


def test_every_link_leads_to_a_file_that_is_there(folder: Path) -> None:
    pages = sorted(folder.glob("*.html"))
    assert {"index.html"} | {f"{room.name}.html" for room in ROOMS if room.sections and room.name != "overview"} <= {
        page.name for page in pages
    }
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text
        assert "<script" not in text
        for link in LINK.findall(text):
            target = unescape(link).partition("#")[0]
            assert not target or target.startswith("https://") or (folder / target).is_file(), (page.name, link)


def test_a_statement_still_leads_to_its_words(folder: Path, country: Path) -> None:
    room = (folder / "blame.html").read_text(encoding="utf-8")
    cited = re.findall(r'class="mark" href="version-([^".]+)\.html"', room)
    assert len(cited) > 5
    for version in cited[:5]:
        ((text,),) = offscript.open(country).sql(f"select text from version where version = '{version}'").fetchall()
        shown = (folder / f"version-{version}.html").read_text(encoding="utf-8")
        article = re.search(r"<article[^>]*>(.*?)</article>", shown, re.DOTALL)
        assert article is not None
        words = unescape(re.sub(r"<[^>]+>", "", article[1]))
        assert len(words) == len(text)
        assert sum(one != other for one, other in zip(words, text, strict=True)) == words.count("█")


def test_no_two_private_persons_can_be_told_apart(folder: Path, country: Path) -> None:
    assert offscript.open(country).sql("select 1 from entity where entity like 'person-%'").fetchall()
    pages = "".join(
        path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".html", ".svg", ".csv")
    )
    tables = "".join(str(pq.read_table(path).to_pylist()) for path in (folder / "data").iterdir())
    assert not re.search(r"person-[0-9a-f]{10}", pages + tables)


def test_tables_are_there_but_for_those_kept_back(folder: Path, country: Path) -> None:
    there = {path.stem for path in (folder / "data").glob("*.parquet")}
    assert not there & KEPT_BACK
    held = offscript.open(country).table("blame").shape[0]
    assert pq.read_table(folder / "data" / "blame.parquet").num_rows == held


def test_nothing_is_written_over(folder: Path, country: Path, case: offscript.Case, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not empty"):
        publish(country, folder, quiet)
    with pytest.raises(CaseError, match="offscript run"):
        publish(case.folder, tmp_path / "out", quiet)
