"""What can be taken along: drawings as SVG, PNG, specification and data; tables as CSV and Parquet."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import vl_convert
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from offscript.model import TABLES
from offscript.show.brief import cited
from offscript.show.brief.document import Chart
from offscript.show.brief.narrowed import Choice
from offscript.show.drawing import Spec, plain, whole
from offscript.show.exports import CITED, EXPORTED, FORMS, WHOLE
from offscript.show.exports.asked import Asked
from offscript.show.labels import labelled
from offscript.show.language import in_language
from offscript.show.page.filters import filters
from offscript.show.page.render import Page, as_json
from offscript.show.page.rooms import ROOMS
from offscript.show.page.rooms import map as places

_KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "ndjson": "application/x-ndjson",
}


def values(spec: Spec) -> list[dict[str, Any]]:
    """The data a specification draws, all layers together, each row once; links left out, and what is only drawn behind."""
    rows: list[dict[str, Any]] = []
    for part in _parts(spec):
        if isinstance(part.get("mark"), dict) and part["mark"].get("aria") is False:
            continue
        for row in part.get("data", {}).get("values", []):
            said = {name: value for name, value in row.items() if name != "href"}
            if said not in rows:
                rows.append(said)
    return rows


def _parts(spec: Spec) -> list[Spec]:
    inner = [*spec.get("layer", []), *([spec["spec"]] if isinstance(spec.get("spec"), dict) else [])]
    return [spec, *(part for one in inner for part in _parts(one))]


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows]) for name in names})


def taken(chart: Chart, form: str, lang: str) -> bytes:
    """A chart in one of its forms, its own words in a language."""
    if form == "svg":
        return plain(chart.svg(lang)).encode()
    if form == "png":
        return bytes(vl_convert.svg_to_png(plain(chart.svg(lang)), scale=2))
    if form == "json":
        return as_json(whole(labelled(chart.spec, lang)) | {"description": in_language(chart.caption, lang)})
    return written(_table(values(chart.spec)), form)


def written(held: pa.Table, form: str) -> bytes:
    """A table as the bytes of a file in one of the forms of export."""
    with TemporaryDirectory(prefix="offscript-") as folder:
        path = Path(folder) / f"table.{form}"
        FORMS[form](held, path)
        return path.read_bytes()


def _answer(content: bytes, form: str, name: str) -> Response:
    said = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=_KINDS[form], headers=said)


def chart(request: Request) -> Response:
    """A drawing of a room."""
    page, section, form = Page(request), request.path_params["section"], request.path_params["form"]
    chosen = filters(request.query_params, page.zone)
    room = next((one for one in ROOMS if section in one.sections), None)
    held = page.state.sections(room.sections, Choice() if room.whole else chosen.choice) if room else []
    drawings = [block for one in held if one.name == section for block in one.blocks if isinstance(block, Chart)]
    number = request.path_params["number"]
    if form not in _KINDS or form == "ndjson" or not 1 <= number <= len(drawings):
        raise HTTPException(404, "no such drawing in this state of the case")
    return _answer(taken(drawings[number - 1], form, page.lang), form, f"{section}-{number}")


def map_drawing(request: Request) -> Response:
    """The map, as it is filtered."""
    page, form = Page(request), request.path_params["form"]
    chosen = filters(request.query_params, page.zone)
    rows = places.named(page.state, chosen)
    if form not in _KINDS or form == "ndjson" or not rows:
        raise HTTPException(404, "no such drawing in this state of the case")
    return _answer(taken(places.chart(chosen, rows, page.state.settings.gazetteer), form, page.lang), form, "map")


def whole_case(request: Request) -> Response:
    """The case in one of the forms that several tables make; several files as one archive."""
    page, form = Page(request), request.path_params["form"]
    if form not in WHOLE and form not in CITED:
        raise HTTPException(404, f"no form of export {form!r}; there are: {', '.join((*WHOLE, *CITED))}")
    asked = Asked(page.state.rows, page.state.settings, page.state.snapshot.made_at)
    with TemporaryDirectory(prefix="offscript-") as folder:
        into = Path(folder) / "export"
        into.mkdir()
        files = CITED[form](asked, into, cited(page.state.folder)) if form in CITED else WHOLE[form](asked, into)
        if len(files) > 1:
            files = [Path(shutil.make_archive(str(Path(folder) / form), "zip", into))]
        said = {"Content-Disposition": f'attachment; filename="{files[0].name}"'}
        return Response(files[0].read_bytes(), media_type="application/octet-stream", headers=said)


def table(request: Request) -> Response:
    """A table, whole."""
    page, name, form = Page(request), request.path_params["table"], request.path_params["form"]
    if name not in TABLES or name not in EXPORTED or form not in FORMS:
        raise HTTPException(404, f"no table to take as {name}.{form}")
    return _answer(written(page.state.whole(name), form), form, name)
