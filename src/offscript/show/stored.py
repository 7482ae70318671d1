"""Sentences of ours that tables hold, and their words: known again, so that they can be told in another language.

Analyses write why something is so into their tables, in English. A sentence is known by its template; what stands in its fields
is a sentence or a word of ours itself, a number, or words of others.
"""

from __future__ import annotations

import re
from functools import cache

from offscript.case import TIERS
from offscript.case.judged import ODDS
from offscript.show.saying import Said, say, word
from offscript.store.entered import OUTCOMES, STATES, STATUSES, VOICES

TEMPLATES = (
    "“{sign}” seen would make it {words} ({odds})",
    "“{sign}” turning out not to be so would make it {words} ({odds})",
    "{signs} independent signs, {known} of {all} could be told, range of {range}",
    "{shown} in the case",
    "none in what is collected, {shown} of {needed}",
    "by tier: {tier}",
    "one owner: {owner}",
    "said to be {said}, by {who}",
    "a {kind}, not a number of them",
    "blame reaches {rung}",
    "first of its tier to say it {grade}",
    "first of its tier to admit it {grade}",
    "a claim meets {status}",
    "a figure changed without saying so: {thing}",
    "a promise {status}",
    "silent edit: {thing}",
    "growth: {thing}",
    "revision: {thing}",
    "contradiction: {thing}",
    "the plain word of {pair} in own voice",
    "nobody asked {feeds} feeds",
    "the feed {feed} did not answer",
    "{measure} of {who} has changed",
    "{posts} posts expected",
    "{posts} posts before that kept to the line",
    "with it {more}",
    "commitment {status}",
    "threat {status}",
    "denial {status}",
    "prediction {status}",
    "quiet of {who}",
    "outage of {who}",
    "avoidance of {who}",
    "before the stretch that a cap of {cap} posts left",
    "before the first post held; its id {number} shows that earlier ones exist",
    "never more than {cap} posts a day",
    "the cap of {cap} posts cut this day",
    "{ids} ids in a row are not held",
    "the feed did not answer for {hours} hours ({problem})",
)
"""Sentences with something put into them; those that have the most words of their own are tried first."""

WORDS = (
    *TIERS,
    "person",
    *("unit", "commander", "general staff", "minister", "services", "government", "president"),
    *("exact", "near", "passage", "template", "forward", "dropped", "added", "moved"),
    *("vowed", "will", "plans", "may", "not ruled out", "commitment", "threat", "denial", "prediction"),
    *STATUSES,
    *("panic", "outrage", "mockery", "triumph", "gloom"),
    *("rumour", "allegation", "claim", "official statement", "report", "evidence", "confirmation", "retraction"),
    *("confirmed", "probable", "possible", "doubtful", "improbable", "witness", "word"),
    *(
        "past due",
        "no indicators",
        "nothing told",
        "high",
        "moderate",
        "low",
        "base rate",
    ),
    *ODDS,
    *(*STATES, *OUTCOMES),
    *(
        "event",
        "break",
        "admission",
        "blame",
        "figure",
        "promise",
        "wording",
        "vanished",
        "crossing",
        "silence",
        "blind spot",
    ),
    *("step", "ramp", "quiet", "outage", "avoidance", "uncovered", "capped", "edited", "renamed", "closed"),
    *("repeated", "outside report", "subjects", "phrases", "texts", "stance"),
    *("reversed", "hardened", "softened", "conditioned", "unconditioned"),
    *("resign", "dismissal", "trial", "mobilise", "investigate", "negotiate", "ceasefire", "withdraw"),
    *(
        "denied",
        "euphemised",
        "partly",
        "plainly",
        "done",
        "not done",
        "done after all",
        "its own source",
        "another source",
    ),
    *VOICES,
    *("lexicon", "opinion", "position", "register", "voice", "entity", "demand", "matter", "count", "status", "hidden"),
    *(
        "unison texts",
        "unison subjects",
        "unison stance",
        "unison phrases",
        "reuse share",
        "plain words",
        "blame height",
    ),
    *("level", "total", "increment", "share", "change"),
    *("confirmed by other roots", "probably true", "possibly true", "cannot be judged"),
    *(
        "d",
        "h",
        "min",
        "s",
        "second",
        "minute",
        "hour",
        "day",
        "wider than a day",
        "days",
        "first",
        "covered",
        "hedge",
        "negation",
        "words",
        "none",
    ),
    "waits for a person's word: offscript judge",
    "waits for a person's word: offscript resolve",
    "nothing is collected",
    "its time is not over",
    "none in what is collected",
    "the case's tables say so",
    "its deadline has not come in what is collected",
    "nothing in the case says so by its deadline",
    "unnamed, an outlet answers for them",
    "nobody is named",
    "nobody who is named",
    "given in the case",
    "no source of the case",
    "unknown source",
    "same speaker",
    "same owner",
    "same words",
    "both sides of the conflict say so",
    "said against its own interest, and by another root",
    "evidence, and another independent root",
    "evidence speaks against it",
    "more, or weightier, roots deny it than say so",
    "denied by as many roots as say so",
    "two independent roots, each fairly reliable or better",
    "one fairly reliable root",
    "two roots with an interest in it",
    "its sources cite each other, and nobody else",
    "one root, with an interest in it",
    "nobody is named who could be held to it",
    "nobody says that it is so",
    "named",
    "its side (ours)",
    "its side (theirs)",
    "denies it",
    "held only at the moment",
    "denial turned round",
    "denied by its holder",
    "conditional",
    "no deadline",
    "past its deadline",
    "not yet due",
    "another unit",
    "something else befell them, or nothing is said",
    "of another place than the series",
    "of one place; the series is of all",
    "names no place; the series is of one",
    "of another party",
    "does not say whose",
    "for a stretch of time; the series is a level",
    "says neither a running total nor a stretch of time",
    "the series has no value for that time",
    "a common source, owner or machine: they share words in an order and haste of no copying",
    "one copies the other",
    "both carry texts that a third source here had first, as those of a wire do",
    "both publish on the full minute, as schedules do",
    "several measures of the line change at once",
    "a post is gone",
    "words were changed after publication",
    "most ids between the first and the last post are not held: a selection",
    "no post, and no ids that would show whether any is missing",
)
"""Words and whole sentences."""


@cache
def _known() -> list[tuple[re.Pattern[str], str]]:
    """A pattern for each template."""
    by_words = sorted(TEMPLATES, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return [
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL), template)
        for template in by_words
    ]


def stored(text: str | None) -> Said:
    """What a table says, as a text that can be told in another language; nothing where it says nothing."""
    if text is None:
        return word(None)
    for pattern, template in _known():
        if found := pattern.fullmatch(text):
            return say(template, **{name: word(value) for name, value in found.groupdict().items()})
    return word(text)
