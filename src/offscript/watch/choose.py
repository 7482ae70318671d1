"""Which alerts are told: how strong one must be for a reader to bear them, what is muted, and when it is quiet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from offscript.case.collecting import MuteSettings
from offscript.model import DAY

WEEK = 7 * DAY
Alert = dict[str, Any]


def weeks_of(times: Sequence[int]) -> float:
    """How many weeks times span; one at least."""
    return max(1.0, (max(times) - min(times)) / WEEK) if times else 1.0


def threshold(past: Iterable[tuple[int, float]], per_week: float) -> float:
    """The score an alert must have so that past weeks, replayed, would have had no more a week than a reader can bear.

    Args:
        past: when each past alert could be told, and its score.
        per_week: alerts a week the reader can bear.

    Returns:
        The lowest such score; 0 where all of them can be borne.
    """
    held = list(past)
    if not held:
        return 0.0
    bearable = int(per_week * weeks_of([at for at, _ in held]))
    scores = sorted((score for _, score in held), reverse=True)
    if len(scores) <= bearable:
        return 0.0
    first_over = scores[bearable]
    return min((score for score in scores if score > first_over), default=1.0 + 1e-9)


def muted(alert: Alert, rules: Iterable[MuteSettings]) -> bool:
    """Whether a rule of the case mutes an alert: all that the rule names must fit."""
    for rule in rules:
        asked = {name: value for name in ("kind", "source", "matter") if (value := getattr(rule, name)) is not None}
        if asked and all(alert[name] == value for name, value in asked.items()):
            return True
    return False


def is_quiet(now: datetime, quiet: tuple[str, str] | None) -> bool:
    """Whether the hours in which nobody is to be woken hold now; they may go over midnight."""
    if quiet is None:
        return False
    clock = now.strftime("%H:%M")
    start, end = quiet
    return start <= clock < end if start <= end else clock >= start or clock < end


def decided(
    alerts: Sequence[Alert], lowest: float, told_this_week: int, per_week: float, rules: Iterable[MuteSettings]
) -> list[tuple[Alert, str]]:
    """Each new alert with what becomes of it: told, held (below the threshold, or one more than can be borne) or muted; the
    strongest first, so that it is the weakest that are held."""
    left = max(0, int(per_week) - told_this_week)
    listed, found = tuple(rules), []
    for alert in sorted(alerts, key=lambda one: (-one["score"], one["known_at"], one["alert"])):
        if muted(alert, listed):
            found.append((alert, "muted"))
        elif alert["kind"] == "blind spot":
            found.append((alert, "told"))
        elif alert["score"] < lowest or left == 0:
            found.append((alert, "held"))
        else:
            left -= 1
            found.append((alert, "told"))
    return found
