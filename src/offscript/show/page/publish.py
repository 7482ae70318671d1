"""The page as files: rooms, the posts that their statements rest on, drawings, tables in Parquet; no server, opens from a folder.

What is left out: posts nobody's statement rests on, what people entered, and what leads to persons (authors, files read, aliases).
Words that name or lead to private persons are blotted out, as everywhere; here their pseudonyms, too, become one word for all, in
pages, drawings and tables, so that what is published tells no two of them apart.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from offscript.case import CaseError
from offscript.show.brief.document import Chart, quotes_of
from offscript.show.exports import EXPORTED
from offscript.show.exports.tables import as_parquet
from offscript.show.page.guard import Access
from offscript.show.page.rooms import ROOMS
from offscript.show.page.rooms.post import version
from offscript.show.page.rooms.taken import taken
from offscript.show.page.rooms.told import told
from offscript.show.page.state import Shown, State
from offscript.store.engine import Tell

KEPT_BACK = frozenset(
    {
        *(
            "version",
            "post",
            "observation",
            "file",
            "reject",
            "alias",
            "ghost",
            "reference",
            "reception",
            "share",
            "picture",
            "resolution",
            "entity",
        ),
        *("correction", "judgement", "stranded", "sampled", "withdrawn", "edit"),
    }
)
"""Tables that are not published: words, authors and files as they were read, and what people entered."""
_ADDRESS = re.compile(r' (href|src|action)="(/[^"]*)"')
_PSEUDONYM = re.compile(r"\bperson-[0-9a-f]{10}\b")
_FORMS = ("svg", "png", "csv", "json")


def _name(address: str) -> str | None:
    """The file that stands for an address of the page; None where none does."""
    path, _, place = unescape(address).partition("#")
    path = path.partition("?")[0].strip("/")
    parts = path.split("/")
    composed = {room.name for room in ROOMS if room.sections}
    if path in ("", "overview"):
        found: str | None = "index.html"
    elif path in composed:
        found = f"{path}.html"
    elif parts[0] == "version" and len(parts) == 2:
        found = f"version-{parts[1]}.html"
    elif parts[0] == "chart" and path.endswith(_FORMS):
        found = "-".join(parts)
    else:
        found = parts[1] if parts[0] == "static" and path != "static/page.js" else None
    return f"{found}#{place}" if found and place else found


def _still(text: str, there: Callable[[str], bool]) -> str:
    """A page whose addresses lead to files beside it; what leads nowhere is no link any more."""

    def led(match: re.Match[str]) -> str:
        name = _name(match[2])
        return f' {match[1]}="{name}"' if name and there(name.partition("#")[0]) else ""

    return _ADDRESS.sub(led, text)


def _asked(app: Starlette, path: str, draw: Callable[[Request], Response], **given: str) -> str:
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "app": app}
    answer = draw(Request({**scope, "path_params": given, "server": ("127.0.0.1", 80), "scheme": "http"}))
    return bytes(answer.body).decode()


def _cited(state: State) -> list[str]:
    """Wordings that the published rooms rest on, in order."""
    names = [section for room in ROOMS for section in room.sections]
    texts = [state.brief.sections[name] for name in names if name in state.brief.sections]
    quotes = (quote for section in texts for quote in quotes_of(section))
    summary = (quote for statement in state.brief.summary for quote in statement.evidence)
    return list(dict.fromkeys(quote.version for quote in (*summary, *quotes)))


def nobody(text: str) -> str:
    """A page on which pseudonyms of persons are one word, so that nothing said there can be laid together about one of them."""
    return _PSEUDONYM.sub("person", text)


def _of_nobody(chart: Chart) -> Chart:
    return replace(chart, spec=json.loads(nobody(json.dumps(chart.spec))))


def _without_pseudonyms(table: pa.Table) -> pa.Table:
    """A table in which every pseudonym of a person is the same word."""
    for place, field in enumerate(table.schema):
        column = table.column(place).combine_chunks()
        if pa.types.is_string(field.type):
            held = pc.replace_substring_regex(column, _PSEUDONYM.pattern, "person")
        elif field.type == pa.list_(pa.string()):
            values = pc.replace_substring_regex(column.values, _PSEUDONYM.pattern, "person")
            held = pa.ListArray.from_arrays(column.offsets, values, mask=column.is_null())
        else:
            continue
        table = table.set_column(place, field, held)
    return table


def _drawings(state: State, into: Path) -> None:
    for name, section in state.brief.sections.items():
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        for place, chart in enumerate(charts, 1):
            for form in _FORMS:
                (into / f"chart-{name}-{place}.{form}").write_bytes(
                    taken(_of_nobody(chart), form, state.settings.language)
                )


def _tables(state: State, into: Path) -> None:
    (into / "data").mkdir(exist_ok=True)
    names = [name for name in EXPORTED if name not in KEPT_BACK]
    for name in names:
        held = state.whole(name)
        if len(held):
            as_parquet(_without_pseudonyms(held), into / "data" / f"{name}.parquet")


def publish(folder: Path, into: Path, tell: Tell) -> int:
    """Write the page of a case as files into a new or empty folder; gives how many pages.

    Raises:
        CaseError: the folder holds something, or the case has no brief.
    """
    if into.exists() and any(into.iterdir()):
        raise CaseError(f"{into}: the folder is not empty; name a new one, nothing in it is written over")
    app = Starlette()
    app.state.shown, app.state.access = Shown(folder, tell), Access(read_only=True, still=True)
    state: State = app.state.shown.now
    if not state.brief.sections:
        raise CaseError(f"there is nothing to publish yet; run it first: offscript run {folder}")
    into.mkdir(parents=True, exist_ok=True)
    versions = _cited(state)
    composed = [room.name for room in ROOMS if room.sections]
    files = {_name(f"/{name}") or "" for name in composed} | {f"version-{one}.html" for one in versions}
    _drawings(state, into)
    files |= {path.name for path in into.iterdir()} | {"page.css", "mark.svg"}
    for number, name in enumerate(composed, 1):
        tell("rooms", number, len(composed))
        text = nobody(_asked(app, "/" if name == "overview" else f"/{name}", told))
        (into / (_name(f"/{name}") or "")).write_text(_still(text, files.__contains__), encoding="utf-8")
    for number, one in enumerate(versions, 1):
        tell("posts", number, len(versions))
        text = nobody(_asked(app, f"/version/{one}", version, version=one))
        (into / f"version-{one}.html").write_text(_still(text, files.__contains__), encoding="utf-8")
    for name in ("page.css", "mark.svg"):
        shutil.copy(Path(__file__).parent / "static" / name, into / name)
    _tables(state, into)
    return len(composed) + len(versions)
