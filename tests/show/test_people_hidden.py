"""Nothing that is shown, exported or published names a private person or leads to one: a case full of planted ones is looked at."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import offscript
from offscript.case import CaseError
from offscript.show.exports import CITED, WHOLE
from offscript.show.page.publish import publish
from offscript.simulate.persons import Planted, planted_persons, secrets
from offscript.store.migrations import brought_up
from offscript.store.snapshot import commit
from offscript.store.veil import shown
from tests.conftest import telethon
from tests.show.page.conftest import asked, quiet

LEAST = 0.98
CHANNELS = 4
TAIL = {
    "ru": "Об этом сообщает служба спасения посёлка, подробности позже вечером.",
    "uk": "Про це повідомляє служба порятунку селища, подробиці пізніше ввечері.",
    "en": "The rescue service of the settlement reports it, details will follow in the evening.",
}


@pytest.fixture(scope="module")
def planted() -> list[Planted]:
    return planted_persons("first")[::10] + planted_persons("kept")[::6]


@pytest.fixture(scope="module")
def case(planted: list[Planted], tmp_path_factory: pytest.TempPathFactory) -> offscript.Case:
    folder = tmp_path_factory.mktemp("private")
    held = offscript.new(folder / "case", zone="Europe/Kyiv")
    for channel in range(CHANNELS):
        listed = [
            telethon(
                number,
                f"{one.text} {TAIL[one.lang]}",
                channel,
                f"2022-09-{10 + number % 9:02}T{number % 23:02}:{10 + channel * 7:02}:00+00:00",
            )
            for number, one in enumerate(planted, 1)
            if number % CHANNELS in (channel, (channel + 1) % CHANNELS)
        ]
        path = folder / f"channel{channel}.json"
        path.write_text(json.dumps({"channel_name": f"Канал {channel}", "messages": listed}), "utf-8")
    held.read(sorted(folder.glob("*.json")))
    held.run(only=["entities", "reuse", "blame", "demands", "figures", "lexicon", "promises", "volume", "repeats"])
    return held


@pytest.fixture(scope="module")
def outputs(case: offscript.Case, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All words of everything the tool writes of the case."""
    into = tmp_path_factory.mktemp("written")
    for form in ("csv", "ndjson", "parquet"):
        case.export(form, into / form)
    for form in (*WHOLE, *CITED):
        case.export_whole(form, into / form)
    case.word(into / "word")
    publish(case.folder, into / "published", quiet)
    written = [case.folder / name for name in ("brief.html", "brief.md", "brief.json", "page.html", "manifest.json")]
    case.sheet("entity", "kind", 400, into / "sheet.csv")
    return "\n".join(_words(path) for path in [*written, *sorted(into.rglob("*"))] if path.is_file()) + _rooms(case)


def _words(path: Path) -> str:
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as held:
            return "\n".join(
                re.sub("<[^>]+>", "", held.read(name).decode("utf-8", "replace")) for name in held.namelist()
            )
    return path.read_bytes().decode("utf-8", "replace")


def _rooms(case: offscript.Case) -> str:
    page = asked(case.folder)
    rooms = ["/", "/posts", "/posts?page=2", "/words?q=сообщает", "/posts?q=сообщает", "/data", "/map", "/queue"]
    return "\n".join(page.get(room).text for room in rooms)


def test_no_output_names_a_planted_person(planted: list[Planted], outputs: str) -> None:
    of = [secret for one in planted for secret in secrets(one)]
    said = set(re.findall(r"[^\W_](?:[\w.+'’@-]*[^\W_])?", outputs)) | set(re.findall(r"[^\W\d_]+", outputs))
    said -= {"Roman"}  # a typeface
    leaked = [secret for secret in of if secret in said or (" " in secret and secret in outputs)]
    assert len(of) >= 150
    assert "█" in outputs
    assert len(leaked) / len(of) <= 1 - LEAST, sorted(set(leaked))


def test_words_keep_their_place_under_the_blots(case: offscript.Case) -> None:
    shown = {row["version"]: row["text"] for row in case.shown_rows("select version, text from version")}
    hidden = 0
    for version, text in case.sql("select version, text from version").fetchall():
        assert len(shown[version]) == len(text)
        assert all(one in (other, "█") for one, other in zip(shown[version], text, strict=True))
        hidden += shown[version] != text
    assert hidden > len(shown) / 2


def test_nobody_is_found_by_looking_for_his_name(case: offscript.Case, planted: list[Planted]) -> None:
    name = secrets(planted[0])[-1]
    page = asked(case.folder).get("/posts", params={"q": name})
    assert page.status_code == 200
    assert "/version/" not in page.text


def test_words_not_looked_through_are_not_shown(tmp_path: Path) -> None:
    case = offscript.new(tmp_path / "older")
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"channel_name": "A", "messages": [telethon(1, "Пишет Пётр Засов.")]}), "utf-8")
    case.read([path])
    before = brought_up(case.folder)
    without = {name: state for name, state in before.tables.items() if name != "private-done"}
    older = commit(case.folder, replace(before, tables=without), {}, {})
    with pytest.raises(CaseError, match="offscript run"):
        shown(case.folder, older)
