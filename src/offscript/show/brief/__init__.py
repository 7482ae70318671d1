"""The brief: what the case shows, every statement with the words that show it; HTML and Markdown, and a manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from offscript.case import Settings
from offscript.show.brief.document import Quote, Section, Statement, numbered
from offscript.show.brief.html import html
from offscript.show.brief.kept import kept, read
from offscript.show.brief.markdown import markdown
from offscript.show.brief.notes import Note, notes
from offscript.show.brief.page import page
from offscript.show.brief.sections import SECTIONS
from offscript.show.brief.sections.manifest import LIBRARIES
from offscript.show.brief.translated import stated, translated
from offscript.show.brief.view import View
from offscript.show.brief.word import word
from offscript.store.engine import Rows, rows_of
from offscript.store.snapshot import Snapshot
from offscript.store.steps import code_digest

_WRITTEN = ("brief.html", "brief.md", "page.html", "brief.json")


@dataclass(frozen=True, slots=True)
class Brief:
    """Where a brief lies, whether it was written just now, and what it comes to."""

    path: Path
    fresh: bool
    headlines: tuple[str, ...]


def _templates() -> str:
    folder = files("offscript.show.brief")
    texts = [
        folder.joinpath(name).read_text(encoding="utf-8")
        for name in ("brief.html", "brief.css", "page.html", "notes.sql")
    ]
    queries = sorted(
        (found for found in folder.joinpath("sections").iterdir() if found.name.endswith(".sql")), key=lambda f: f.name
    )
    return "".join([*texts, *(found.read_text(encoding="utf-8") for found in queries)])


def key_of(snapshot: Snapshot, settings: Settings) -> str:
    """Digest of all a brief depends on: same key, same brief."""
    tables = {name: state.digest for name, state in snapshot.tables.items() if name != "step"}
    said = json.dumps([tables, settings.model_dump(mode="json"), settings.people.why], sort_keys=True)
    code = code_digest("offscript.show.brief")
    return hashlib.sha256((said + code + _templates()).encode()).hexdigest()


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> Rows:
    return rows_of(connection.table(table).order("all"))


def _manifest(
    key: str, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, settings: Settings
) -> dict[str, Any]:
    """What the brief rests on: inputs with their digests, settings, versions, counts, steps, and what was refused."""
    return {
        "key": key,
        "snapshot": snapshot.number,
        "versions": {name: version(name) for name in LIBRARIES},
        "settings": settings.model_dump(mode="json", by_alias=True, exclude={"source"}),
        "tables": {
            name: {"rows": state.rows, "digest": state.digest} for name, state in sorted(snapshot.tables.items())
        },
        "steps": [
            {name: value for name, value in row.items() if name != "seconds"} for row in _rows(connection, "step")
        ],
        "files": _rows(connection, "file"),
        "rejects": _rows(connection, "reject"),
    }


class _Composed(NamedTuple):
    """All of a brief before it is HTML, Markdown or Word: in the order in which each of them takes it."""

    summary: list[Statement]
    sections: list[Section]
    numbers: dict[Quote, int]
    notes: list[Note]

    def told(self, lang: str) -> _Composed:
        """The same in a language."""
        summary = [stated(statement, lang) for statement in self.summary]
        return self._replace(summary=summary, sections=[translated(section, lang) for section in self.sections])


def _composed(view: View) -> _Composed:
    sections = [compose(view) for compose in SECTIONS]
    summary = [section.headline for section in sections if section.headline]
    numbers = numbered([Section("summary", "In short", tuple(summary)), *sections])
    return _Composed(summary, sections, numbers, notes(numbers, view))


def write(folder: Path, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, settings: Settings) -> Brief:
    """Write the brief into a folder, unless it stands as it is: `brief.html`, `brief.md`, `page.html`, `manifest.json`, and
    `brief.json`, from which the rooms of the web page are drawn.

    Raises:
        NoWords: a statement rests on words that are not held.
    """
    path, key = folder / "brief.html", key_of(snapshot, settings)
    held = _held(folder)
    if held.get("key") == key and all((folder / name).exists() for name in _WRITTEN):
        return Brief(path, False, tuple(held.get("headlines", ())))
    whole = _composed(View(connection, settings))
    headlines = tuple(statement.text for statement in whole.summary)
    manifest = {**_manifest(key, snapshot, connection, settings), "headlines": headlines}
    told, lang = whole.told(settings.language), settings.language
    _put(path, html(settings.title, *told, lang))
    _put(folder / "brief.md", markdown(settings.title, *told, lang))
    _put(folder / "page.html", page(settings.title, told.sections, told.numbers, lang))
    _put(folder / "brief.json", kept(key, whole.summary, whole.sections))
    _put(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, default=str))
    return Brief(path, True, headlines)


def as_word(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bytes:
    """The brief as a Word document, in the case's language."""
    return word(settings.title, *_composed(View(connection, settings)).told(settings.language), settings.language)


def cited(folder: Path) -> set[str]:
    """Versions whose words the brief in a folder rests on; none where there is no brief."""
    try:
        whole = read((folder / "brief.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {quote.version for quote in numbered([*whole.sections.values()])}


def _held(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
