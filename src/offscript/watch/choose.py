"""Which alerts are told: how strong one must be for a reader to bear them, what is muted, and when it is quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from offscript.case.collecting import KINDS, MuteSettings
from offscript.model import DAY

WEEK = 7 * DAY
_COUNTED = [kind for kind in KINDS if kind != "blind spot"]
"""Kinds that count towards what a week bears."""
Alert = dict[str, Any]


def weeks_of(times: Sequence[int]) -> float:
    """How many weeks times span; one at least."""
    return max(1.0, (max(times) - min(times)) / WEEK) if times else 1.0


def shares(counts: Mapping[str, int], bearable: int) -> dict[str, int]:
    """How many of each kind are told where only so many can be borne: all of a kind that has no more than an equal share; what it
    leaves goes to the others in equal parts (max-min fairness; Bertsekas and Gallager, "Data Networks", 1992, 6.5.2)."""
    given: dict[str, int] = {}
    for place, kind in enumerate(sorted(counts, key=lambda kind: (counts[kind], kind))):
        equal = (bearable - sum(given.values())) // (len(counts) - place)
        given[kind] = min(counts[kind], equal)
    return given


def thresholds(past: Iterable[tuple[str, int, float]], per_week: float) -> dict[str, float]:
    """The score that an alert of each kind must have so that past weeks, replayed, would have had no more a week than a reader can
    bear; a kind that comes often takes no place from one that is rare.

    Args:
        past: kind of each past alert, when it could be told, and its score.
        per_week: alerts a week the reader can bear.

    Returns:
        The lowest such score of each kind; 0 where all of it can be borne.
    """
    scores: dict[str, list[float]] = {}
    times = []
    for kind, at, score in past:
        scores.setdefault(kind, []).append(score)
        times.append(at)
    told = shares({kind: len(held) for kind, held in scores.items()}, int(per_week * weeks_of(times)))
    return {kind: _lowest(sorted(held, reverse=True), told[kind]) for kind, held in scores.items()}


def _lowest(scores: Sequence[float], told: int) -> float:
    """The lowest score that no more than so many have."""
    if len(scores) <= told:
        return 0.0
    return min((score for score in scores if score > scores[told]), default=1.0 + 1e-9)


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
    alerts: Sequence[Alert],
    lowest: Mapping[str, float],
    told_this_week: Mapping[str, int],
    per_week: float,
    rules: Iterable[MuteSettings],
) -> list[tuple[Alert, str]]:
    """Each new alert with what becomes of it: told, held (below the threshold of its kind, or one more than can be borne, of all
    kinds or, by more than half, of its own) or muted; the strongest first, so that it is the weakest that are held.

    Half of what can be borne is kept for the kinds in equal parts, so that none takes another's; of the rest, the fuller its kind's
    half is, the stronger one must be, so that what comes first does not take the place of what counts.
    """
    borne = int(per_week)
    told, half, kept = Counter(told_this_week), max(1, (borne + 1) // 2), borne // (2 * len(_COUNTED))

    def borne_yet(alert: Alert) -> bool:
        kind, score = alert["kind"], alert["score"]
        if score < lowest.get(kind, 0.0):
            return False
        if told[kind] < kept:
            return True
        beyond, used = sum(max(0, many - kept) for many in told.values()), told[kind] / half
        return beyond < borne - kept * len(_COUNTED) and used < 1 and score >= used * used

    listed, found = tuple(rules), []
    for alert in sorted(alerts, key=lambda one: (-one["score"], one["known_at"], one["alert"])):
        if muted(alert, listed):
            found.append((alert, "muted"))
        elif alert["kind"] == "blind spot":
            found.append((alert, "told"))
        elif borne_yet(alert):
            told[alert["kind"]] += 1
            found.append((alert, "told"))
        else:
            found.append((alert, "held"))
    return found
