"""Settings of a case: `case.toml`, written by the analyst, and `sources.toml`, written by `read` and confirmed by her."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, time, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from offscript.case.collecting import CollectSettings, FeedSettings, WatchSettings
from offscript.case.judged import HypothesisSettings, IndicatorSettings, QuestionSettings
from offscript.case.part import IDENTIFIER, LANGUAGE, Moment, Part, Texts
from offscript.model import SECOND

TIERS = (
    "ministry",
    "official",
    "wire",
    "broadcaster",
    "aligned",
    "independent",
    "opposition",
    "foreign",
    "adversary",
    "monitor",
    "unassigned",
)
"""From the line's origin outwards; a case may add its own."""


class CaseError(ValueError):
    """A case that cannot be used as it stands; the message names file, line, key and the remedy."""


class Window(Part):
    """Stretch of time the case is about; either end may be open."""

    start: Moment | None = Field(None, alias="from")
    end: Moment | None = Field(None, alias="to")


class Alias(Part):
    """One form of a source's name, with the time it was in use."""

    name: str
    start: Moment | None = Field(None, alias="from")
    end: Moment | None = Field(None, alias="to")


def _as_alias(value: object) -> object:
    return {"name": value} if isinstance(value, str | int) and not isinstance(value, bool) else value


class SourceSettings(Part):
    """One voice of the case."""

    id: IDENTIFIER
    name: str = ""
    aliases: tuple[Annotated[Alias, BeforeValidator(_as_alias)], ...] = ()
    tier: str = "unassigned"
    tier_status: Literal["given", "suggested", "unknown"] = Field("given", alias="status")
    language: LANGUAGE | None = None
    platform: str | None = None
    country: str | None = None
    owner: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None


class MatterSettings(Part):
    """One named subject: a post is about it if it uses a term or a place, or says what an example says, and uses no exclusion."""

    id: IDENTIFIER
    name: str = ""
    terms: dict[LANGUAGE, Texts] = Field(default_factory=dict)
    places: Texts = ()
    examples: dict[LANGUAGE, Texts] = Field(default_factory=dict)
    exclude: Texts = ()
    window: Window = Window.model_validate({})

    @model_validator(mode="after")
    def _says_something(self) -> MatterSettings:
        if not self.places and not any(self.terms.values()) and not any(self.examples.values()):
            raise ValueError("a matter needs at least one term, place or example")
        return self


class LexiconSettings(Part):
    """A word of the line beside the plain word it stands for."""

    line: str
    plain: str
    language: LANGUAGE


class RungSettings(Part):
    """A rung of the case's own ladder of blame, from the lowest: its words in each language."""

    name: str
    terms: Annotated[dict[LANGUAGE, Texts], Field(min_length=1)]


class Sides(Part):
    """What the watched side and the other side are called, beside `we`, `our troops`, `the enemy`."""

    own: Texts = ()
    other: Texts = ()


class PoleSettings(Part):
    """One end of an axis: its words, and sentences that take it, as an analyst would write them."""

    name: str
    terms: Annotated[dict[LANGUAGE, Texts], Field(min_length=1)]
    examples: dict[LANGUAGE, Texts] = Field(default_factory=dict)


class AxisSettings(Part):
    """A question voices take sides on, with its two ends (mobilise or not, negotiate or fight on)."""

    id: IDENTIFIER
    name: str = ""
    poles: tuple[PoleSettings, PoleSettings]


class EventSettings(Part):
    """Something that happened, as outside evidence dates it."""

    name: str
    at: Moment
    source: str = ""
    matter: str = ""


class EntitySettings(Part):
    """A person, body or place the case knows by name; persons listed here may appear by name, a place may say where it lies."""

    id: IDENTIFIER
    name: str
    kind: Literal["person", "organisation", "place"] = "person"
    aliases: Texts = ()
    roles: Texts = ()
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _lies_somewhere(self) -> EntitySettings:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("a place lies at a latitude and a longitude; one of them is missing")
        if self.latitude is not None and self.kind != "place":
            raise ValueError(f'latitude and longitude are for a place; this one is of the kind "{self.kind}"')
        return self


class EvidenceSettings(Part):
    """An outside series and what it counts, so that claims of the same can be laid beside it."""

    series: str
    name: str = ""
    items: Annotated[Texts, Field(min_length=1)]
    acts: Texts = ()
    words: Texts = ()
    place: str = ""
    party: str = ""
    unit: str = ""
    measures: Literal["total", "level"] = "total"
    lag_days: Annotated[float, Field(ge=0, le=3650)] = 0
    corrections: str | None = None


