"""Signs, what each tells, and the odds of hypotheses, as tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

import pyarrow as pa

from offscript.case import Settings as CaseSettings
from offscript.case.judged import ODDS
from offscript.judge.hypotheses.weigh import Chance, Odds, Sign, chance, first, independent, pivots, telling, weigh
from offscript.model import HYPOTHESIS, INDICATOR, MATRIX
from offscript.store.groups import Groups
from offscript.store.steps import Settings

Row = dict[str, Any]
_SURE_SIGNS, _SURE_WIDTH, _SURE_SHARE = 4, 0.25, 0.75
_FAIR_SIGNS, _FAIR_WIDTH = 2, 0.5
_MINDS = 3
_SHOWN = 12


def in_words(odds: float) -> str:
    """A chance in words of estimative probability (ICD 203)."""
    return next((words for words, (_, high) in ODDS.items() if odds < high), "almost certain")


def digest_of(rows: Sequence[Row]) -> str:
    """Digest of the rows that show a sign: a judgement made in view of them binds to it."""
    places = sorted(f"{row['version']}:{row['start']}:{row['end']}:{row['at']}" for row in rows)
    return hashlib.sha256("\n".join(places).encode()).hexdigest()[:16]


def _state(given: Row, shown: list[Row], said: Row | None, to_us: int | None, by: int | None) -> tuple[str, str]:
    """Whether a sign was seen, and what says so."""
    if said is not None:
        return said["value"], f"{said['who']}: {said['why']}"
    if not given["table"] and not given["query"]:
        return "unknown", "waits for a person's word: offscript judge"
    if len(shown) >= given["at_least"]:
        return "seen", f"{len(shown)} in the case"
    if to_us is None:
        return "unknown", "nothing is collected"
    if by is not None and to_us < by:
        return "unknown", "its time is not over"
    few = f", {len(shown)} of {given['at_least']}" if given["at_least"] > 1 else ""
    return "not seen", f"none in what is collected{few}"


def _kin(rows: Mapping[str, list[Row]], given: Sequence[Row]) -> dict[str, str]:
    """For each sign the name of its kin: signs that rest on one lineage, or are said to rest on one another."""
    groups = Groups()
    for sign in given:
        groups.join(sign["id"], sign["id"])
        for row in rows.get(sign["id"], ()):
            if row["lineage"]:
                groups.join(f"sign {sign['id']}", f"lineage {row['lineage']}")
        for other in sign["rests_on"]:
            groups.join(f"sign {sign['id']}", f"sign {other}")
    return {sign["id"]: groups.root(f"sign {sign['id']}") for sign in given}


def _by(given: Row, settings: CaseSettings) -> int | None:
    return settings.micros(next(one.by for one in settings.indicator if one.id == given["id"]))


def _case(settings: Settings) -> CaseSettings:
    kept = {name: settings[name] for name in ("indicator", "hypothesis", "zone")}
    return CaseSettings.model_validate(kept)


def _groups(settings: CaseSettings) -> dict[str, dict[str, Chance]]:
    """Hypotheses that exclude each other, with their priors: by group, and each without one beside its own negation."""
    found: dict[str, dict[str, Chance]] = defaultdict(dict)
    sizes: dict[str, int] = defaultdict(int)
    for one in settings.hypothesis:
        sizes[one.group] += 1
    for one in settings.hypothesis:
        if one.group:
            even = 1 / sizes[one.group]
            found[one.group][one.id] = one.prior or (even, even)
        else:
            low, high = one.prior or (0.5, 0.5)
            found[one.id] = {one.id: (low, high), f"not {one.id}": (1 - high, 1 - low)}
    return dict(found)


def indicators(rows: pa.Table, settings: Settings) -> pa.Table:
    """Each indicator of the case: whether it was seen, since when, by what words, on what it rests (`signs.sql`)."""
    told = _case(settings)
    listed = rows.to_pylist()
    to_us = max((row["to_us"] for row in listed if row["to_us"] is not None), default=None)
    shown: dict[str, list[Row]] = defaultdict(list)
    said: dict[str, Row] = {}
    for row in listed:
        kind, _, name = (row["sign"] or "").partition(":")
        if kind == "indicator" and row["value"]:
            said[name] = row
        elif kind == "indicator":
            shown[name].append(row)
    given = settings["indicator"]
    kin = _kin(shown, given)
    found = []
    for sign in given:
        held = sorted(
            shown[sign["id"]], key=lambda row: (row["at"] is None, row["at"], row["version"] or "", row["start"] or 0)
        )
        state, why = _state(sign, held, said.get(sign["id"]), to_us, _by(sign, told))
        found.append(_indicator(sign, held, said.get(sign["id"]), state, why, kin[sign["id"]]))
    return pa.Table.from_pylist(found, schema=INDICATOR)


def _indicator(sign: Row, held: list[Row], said: Row | None, state: str, why: str, kin: str) -> Row:
    top = next((row for row in held if row["version"] and row["start"] is not None), None)
    place = {name: top[name] if top else None for name in ("version", "start", "end", "post", "source")}
    now = digest_of(held)
    return place | {
        "indicator": sign["id"],
        "says": sign["says"],
        "state": state,
        "basis": "person" if said else "case" if sign["table"] or sign["query"] else "person",
        "why": why,
        "at": (held[0]["at"] if held and state == "seen" else said["at"] if said else None),
        "rows": len(held),
        "lineages": sorted({row["lineage"] for row in held if row["lineage"]})[:_SHOWN],
        "kin": kin,
        "seen": now,
        "changed": bool(said and said["seen"] and said["seen"] != now),
    }


def _signs(rows: Sequence[Row], told: CaseSettings, names: Sequence[str]) -> list[Sign]:
    """Signs that say something of the hypotheses named, of those whose state is known; one not seen is no kin of any."""
    expected = {one.id: {name: span for name, span in one.expected.items() if name in names} for one in told.indicator}
    return [
        Sign(
            row["indicator"],
            row["state"] == "seen",
            expected[row["indicator"]],
            row["kin"] if row["state"] == "seen" else f"absent {row['indicator']}",
        )
        for row in rows
        if row["state"] in ("seen", "not seen") and expected.get(row["indicator"])
    ]


def matrix(rows: pa.Table, settings: Settings) -> pa.Table:
    """What each indicator tells of each hypothesis: the table `indicator`, to the table `matrix`."""
    told, listed = _case(settings), rows.to_pylist()
    found = []
    for priors in _groups(told).values():
        names = list(priors)
        signs = _signs(listed, told, names)
        counted = {sign.id for sign in independent(signs, names)}
        turning = pivots(priors, signs) if signs else {}
        for sign in signs:
            found += [_weighed(sign, name, names, sign.id in counted, turning.get(sign.id)) for name in names]
    return pa.Table.from_pylist(found, schema=MATRIX)


def _weighed(sign: Sign, name: str, names: Sequence[str], counted: bool, turns: str | None) -> Row:
    low, high = chance(sign, name)
    others = [fsum(chance(sign, other)) / 2 for other in names if other != name]
    ratio = (low + high) / 2 / (sum(others) / len(others)) if others else 1.0
    return {
        "indicator": sign.id,
        "hypothesis": name,
        "seen": sign.seen,
        "low": low,
        "high": high,
        "ratio": ratio,
        "telling": telling(sign, names),
        "counted": counted,
        "turns_to": turns,
    }


def _confidence(odds: Odds, counted: int, known: int, all_signs: int) -> tuple[str, str]:
    """How far the odds can be trusted, apart from what they are, and why."""
    width, share = odds.high - odds.low, known / all_signs if all_signs else 0.0
    basis = f"{counted} independent signs, {known} of {all_signs} could be told, range of {width:.0%}"
    if counted >= _SURE_SIGNS and width <= _SURE_WIDTH and share >= _SURE_SHARE:
        return "high", basis
    return ("moderate" if counted >= _FAIR_SIGNS and width <= _FAIR_WIDTH else "low"), basis


def _minds(priors: Mapping[str, Chance], signs: list[Sign], told: CaseSettings, leading: str) -> list[str]:
    """What would lower the likeliest most: each sign turned round, or one yet unknown seen or known to be absent."""
    held = {sign.id: sign for sign in signs}
    found = []
    for one in told.indicator:
        expected = {name: span for name, span in one.expected.items() if name in priors}
        if not expected:
            continue
        for seen in (True, False):
            if one.id in held and held[one.id].seen == seen:
                continue
            changed = [sign for sign in signs if sign.id != one.id]
            changed.append(Sign(one.id, seen, expected, f"new {one.id}"))
            odds = weigh(priors, changed)
            words = f"“{one.says}” {'seen' if seen else 'turning out not to be so'}"
            middle = odds[leading].middle
            found.append((middle, f"{words} would make it {in_words(middle)} ({middle:.0%})"))
    now = weigh(priors, signs)[leading].middle
    return [words for middle, words in sorted(found) if middle < now - 0.01][:_MINDS]


def hypotheses(rows: pa.Table, settings: Settings) -> pa.Table:
    """Odds of each hypothesis, in numbers and words, with what they rest on: the table `indicator`, to the table `hypothesis`."""
    told, listed = _case(settings), rows.to_pylist()
    states = {row["indicator"]: row["state"] for row in listed}
    says = {one.id: one for one in told.hypothesis}
    found = []
    for group, priors in _groups(told).items():
        names = list(priors)
        signs = _signs(listed, told, names)
        odds = weigh(priors, signs)
        leading = first(odds)
        about = sum(any(name in one.expected for name in names) for one in told.indicator)
        counted = len(independent(signs, names))
        for place, name in enumerate(
            sorted((one for one in names if one in says), key=lambda one: (-odds[one].middle, one)), 1
        ):
            one = says[name]
            sure, basis = _confidence(odds[name], counted, len(signs), about)
            void = bool(one.void_if) and states.get(one.void_if) == "seen"
            found.append(
                {
                    "hypothesis": name,
                    "says": one.says,
                    "rivals": group if one.group else None,
                    "place": place,
                    "state": "void" if void else "no indicators" if not about else "open" if signs else "nothing told",
                    "why": f"its condition failed: {one.void_if}" if void else "",
                    "prior_low": priors[name][0],
                    "prior_high": priors[name][1],
                    "odds": odds[name].middle,
                    "low": odds[name].low,
                    "high": odds[name].high,
                    "words": in_words(odds[name].middle),
                    "confidence": sure,
                    "confidence_basis": basis,
                    "leads": name == leading,
                    "would_change": _minds(priors, signs, told, leading) if name == leading else [],
                }
            )
    return pa.Table.from_pylist(found, schema=HYPOTHESIS)
