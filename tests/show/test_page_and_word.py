"""The executive page and the Word document: the same words, one side, every mark leading to its footnote."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

import offscript
from offscript.show.brief.document import Section, Statement
from offscript.show.brief.page import chosen

Demo = tuple[offscript.Case, dict[str, Any]]


def test_the_page_begins_with_what_is_assessed_and_leads_to_the_brief(karedonia: Demo) -> None:
    folder = karedonia[0].folder
    page, brief = ((folder / name).read_text(encoding="utf-8") for name in ("page.html", "brief.html"))
    assert 0 < page.index('class="assessed"') < page.index("What changed, and when")
    marks = re.findall(r'href="brief.html#(fn-\d+)"', page)
    assert marks and all(f'id="{mark}"' in brief for mark in marks)


def test_what_does_not_fit_on_one_side_is_counted() -> None:
    sections = [Section(f"s{n}", "t", (), Statement("слово " * 60)) for n in range(20)]
    parts, left = chosen([*sections, Section("judged", "j", (), Statement("assessed")), Section("none", "n", ())])
    assert parts[0].title == "j" and parts[0].assessed
    assert len(parts) + left == 21 and left > 0


def test_the_word_document_holds_the_brief(karedonia: Demo, tmp_path: Path) -> None:
    path = karedonia[0].word(tmp_path)
    document = Document(BytesIO(path.read_bytes()))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "What it adds up to" in said and "The words" in said
    assert len(document.tables) > 20 and len(document.inline_shapes) == 15
    again = karedonia[0].word(tmp_path / "again")
    assert [paragraph.text for paragraph in Document(str(again)).paragraphs] == said