class People(Part):
    """Persons who may appear by name, and for each why: who added him, and what makes him public."""

    named: Texts = ()
    why: dict[str, str] = Field(default_factory=dict, exclude=True)
    """No step looks at it, so none runs again when it changes."""

    @model_validator(mode="after")
    def _of_the_named(self) -> People:
        unknown = sorted(set(self.why) - set(self.named))
        if unknown:
            raise ValueError(f"why: {', '.join(unknown)} is not among the named; add the name, or take the reason away")
        return self


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(value: object) -> object:
    if not isinstance(value, str) or value not in _zones():
        raise ValueError("not a time zone of the IANA database; write it like Europe/Kyiv")
    return value


class Settings(Part):
    """All of `case.toml`."""

    title: str = "untitled"
    language: Literal["en", "ru", "uk"] = "en"
    zone: Annotated[str, BeforeValidator(_known_zone)] = "UTC"
    near_future_days: Annotated[int, Field(ge=1, le=3650)] = 30
    gazetteer: bool = True
    alarms_per_week: Annotated[float, Field(gt=0, le=100)] = 2.0
    close_reading: Literal["all", "matters"] = "all"
    window: Window = Window.model_validate({})
    tiers: Texts = ()
    source: tuple[SourceSettings, ...] = ()
    matter: tuple[MatterSettings, ...] = ()
    lexicon: tuple[LexiconSettings, ...] = ()
    rung: tuple[RungSettings, ...] = ()
    axis: tuple[AxisSettings, ...] = ()
    event: tuple[EventSettings, ...] = ()
    entity: tuple[EntitySettings, ...] = ()
    evidence: tuple[EvidenceSettings, ...] = ()
    indicator: tuple[IndicatorSettings, ...] = ()
    hypothesis: tuple[HypothesisSettings, ...] = ()
    question: tuple[QuestionSettings, ...] = ()
    feed: tuple[FeedSettings, ...] = ()
    collect: CollectSettings = CollectSettings()
    watch: WatchSettings = WatchSettings()
    sides: Sides = Sides()
    people: People = People()

    @model_validator(mode="after")
    def _tiers_are_known(self) -> Settings:
        known = TIERS + self.tiers
        for number, source in enumerate(self.source):
            if source.tier not in known:
                raise ValueError(f"@source.{number}.tier: {source.tier!r} is not a tier; allowed: {', '.join(known)}")
        ids = [source.id for source in self.source]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                raise ValueError(f"@source.{number}.id: {name!r} is given twice; every source needs an id of its own")
        return self

    @model_validator(mode="after")
    def _something_is_read(self) -> Settings:
        if self.close_reading == "matters" and not self.matter:
            raise ValueError(
                "@close_reading: only posts about a matter are to be read closely, and there is no matter; add a [[matter]], "
                'or set close_reading = "all"'
            )
        return self

    @model_validator(mode="after")
    def _events_have_matters(self) -> Settings:
        known = [one.id for one in self.matter]
        for number, event in enumerate(self.event):
            if event.matter and event.matter not in known:
                raise ValueError(
                    f"@event.{number}.matter: {event.matter!r} is no matter; there are: {', '.join(known) or 'none'}"
                )
        return self

    @model_validator(mode="after")
    def _judgements_fit(self) -> Settings:
        for kind, listed in (
            ("indicator", self.indicator),
            ("hypothesis", self.hypothesis),
            ("question", self.question),
            ("feed", self.feed),
        ):
            ids = [one.id for one in listed]
            for number, name in enumerate(ids):
                if name in ids[:number]:
                    raise ValueError(
                        f"@{kind}.{number}.id: {name!r} is given twice; every {kind} needs an id of its own"
                    )
        known = {one.id for one in self.hypothesis} | {f"not {one.id}" for one in self.hypothesis if not one.group}
        signs = {one.id for one in self.indicator}
        for number, indicator in enumerate(self.indicator):
            for name in indicator.expected:
                if name not in known:
                    raise ValueError(
                        f"@indicator.{number}.expected: {name!r} is no hypothesis; there are: {', '.join(sorted(known))}"
                    )
        for number, hypothesis in enumerate(self.hypothesis):
            if hypothesis.void_if and hypothesis.void_if not in signs:
                raise ValueError(f"@hypothesis.{number}.void_if: {hypothesis.void_if!r} is no indicator of this case")
        for number, question in enumerate(self.question):
            if question.model and question.model not in known:
                raise ValueError(
                    f"@question.{number}.model: {question.model!r} is no hypothesis; there are: {', '.join(sorted(known))}"
                )
        return self

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The case's zone."""
        return ZoneInfo(self.zone)

    def micros(self, moment: datetime | None) -> int | None:
        """Microseconds since 1970 UTC of a moment; without an offset of its own it is in the case's zone."""
        if moment is None:
            return None
        settled = moment if moment.tzinfo else moment.replace(tzinfo=self.timezone)
        return round((settled - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))

    def window_us(self, window: Window) -> tuple[int | None, int | None]:
        """Both ends of a window as `[start, end)`; a bare date at the end means the whole of that day."""
        end = window.end
        if end is not None and end.tzinfo is None and end.time() == time():
            end = end + timedelta(days=1)
        return self.micros(window.start), self.micros(end)

    def shown(self, micros: int, precision_us: int = SECOND) -> str:
        """A time as people read it: ISO 8601 in the case's zone, no finer than it is known."""
        moment = datetime.fromtimestamp(micros / SECOND, self.timezone)
        if precision_us >= 24 * 3600 * SECOND:
            return moment.strftime("%Y-%m-%d")
        return moment.isoformat(" ", "minutes" if precision_us >= 60 * SECOND else "seconds")


