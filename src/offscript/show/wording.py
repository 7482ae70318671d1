"""How figures are put into words: counts, shares with intervals, lags, lists of names."""

from __future__ import annotations

from collections.abc import Sequence

from offscript.model import DAY, HOUR, MINUTE, SECOND
from offscript.show.saying import counted, joined, say, word
from offscript.show.stored import stored
from offscript.text.markup import shortened


def count(number: int | float, one: str, many: str = "") -> str:
    """A number with its noun: `1 post`, `2,310 posts`."""
    return counted(number, f"{{number:,.0f}} {one}", f"{{number:,.0f}} {many or one + 's'}")


def voices(number: int, scope: str) -> str:
    """So many tiers, sources, or matters."""
    if scope == "matter":
        return count(number, "matter")
    return count(number, "tier") if scope == "tier" else count(number, "source")


def number(value: float | None) -> str:
    """A figure of a claim as people write it; a dash where there is none."""
    if value is None:
        return "–"
    if value == round(value):
        return say("{value:,.0f}", value=value)
    return say("{value:,.1f}" if round(value, 2) == round(value, 1) else "{value:,.2f}", value=value)


def figure_of(value: str | None) -> str | None:
    """A value kept as text, as people write it where it is a figure; as it stands where it is none."""
    try:
        return number(float(value)) if value is not None else None
    except ValueError:
        return stored(value)


def change_of(before: str | None, after: str | None) -> str:
    """What became of a value kept as text: `2,000 → 4,000`; the one of them there is; nothing where there is neither."""
    return joined(" → ", (shown for value in (before, after) if (shown := figure_of(value))))


def share(value: float | None) -> str:
    """A share as per cent; two figures where it is small."""
    if value is None:
        return "–"
    percent = value * 100
    return say("{percent:.0f}%" if percent >= 9.95 or percent == 0 else "{percent:.1f}%", percent=percent)


def share_between(value: float, low: float, high: float) -> str:
    """A share with its 95% interval."""
    return say("{share} [{low}–{high}]", share=share(value), low=share(low), high=share(high))


def odds(value: float) -> str:
    """Odds in favour, no finer than they deserve."""
    return (
        say("{odds:.0f}\u00a0:\u00a01", odds=value)
        if value < 1_000
        else say("over\u00a0{most:,}\u00a0:\u00a01", most=1_000)
    )


_UNITS = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s"))


def _figures(value: float) -> str:
    """Two figures, and no more than a lag deserves."""
    return say("{value:.1f}" if 0 < value < 9.95 else "{value:,.0f}", value=value)


def _unit(micros: float) -> tuple[int, str]:
    return next((unit for unit in _UNITS if micros >= unit[0]), _UNITS[-1])


def lag(micros: int | float | None) -> str:
    """A stretch of time, in the largest unit that fills it."""
    if micros is None:
        return "–"
    size, name = _unit(micros)
    return say("{figures}\u00a0{unit}", figures=_figures(micros / size), unit=word(name))


def lag_between(middle: int | None, low: int | None, high: int | None) -> str:
    """A median lag with its 95% interval, where it has one, in the unit of the median."""
    if middle is None:
        return say("order unknown")
    if low is None or high is None:
        return lag(middle)
    size, _ = _unit(middle)
    return say("{lag} [{low}–{high}]", lag=lag(middle), low=_figures(low / size), high=_figures(high / size))


def replaced(before: str, after: str, most: int = 60) -> str:
    """Words and those in their place, each cut after `most` characters."""
    return say("“{before}” → “{after}”", before=shortened(before, most), after=shortened(after, most))


def names(listed: Sequence[str], most: int = 6) -> str:
    """Names with commas; beyond `most`, how many more there are."""
    if len(listed) <= most:
        return joined(", ", listed)
    return say("{names} and {more} more", names=joined(", ", listed[:most]), more=len(listed) - most)
