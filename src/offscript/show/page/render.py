"""How a page is drawn: templates, the reader's language, and the pieces that every room shares."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from offscript.model import MINUTE, SECOND
from offscript.show.brief.document import Chart, Quote
from offscript.show.drawing import TIERS, leading
from offscript.show.language import LANGUAGES, catalogue, in_language
from offscript.show.page.guard import Access
from offscript.show.page.rooms import ROOMS
from offscript.show.page.state import Shown, State
from offscript.show.stored import stored


def language_of(request: Request, otherwise: str) -> str:
    """The reader's language: as the address says, else as chosen before, else as the browser prefers, else the case's."""
    asked = [request.query_params.get("lang", ""), request.cookies.get("lang", "")]
    preferred = request.headers.get("accept-language", "").split(",")
    asked += [one.split(";")[0].strip()[:2].lower() for one in preferred]
    return next((lang for lang in asked if lang in LANGUAGES), otherwise)


@cache
def environment(lang: str) -> Environment:
    """Templates in one language; all that is put into them is escaped."""
    made = Environment(
        loader=PackageLoader("offscript.show.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalogue(lang), newstyle=True)  # type: ignore[attr-defined]
    made.filters["kind"] = lambda block: type(block).__name__
    made.globals["tiers"] = TIERS
    return made


class Numbers:
    """Numbers of the words a page rests on, in the order in which it comes to them."""

    def __init__(self) -> None:
        self._held: dict[Quote, int] = {}

    def of(self, quote: Quote) -> int:
        """The number of a quote."""
        return self._held.setdefault(quote, len(self._held) + 1)


class Page:
    """One page for one request: what its template may use besides what the room gives it."""

    def __init__(self, request: Request) -> None:
        shown: Shown = request.app.state.shown
        access: Access = request.app.state.access
        self.request, self.shown, self.access = request, shown, access
        self.state: State = shown.now
        self.lang = language_of(request, self.state.settings.language)
        self.zone = self.state.settings.zone
        self._drawn = 0

    def time(self, at: int | None, precision_us: int = 1) -> str:
        """A time in the case's zone, as the reader's language writes it, no finer than it is known."""
        if at is None:
            return "–"
        moment = datetime.fromtimestamp(at / SECOND, ZoneInfo(self.zone))
        pattern = "d MMM y, HH:mm" if precision_us <= 60 * MINUTE else "d MMM y"
        return str(format_datetime(moment, pattern, locale=self.lang))

    def stamp(self, at: int) -> str:
        """The same time for machines."""
        return datetime.fromtimestamp(at / SECOND, ZoneInfo(self.zone)).isoformat()

    def told(self, name: str) -> str:
        """A title or the head of a column, as the brief has it, in the reader's language."""
        return catalogue(self.lang).gettext(name) if name else name

    def said(self, text: str) -> str:
        """A text in the reader's language, as far as it is ours: words of posts, names and what a case says of itself stay."""
        return in_language(text, self.lang)

    def stored(self, text: str | None) -> str:
        """What a table says of a row, in the reader's language."""
        return self.said(stored(text))

    @property
    def here(self) -> str:
        """Where the reader is, with all that is chosen."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def said_in(self, lang: str) -> str:
        """The same place in another language."""
        query = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        return f"?{urlencode([*query, ('lang', lang)])}"

    def draw(self, chart: Chart, kept: bool = True) -> Markup:
        """A drawing whose marks lead to the posts under them; `kept` where it is one of the brief's."""
        svg = self.state.drawing(chart, self.lang) if kept else chart.svg(self.lang)
        self._drawn += 1
        return Markup(leading(svg, self._drawn, "/"))  # noqa: S704 - drawn by us, text in it is escaped by Vega

    def name(self, source: str | None) -> str:
        """The name of a source."""
        return str(self.state.sources.get(source or "", {}).get("name") or source or "–")

    def answer(self, template: str, room: str, status: int = 200, **given: Any) -> HTMLResponse:
        """The page drawn."""
        text = (
            environment(self.lang)
            .get_template(template)
            .render(
                page=self,
                here=room,
                rooms=ROOMS,
                languages=LANGUAGES,
                numbers=Numbers(),
                title=self.state.settings.title,
                waiting=self.shown.waiting(),
                **given,
            )
        )
        answer = HTMLResponse(text, status)
        if self.request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie("lang", self.lang, samesite="strict", max_age=31_536_000)
        return answer


def as_json(value: Any) -> bytes:
    """A value as JSON, as people may read it."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
