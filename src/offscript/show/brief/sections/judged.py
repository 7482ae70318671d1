"""What it adds up to: rival hypotheses with odds and confidence, the signs they rest on, and the forecasts."""

from __future__ import annotations

from typing import Any

from offscript.judge.forecasts import BASE, calibration, calibration_error
from offscript.show.brief.document import Block, Heading, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.saying import joined, say, word
from offscript.show.stored import stored
from offscript.show.wording import count, names
from offscript.store.engine import Rows

_TITLE = "What it adds up to"
_FEWEST = 5
_NOTHING = say(
    "The case lists no hypotheses and no questions; add [[hypothesis]], [[indicator]], [[question]] to case.toml."
)


def _range(found: dict[str, Any]) -> str:
    return say(
        "{odds} [{low}–{high}]",
        odds=_percent(found["odds"]),
        low=_percent(found["low"]),
        high=_percent(found["high"]),
    )


def _percent(chance: float) -> str:
    """A chance in per cent; never none, and never all."""
    return (
        say("under 1%") if chance < 0.005 else say("over 99%") if chance > 0.995 else say("{chance:.0%}", chance=chance)
    )


def _assessed(found: dict[str, Any]) -> str:
    if found["state"] == "void":
        return say("void: {why}", why=stored(found["why"]))
    return (
        word(found["words"]) if found["state"] == "open" else say("not assessed: {state}", state=word(found["state"]))
    )


def _prior(found: dict[str, Any]) -> str:
    low, high = found["prior_low"], found["prior_high"]
    return say("{low:.0%}", low=low) if low == high else say("{low:.0%}–{high:.0%}", low=low, high=high)


def _quotes(found: dict[str, Any]) -> tuple[Quote, ...]:
    return (Quote(found["version"], found["start"], found["end"]),) if found["version"] else ()


def _hypotheses(rows: Rows) -> Table:
    cells = tuple(
        row(
            found["says"],
            _assessed(found),
            _range(found),
            _prior(found),
            say(
                "{confidence}: {confidence_basis}",
                confidence=word(found["confidence"]),
                confidence_basis=stored(found["confidence_basis"]),
            ),
        )
        for found in rows
    )
    caption = say(
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
        when = say(", {day}", day=view.day(sign["at"])) if sign["at"] and sign["state"] == "seen" else ""
        changed = say("; what it rests on has changed since it was judged") if sign["changed"] else ""
        held = [by_sign.get((sign["indicator"], found["hypothesis"])) for found in told]
        ratios = ["–" if one is None else say("{ratio:.2g} : 1", ratio=one["ratio"]) for one in held]
        any_one = next((one for one in held if one is not None), None)
        counted = (
            ""
            if any_one is None or any_one["counted"]
            else say("; rests on what a more telling sign rests on, not counted again")
        )
        turns = (
            say("; without it, {turns_to} would lead", turns_to=any_one["turns_to"])
            if any_one and any_one["turns_to"]
            else ""
        )
        said = Statement(
            say(
                "{state}{when}: {why}{changed}{counted}{turns}",
                state=word(sign["state"]),
                when=when,
                why=stored(sign["why"]),
                changed=changed,
                counted=counted,
                turns=turns,
            ),
            _quotes(sign),
        )
        cells.append(row(sign["says"], said, *ratios))
    caption = say(
        "The signs, whether they were seen, and for each hypothesis how much likelier that was under it than under the others on "
        "average. An absent sign counts where it could have been seen; one that cannot be told counts for neither."
    )
    return Table(caption, ("sign", "seen?", *(found["says"] for found in told)), tuple(cells))


def _score(found: dict[str, Any]) -> str:
    if found["brier"] is None:
        return "–"
    beside = found["base_brier"] is not None and found["who"] != BASE
    return say("{brier:.3f}", brier=found["brier"]) + (
        say(" (base rate {base_brier:.3f})", base_brier=found["base_brier"]) if beside else ""
    )


def _forecasts(rows: Rows, view: View) -> list[Block]:
    cells = tuple(
        row(
            found["asks"],
            say("by {deadline}; {rule}", deadline=view.day(found["deadline"]), rule=found["rule"]),
            say("{state}: {why}", state=word(found["state"]), why=stored(found["why"])),
            say("{who}: {odds:.0%}", who=word(found["who"]), odds=found["odds"])
            if found["who"]
            else say("nobody gave odds"),
            _score(found),
        )
        for found in rows
    )
    caption = say(
        "Questions with the last odds of each forecaster. Score: Brier's, averaged over the time the odds stood, 0 the best; .25 "
        "is what even odds get."
    )
    blocks: list[Block] = [
        Heading(say("Forecasts")),
        Table(caption, ("question", "resolved by", "state", "odds", "score"), cells),
    ]
    done = [(found["odds"], found["state"] == "yes") for found in rows if found["brier"] is not None]
    if len(done) >= _FEWEST:
        steps = tuple(
            row(
                say("{low:.0%}–{high:.0%}", low=low, high=high),
                str(number),
                say("{mean:.0%}", mean=mean),
                say("{share:.0%}", share=share),
            )
            for low, high, number, mean, share in calibration(done)
        )
        error = say("Expected calibration error {calibration_error:.2f}.", calibration_error=calibration_error(done))
        blocks.append(
            Table(
                say("Did what was called likely come true as often as was said? {error}", error=error),
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
    mind = say(" {would_change}.", would_change=stored(led["would_change"][0])) if led["would_change"] else ""
    return Statement(
        say(
            "Assessed {words} ({range}), with {confidence} confidence: {says}.{mind}",
            words=word(led["words"]),
            range=_range(led),
            confidence=word(led["confidence"]),
            says=led["says"],
            mind=mind,
        )
    )


def section(view: View) -> Section:
    """Hypotheses, then their signs, then forecasts."""
    rows, signs, weighed = (view.rows(f"judged_{name}") for name in ("hypotheses", "signs", "weighed"))
    asked = view.rows("judged_forecasts")
    blocks: list[Block] = []
    if rows:
        blocks.append(_hypotheses(rows))
        blocks += [
            Statement(
                say(
                    "What would change our mind on “{says}”: {listed}.",
                    says=found["says"],
                    listed=joined("; ", map(stored, found["would_change"])),
                )
            )
            for found in rows
            if found["would_change"] and found["state"] == "open"
        ]
    untold = [found["says"] for found in rows if found["state"] == "nothing told"]
    if untold:
        blocks.append(
            Statement(
                say(
                    "None of the signs could be told yet: the odds are those given before any sign, and mean nothing more."
                )
            )
        )
    bare = [found["says"] for found in rows if found["state"] == "no indicators"]
    if bare:
        blocks.append(
            Statement(
                say(
                    "No indicator says anything of {names}: the odds are those given before any sign.",
                    names=names(bare),
                )
            )
        )
    if signs:
        blocks.append(_matrix(signs, weighed, rows, view))
    if asked:
        blocks += _forecasts(asked, view)
    overdue = sum(found["state"] == "past due" for found in asked)
    if overdue:
        blocks.append(
            Statement(
                say(
                    "{are} past due and unresolved: offscript resolve.",
                    are=count(overdue, "question is", "questions are"),
                )
            )
        )
    if not blocks:
        blocks.append(Statement(_NOTHING))
    return Section("judged", _TITLE, tuple(blocks), _headline(rows))
