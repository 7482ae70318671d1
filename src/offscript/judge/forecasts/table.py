"""Questions with their odds, outcomes and scores, as a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa

from offscript.case import Settings as CaseSettings
from offscript.case.judged import QuestionSettings
from offscript.judge.forecasts.score import Given, brier, log_score, mean_brier
from offscript.model import FORECAST
from offscript.store.steps import Settings

Row = dict[str, Any]
BASE = "base rate"


def _outcome(
    question: QuestionSettings, deadline: int, said: Row | None, shown: Row | None, to_us: int | None
) -> tuple[str, str, int | None]:
    """What came of a question: its state, what says so, and when."""
    if said is not None:
        return said["value"], f"{said['who']}: {said['why']}", said["at"]
    answers = bool(question.table or question.query)
    if shown and shown["shown"] >= question.at_least and shown["at"] is not None and shown["at"] < deadline:
        return "yes", "the case's tables say so", shown["at"]
    if to_us is None or to_us < deadline:
        return "open", "its deadline has not come in what is collected", None
    if answers:
        return "no", "nothing in the case says so by its deadline", deadline
    return "past due", "waits for a person's word: offscript resolve", None


def forecasts(rows: pa.Table, settings: Settings) -> pa.Table:
    """Every question with what each forecaster made of it (`odds.sql`): to the table `forecast`."""
    told = CaseSettings.model_validate(
        {"question": settings["question"], "zone": settings["zone"], "hypothesis": settings["hypothesis"]}
    )
    entries: dict[str, list[Row]] = defaultdict(list)
    shown: dict[str, Row] = {}
    listed = rows.to_pylist()
    to_us = max((row["to_us"] for row in listed if row["to_us"] is not None), default=None)
    for row in listed:
        name = (row["subject"] or "").partition(":")[2]
        if row["entry"] is not None:
            entries[name].append(row)
        elif name:
            shown[name] = row
    found: list[Row] = []
    for question in told.question:
        found += _question(
            question, told, sorted(entries[question.id], key=lambda row: row["entry"]), shown.get(question.id), to_us
        )
    return pa.Table.from_pylist(found, schema=FORECAST)


def _question(
    question: QuestionSettings, told: CaseSettings, entries: list[Row], shown: Row | None, to_us: int | None
) -> list[Row]:
    deadline = told.micros(question.deadline) or 0
    said = next((row for row in reversed(entries) if row["value"] in ("yes", "no", "void")), None)
    state, why, at = _outcome(question, deadline, said, shown, to_us)
    given: dict[str, list[Given]] = defaultdict(list)
    for row in entries:
        if row["odds"] is not None:
            given[row["who"]].append(Given(row["at"], row["odds"]))
    if question.base_rate is not None:
        given[BASE] = [Given(0, question.base_rate)]
    head = {
        "question": question.id,
        "asks": question.asks,
        "rule": question.rule,
        "deadline": deadline,
        "state": state,
        "why": why,
    }
    head |= {"resolved_at": at}
    until = min(deadline, at) if at is not None else deadline
    return [head | _scored(who, listed, state, until, question.base_rate) for who, listed in sorted(given.items())] or [
        head
    ]


def _scored(who: str, given: list[Given], state: str, until: int, base: float | None) -> Row:
    """What a forecaster made of a question, and the scores where it is resolved; odds given after the end count for nothing."""
    last = given[-1]
    row: Row = {"who": who, "entries": len(given), "odds": last.odds, "given_at": last.at or None}
    in_time = [one for one in given if one.at < until]
    if state not in ("yes", "no") or not in_time:
        return row
    came = state == "yes"
    mean = mean_brier(in_time, until, came)
    base_brier = brier(base, came) if base is not None else None
    return row | {
        "brier": mean,
        "log_score": log_score(max(in_time).odds, came),
        "base_brier": base_brier,
        "skill": 1 - mean / base_brier if mean is not None and base_brier else None,
    }
