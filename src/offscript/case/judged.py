"""Settings of what is judged: signs, indicators, rival hypotheses, questions to forecast, chances in words or numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from offscript.case.part import IDENTIFIER, Moment, Part, Texts

ODDS: dict[str, tuple[float, float]] = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
"""Words of estimative probability and what they stand for (Intelligence Community Directive 203, 2015, section D.6.e.2.a)."""


def _as_chance(value: object) -> object:
    """A chance as an interval: words of `ODDS`, a number, or two numbers."""
    if isinstance(value, str):
        if value not in ODDS:
            raise ValueError(f"{value!r} is no chance; write one of {', '.join(ODDS)}, a number, or [low, high]")
        return ODDS[value]
    return (value, value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _in_order(value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    if not 0 < low <= high < 1:
        raise ValueError("a chance lies between 0 and 1, neither of them included, the lower bound first")
    return value


Chance = Annotated[tuple[float, float], BeforeValidator(_as_chance), AfterValidator(_in_order)]
Cell = str | int | float | bool


class SignSettings(Part):
    """What makes a thing seen in the case: rows of a table with these values, or of a query; neither: a person says so."""

    id: IDENTIFIER
    table: str = ""
    match: dict[str, Cell | tuple[Cell, ...]] = Field(default_factory=dict)
    query: str = ""
    at_least: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _one_way(self) -> SignSettings:
        if self.table and self.query:
            raise ValueError("give a table with what to match, or a query, not both")
        if self.match and not self.table:
            raise ValueError("match needs the table it is about")
        return self


class IndicatorSettings(SignSettings):
    """A sign, and how likely it would be seen were each hypothesis true."""

    says: Annotated[str, Field(min_length=1)]
    expected: Annotated[dict[str, Chance], Field(min_length=1)]
    by: Moment | None = None
    rests_on: Texts = ()


class HypothesisSettings(Part):
    """An explanation; those of one group exclude each other and one of them is true, one without a group is true or not."""

    id: IDENTIFIER
    says: Annotated[str, Field(min_length=1)]
    group: str = ""
    prior: Chance | None = None
    void_if: str = ""


class QuestionSettings(SignSettings):
    """A question about what will be, to be scored: how it is resolved, by when, and the chance before anything was known."""

    asks: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    deadline: Moment
    source: str = ""
    base_rate: Annotated[float, Field(gt=0, lt=1)] | None = None
    model: str = ""
