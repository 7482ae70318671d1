"""What it adds up to: rival hypotheses with odds and confidence, the signs they rest on, and the forecasts."""

from __future__ import annotations

from typing import Any

from offscript.judge.forecasts import BASE, calibration, calibration_error
from offscript.show.brief.document import Block, Heading, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.wording import count, names
from offscript.store.engine import Rows

_TITLE = "What it adds up to"
_FEWEST = 5
_NOTHING = (
    "The case lists no hypotheses and no questions; add [[hypothesis]], [[indicator]], [[question]] to case.toml."
)


def _range(found: dict[str, Any]) -> str:
    return f"{_percent(found['odds'])} [{_percent(found['low'])}–{_percent(found['high'])}]"


def _percent(chance: float) -> str:
    """A chance in per cent; never none, and never all."""
    return "under 1%" if chance < 0.005 else "over 99%" if chance > 0.995 else f"{chance:.0%}"


def _assessed(found: dict[str, Any]) -> str:
    if found["state"] == "void":
        return f"void: {found['why']}"
    return found["words"] if found["state"] == "open" else f"not assessed: {found['state']}"


def _prior(found: dict[str, Any]) -> str:
    low, high = found["prior_low"], found["prior_high"]
    return f"{low:.0%}" if low == high else f"{low:.0%}–{high:.0%}"


def _quotes(found: dict[str, Any]) -> tuple[Quote, ...]:
    return (Quote(found["version"], found["start"], found["end"]),) if found["version"] else ()


def _hypotheses(rows: Rows) -> Table:
    cells = tuple(
        row(
            found["says"],
            _assessed(found),
            _range(found),
            _prior(found),
            f"{found['confidence']}: {found['confidence_basis']}",
        )
        for found in rows
    )
    caption = (
        "Assessed, not claimed: what the case's signs make of its hypotheses. Words of likelihood stand for ranges (Intelligence "
        "Community Directive 203): likely is 55–80%. Those of one group exclude each other. Range: nine in ten draws from the "
        "intervals given. Confidence says how far to trust the odds, apart from what they are."
    )
    return Table(caption, ("hypothesis", "assessed", "odds", "before any sign", "confidence"), cells)


def _matrix(signs: Rows, weighed: Rows, listed: Rows, view: View) -> Table:
    told = [found for found in listed if found["state"] != "no indicators"]
    by_sign = {(one["indicator"], one["hypothesis"]): one for one in weighed}
    cells = []
    for sign in signs:
        when = f", {view.day(sign['at'])}" if sign["at"] and sign["state"] == "seen" else ""
        changed = "; what it rests on has changed since it was judged" if sign["changed"] else ""
        held = [by_sign.get((sign["indicator"], found["hypothesis"])) for found in told]
        ratios = ["–" if one is None else f"{one['ratio']:.2g} : 1" for one in held]
        any_one = next((one for one in held if one is not None), None)
        counted = (
            ""
            if any_one is None or any_one["counted"]
            else "; rests on what a more telling sign rests on, not counted again"
        )
        turns = f"; without it, {any_one['turns_to']} would lead" if any_one and any_one["turns_to"] else ""
        said = Statement(f"{sign['state']}{when}: {sign['why']}{changed}{counted}{turns}", _quotes(sign))
        cells.append(row(sign["says"], said, *ratios))
    caption = (
        "The signs, whether they were seen, and for each hypothesis how much likelier that was under it than under the others on "
        "average. An absent sign counts where it could have been seen; one that cannot be told counts for neither."
    )
    return Table(caption, ("sign", "seen?", *(found["says"] for found in told)), tuple(cells))


def _score(found: dict[str, Any]) -> str:
    if found["brier"] is None:
        return "–"
    beside = found["base_brier"] is not None and found["who"] != BASE
    return f"{found['brier']:.3f}" + (f" (base rate {found['base_brier']:.3f})" if beside else "")


def _forecasts(rows: Rows, view: View) -> list[Block]:
    cells = tuple(
        row(
            found["asks"],
            f"by {view.day(found['deadline'])}; {found['rule']}",
            f"{found['state']}: {found['why']}",
            f"{found['who']}: {found['odds']:.0%}" if found["who"] else "nobody gave odds",
            _score(found),
        )
        for found in rows
    )
    caption = (
        "Questions with the last odds of each forecaster. Score: Brier's, averaged over the time the odds stood, 0 the best; .25 "
        "is what even odds get."
    )
    blocks: list[Block] = [
        Heading("Forecasts"),
        Table(caption, ("question", "resolved by", "state", "odds", "score"), cells),
    ]
    done = [(found["odds"], found["state"] == "yes") for found in rows if found["brier"] is not None]
    if len(done) >= _FEWEST:
        steps = tuple(
            row(f"{low:.0%}–{high:.0%}", str(number), f"{mean:.0%}", f"{share:.0%}")
            for low, high, number, mean, share in calibration(done)
        )
        error = f"Expected calibration error {calibration_error(done):.2f}."
        blocks.append(
            Table(
                f"Did what was called likely come true as often as was said? {error}",
                ("odds", "forecasts", "mean odds", "came true"),
                steps,
            )
        )
    return blocks


def _headline(rows: Rows) -> Statement | None:
    """The likeliest of the first group, with its odds and what would change them."""
    led = next((found for found in rows if found["leads"] and found["state"] == "open"), None)
    if led is None:
        return None
    mind = f" {led['would_change'][0]}." if led["would_change"] else ""
    return Statement(
        f"Assessed {led['words']} ({_range(led)}), with {led['confidence']} confidence: {led['says']}.{mind}"
    )


def section(view: View) -> Section:
    """Hypotheses, then their signs, then forecasts."""
    rows, signs, weighed = (view.rows(f"judged_{name}") for name in ("hypotheses", "signs", "weighed"))
    asked = view.rows("judged_forecasts")
    blocks: list[Block] = []
    if rows:
        blocks.append(_hypotheses(rows))
        blocks += [
            Statement(f"What would change our mind on “{found['says']}”: {'; '.join(found['would_change'])}.")
            for found in rows
            if found["would_change"] and found["state"] == "open"
        ]
    untold = [found["says"] for found in rows if found["state"] == "nothing told"]
    if untold:
        blocks.append(
            Statement(
                "None of the signs could be told yet: the odds are those given before any sign, and mean nothing more."
            )
        )
    bare = [found["says"] for found in rows if found["state"] == "no indicators"]
    if bare:
        blocks.append(
            Statement(f"No indicator says anything of {names(bare)}: the odds are those given before any sign.")
        )
    if signs:
        blocks.append(_matrix(signs, weighed, rows, view))
    if asked:
        blocks += _forecasts(asked, view)
    overdue = sum(found["state"] == "past due" for found in asked)
    if overdue:
        blocks.append(
            Statement(f"{count(overdue, 'question is', 'questions are')} past due and unresolved: offscript resolve.")
        )
    if not blocks:
        blocks.append(
            Statement(
                "The case lists no hypotheses and no questions; add [[hypothesis]], [[indicator]], [[question]] to case.toml."
            )
        )
    return Section("judged", _TITLE, tuple(blocks), _headline(rows))
