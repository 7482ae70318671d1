"""Every statement of the brief leads to exact words; the file asks nothing of any network; hostile words stay words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import offscript
from offscript.show import brief
from offscript.show.brief.document import Quote, Section, Statement, numbered
from offscript.show.brief.notes import NoWords, notes
from offscript.show.brief.sections import SECTIONS
from offscript.show.brief.sections.methods import explained
from offscript.show.brief.view import View
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
Demo = tuple[offscript.Case, dict[str, Any]]


@pytest.fixture(scope="module")
def page(karedonia: Demo) -> Any:
    return html.fromstring((karedonia[0].folder / "brief.html").read_text(encoding="utf-8"))


def view_of(case: offscript.Case) -> View:
    return View(case._connection(case.snapshot), case.settings)


def test_every_mark_leads_to_a_footnote_and_every_footnote_is_marked(page: Any) -> None:
    marks = {link.get("href").removeprefix("#") for link in page.xpath("//a[@class='mark']")}
    listed = [item.get("id") for item in page.xpath("//ol[@class='notes']/li")]
    assert len(listed) > 100
    assert marks == set(listed)
    assert listed == [f"fn-{number}" for number in range(1, len(listed) + 1)]


def test_a_footnote_holds_source_time_exact_words_and_address(page: Any, karedonia: Demo) -> None:
    case, _ = karedonia
    texts = [row["text"] for row in case.shown_rows("select text from version")]
    names = {row[0] for row in case.sql("select name from source").fetchall()}
    for item in page.xpath("//ol[@class='notes']/li"):
        words = item.xpath("string(.//p[@class='words']/text())")
        assert words.strip()
        assert any(words in text for text in texts)
        assert item.xpath("string(.//b)") in names
        assert re.search(r"2021-09-\d\d", item.xpath("string(.//p[@class='by'])"))
        assert item.xpath("string(.//p[@class='where'])").startswith(("http", "no address"))


def test_every_statement_of_every_section_is_of_words_that_are_held(karedonia: Demo) -> None:
    view = view_of(karedonia[0])
    sections = [compose(view) for compose in SECTIONS]
    assert notes(numbered(sections), view)
    assert [section.name for section in sections if not section.blocks] == []


def test_a_quote_of_words_that_are_not_there_is_refused(karedonia: Demo) -> None:
    view = view_of(karedonia[0])
    (version,) = karedonia[0].sql("select version from version limit 1").fetchall()[0]
    for wrong in (Quote("nowhere", 0, 3), Quote(version, 0, 10**6), Quote(version, 4, 4)):
        with pytest.raises(NoWords):
            notes(numbered([Section("x", "x", (Statement("x", (wrong,)),))]), view)


def test_the_page_asks_nothing_of_any_network_and_runs_no_script(page: Any) -> None:
    assert (
        page.xpath("//script | //link | //iframe | //img | //object | //embed | //form | //@onload | //@onclick") == []
    )
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    style = page.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style
    assert page.xpath("//*[local-name()='image' or local-name()='use']/@*[contains(., 'http')]") == []


def test_ids_are_unique_and_drawings_say_what_they_show(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    drawings = page.xpath("//figure")
    assert len(drawings) == 15
    assert all(
        drawing.xpath(".//*[local-name()='svg']") and drawing.xpath("string(./figcaption)") for drawing in drawings
    )
    assert all(len(drawing.xpath("string(./div/@aria-label)")) > 20 for drawing in drawings)


def test_the_markdown_says_the_same_with_the_same_numbers(page: Any, karedonia: Demo) -> None:
    text = (karedonia[0].folder / "brief.md").read_text(encoding="utf-8")
    defined = re.findall(r"(?m)^\[\^(\d+)\]: ", text)
    assert len(defined) == len(page.xpath("//ol[@class='notes']/li"))
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)
    for heading in page.xpath("//h2/text()")[:-1]:
        assert f"## {heading}" in text


def test_hostile_words_stay_words(case: offscript.Case, write: Write) -> None:
    hostile = (
        '<script>alert(1)</script> "><img src=x onerror=alert(2)> | **x** [a](javascript:alert(3)) </ol> `code` ' * 3
    )
    name = "<b>Канал</b> | [x](y)"
    rows = [
        telethon(1, hostile, channel_name=name),
        telethon(1, hostile, 66, "2022-09-10T12:09:00+00:00", channel_name=name),
    ]
    case.read([write("a.json", rows)])
    case.run()
    brief = (case.folder / "brief.html").read_text(encoding="utf-8")
    page = html.fromstring(brief)
    assert page.xpath("//script | //img | //b[text()='Канал']") == []
    assert not [link for link in page.xpath("//a/@href") if link.startswith("javascript")]
    assert hostile[:100] in page.xpath("string(//ol[@class='notes'])")
    assert "<img" not in (case.folder / "brief.md").read_text(encoding="utf-8").replace("\\<img", "")


def test_who_is_called_by_name_and_never_by_the_key_of_a_source(page: Any, karedonia: Demo) -> None:
    named = [key for key, name in karedonia[0].sql("select source, name from source").fetchall() if key != name]
    key = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, named))})(?![\w.-])")
    sections = page.xpath("//section[not(@id='manifest') and not(@id='notes')]")
    told = [
        cell.text_content()
        for one in sections
        for cell in one.xpath(".//td | .//li | .//p | .//*[local-name()='text']")
    ]
    assert len(named) > 10
    assert len(told) > 1_000
    assert [text for text in told if key.search(text)] == []


def test_the_headlines_tell_the_plot(karedonia: Demo) -> None:
    _, brief = karedonia[0].run()
    said = "\n".join(brief.headlines)
    assert "Каринформ" in said
    assert "“2000” to “4000”" in said
    assert "двойная радуга" in said


def test_the_same_case_gives_the_same_brief_to_the_byte(karedonia: Demo, tmp_path: Path) -> None:
    case, _ = karedonia
    chosen = ("desktop-mo-early", "desktop-mo-late", "desktop-glava-late", "brod_sosedi.json", "courier.xml")
    exports = sorted(case.folder / "exports" / name for name in chosen)
    briefs = []
    for number, ordered in enumerate((exports, exports[::-1])):
        folder = tmp_path / str(number)
        offscript.new(folder)
        for name in ("case.toml", "case.key"):
            (folder / name).write_bytes((case.folder / name).read_bytes())
        other = offscript.open(folder)
        other.read(ordered)
        other.run(only=["figures", "promises", "volume", "repeats", "coverage"])
        briefs.append([(folder / name).read_text(encoding="utf-8") for name in ("brief.html", "brief.md")])
    assert briefs[0] == briefs[1]
    assert "4,000" in briefs[0][1]


def test_the_brief_is_told_in_the_language_of_the_case(karedonia: Demo, tmp_path: Path) -> None:
    settings = karedonia[0].settings.model_copy(update={"language": "uk"})
    case = karedonia[0]
    told = brief.write(tmp_path, case.snapshot, case._shown(), settings)
    written = told.path.read_text(encoding="utf-8")
    assert '<html lang="uk">' in written
    assert "<h2>Хто кого звинувачує</h2>" in written
    assert "Говорять про це: 26 дописів, 15 джерел" in written
    assert "Перший у цій збірці" in written
    assert ">міністерство<" in written
    assert ">опозиція<" in written, "a drawing's own words"
    plain = (tmp_path / "brief.md").read_text(encoding="utf-8")
    english = (case.folder / "brief.md").read_text(encoding="utf-8")
    assert re.findall(r"\[\^\d+\]", plain) == re.findall(r"\[\^\d+\]", english), "the same words under the same numbers"
    assert "## Коротко" in plain
    assert "сводка" not in plain
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Відтінене — оцінка" in page
    assert (tmp_path / "brief.json").read_text(encoding="utf-8").count('"template"') > 100, (
        "kept as it is told in any language"
    )


def test_an_empty_case_says_so_in_every_section(case: offscript.Case) -> None:
    _, brief = case.run()
    text = brief.path.with_suffix(".md").read_text(encoding="utf-8")
    assert brief.headlines == ()
    for said in ("holds no post", "no post is held", "Nothing to count", "No text was carried", "No source carries"):
        assert said in text


def test_the_manifest_names_inputs_settings_versions_and_what_was_refused(case: offscript.Case, write: Write) -> None:
    path = write("a.json", [telethon(1, "слова"), {"id": 2, "message": "без даты", "channel_id": 55}])
    case.read([path])
    case.run()
    manifest = json.loads((case.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"][0]["path"] == "a.json"
    assert len(manifest["files"][0]["file"]) == 64
    assert manifest["rejects"][0]["place"] == "message[1]"
    assert {"offscript", "duckdb", "numba"} <= manifest["versions"].keys()
    assert manifest["settings"]["zone"] == "Europe/Kyiv"
    assert {step["step"] for step in manifest["steps"]} >= {"pair", "coverage"}


def test_every_analysis_explains_its_method() -> None:
    found = dict(explained())
    assert {"find.reuse", "measure.coverage", "measure.repeats"} <= found.keys()
    assert all(text for texts in found.values() for text in texts)
    assert any("Schleimer" in text for text in found["find.reuse"])