def _line_of(text: str, location: tuple[int | str, ...]) -> int:
    """Line of a key in a TOML text: the n-th `[[table]]`, then the key below it."""
    lines = text.splitlines()
    names = [str(part) for part in location if isinstance(part, str)]
    count = next((part for part in location if isinstance(part, int)), 0)
    at = 0
    if names:
        heads = [
            number for number, line in enumerate(lines) if re.match(rf"\s*\[+\s*{re.escape(names[0])}\s*[\].]", line)
        ]
        at = heads[min(count, len(heads) - 1)] if heads else 0
    for name in reversed(names):
        for number in range(at, len(lines)):
            if number > at and lines[number].lstrip().startswith("[[") and len(names) > 1:
                break
            if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", lines[number]):
                return number + 1
    return at + 1


_SHOWN = 200
"""Letters of a wrong value that are shown."""


def _explain(error: ValidationError, path: Path, text: str) -> str:
    said = []
    for problem in error.errors():
        location, message = problem["loc"], problem["msg"].removeprefix("Value error, ")
        if marked := re.match(r"@([\w.]+): (.*)", message):
            location = tuple(int(part) if part.isdigit() else part for part in marked.group(1).split("."))
            message = marked.group(2)
        key = ".".join(str(part) for part in location) or "(file)"
        found = problem["input"] if not isinstance(problem["input"], dict | list | tuple | Settings) else None
        shown = f", found {repr(found)[:_SHOWN]}" if found is not None and repr(found) not in message else ""
        if problem["type"] == "extra_forbidden":
            message, shown = "no such key; see the comments in a fresh case.toml for the keys there are", ""
        said.append(f"{path}, line {_line_of(text, location)}: {key}: {message}{shown}")
    return "\n".join(said)


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        raise CaseError(f"{path}: no such file; make a case with: offscript new {path.parent}") from None
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}, byte {error.start}: not UTF-8; save the file as UTF-8") from None
    except ValueError as error:
        raise CaseError(f"{path}: not valid TOML: {error}") from None
    except RecursionError:
        raise CaseError(
            f"{path}: lists or tables within each other a thousand deep; no setting is more than a few"
        ) from None


def parse_settings(path: Path) -> Settings:
    """Settings of one TOML file.

    Raises:
        CaseError: the file is missing, no TOML, or a key is wrong: says where, what was found, what is allowed.
    """
    text, content = _load(path)
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        raise CaseError(_explain(error, path, text)) from None


def load_settings(folder: Path) -> Settings:
    """Settings of a case folder: `case.toml`, and the sources of `sources.toml` that it does not list itself."""
    settings = parse_settings(folder / "case.toml")
    met = folder / "sources.toml"
    if not met.exists():
        return settings
    own = {source.id for source in settings.source}
    try:
        more = Settings.model_validate({**_load(met)[1], "tiers": settings.tiers}).source
    except ValidationError as error:
        raise CaseError(_explain(error, met, met.read_text(encoding="utf-8"))) from None
    return settings.model_copy(update={"source": settings.source + tuple(s for s in more if s.id not in own)})
