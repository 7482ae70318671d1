"""How figures are put into words: counts, shares with intervals, lags, lists of names."""

from __future__ import annotations

from collections.abc import Sequence

from offscript.model import DAY, HOUR, MINUTE, SECOND
from offscript.text.markup import shortened


def count(number: int | float, one: str, many: str = "") -> str:
    """A number with its noun: `1 post`, `2,310 posts`."""
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def number(value: float | None) -> str:
    """A figure of a claim as people write it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0")


def figure_of(value: str | None) -> str | None:
    """A value kept as text, as people write it where it is a figure; as it stands where it is none."""
    try:
        return number(float(value)) if value is not None else None
    except ValueError:
        return value


def change_of(before: str | None, after: str | None) -> str:
    """What became of a value kept as text: `2,000 → 4,000`; the one of them there is; nothing where there is neither."""
    return " → ".join(shown for value in (before, after) if (shown := figure_of(value)))


def share(value: float | None) -> str:
    """A share as per cent; two figures where it is small."""
    if value is None:
        return "–"
    percent = value * 100
    return f"{percent:.0f}%" if percent >= 9.95 or percent == 0 else f"{percent:.1f}%"


def share_between(value: float, low: float, high: float) -> str:
    """A share with its 95% interval."""
    return f"{share(value)} [{share(low)}–{share(high)}]"


def odds(value: float) -> str:
    """Odds in favour, no finer than they deserve."""
    shown = f"{value:.0f} : 1" if value < 1_000 else "over 1,000 : 1"
    return shown.replace(" ", "\u00a0")


_UNITS = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s"))


def _figures(value: float) -> str:
    """Two figures, and no more than a lag deserves."""
    return f"{value:.1f}" if 0 < value < 9.95 else f"{value:,.0f}"


def _unit(micros: float) -> tuple[int, str]:
    return next((unit for unit in _UNITS if micros >= unit[0]), _UNITS[-1])


def lag(micros: int | float | None) -> str:
    """A stretch of time, in the largest unit that fills it."""
    if micros is None:
        return "–"
    size, name = _unit(micros)
    return f"{_figures(micros / size)}\u00a0{name}"


def lag_between(middle: int | None, low: int | None, high: int | None) -> str:
    """A median lag with its 95% interval, where it has one, in the unit of the median."""
    if middle is None:
        return "order unknown"
    if low is None or high is None:
        return lag(middle)
    size, _ = _unit(middle)
    return f"{lag(middle)} [{_figures(low / size)}–{_figures(high / size)}]"


def replaced(before: str, after: str, most: int = 60) -> str:
    """Words and those in their place, each cut after `most` characters."""
    return f"“{shortened(before, most)}” → “{shortened(after, most)}”"


def names(listed: Sequence[str], most: int = 6) -> str:
    """Names with commas; beyond `most`, how many more there are."""
    if len(listed) <= most:
        return ", ".join(listed)
    return f"{', '.join(listed[:most])} and {len(listed) - most} more"
