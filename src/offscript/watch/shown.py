"""An alert in words: what happened, whose words, what stood before, why now, how often such alerts were right."""

from __future__ import annotations

from typing import Any

from offscript.model import DAY, MINUTE
from offscript.show.language import in_language
from offscript.show.saying import say, word
from offscript.show.stored import stored
from offscript.show.wording import change_of, share
from offscript.store.engine import Rows
from offscript.text.markup import shortened
from offscript.watch.telling import Told
from offscript.workspace import Case

_WORDS = 160
_AROUND = 60


def _span(text: str | None, start: int | None, end: int | None) -> str:
    """Words with a little around them, in quotation marks."""
    if not text or start is None or end is None:
        return ""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"“{shortened(' '.join(text[low:high].split()), _WORDS)}”"


def with_words(case: Case, rows: Rows) -> Rows:
    """Alerts with the names and words they need to be told."""
    wanted = sorted({row[name] for row in rows for name in ("version", "earlier_version") if row[name]})
    listed = ", ".join("'" + one.replace("'", "''") + "'" for one in wanted) or "''"
    texts = {
        row["version"]: row["text"]
        for row in case.shown_rows(f"select version, text from version where version in ({listed})")
    }
    names = {row["source"]: row["name"] for row in case.rows("select source, name from source")}
    return [
        {
            **row,
            "name": names.get(row["source"], row["source"]),
            "words": _span(texts.get(row["version"]), row["start"], row["end"]),
            "earlier_words": _span(texts.get(row["earlier_version"]), row["earlier_start"], row["earlier_end"]),
        }
        for row in rows
    ]


def line_of(alert: dict[str, Any], when: str) -> str:
    """One line: when, who, what, from what to what."""
    change = say(" ({change})", change=told) if (told := change_of(alert["before"], alert["after"])) else ""
    who = say("{name}: ", name=alert["name"]) if alert.get("name") else ""
    return say("{when}  {kind}: {told}", when=when, kind=word(alert["kind"]), told=who + stored(alert["what"]) + change)


def told_of(case: Case, at_number: int, alert: dict[str, Any], decided_at: int) -> Told:
    """An alert as it is told, in the case's language."""
    settings = case.settings
    since = say("; known since {when}", when=settings.shown(alert["known_at"], MINUTE))
    why = say(
        "why now: no weaker than {share} of its kind here{late}; {record}",
        share=share(alert["score"]),
        late=since if decided_at - alert["known_at"] >= DAY else "",
        record=_record(alert),
    )
    texts = (
        line_of(alert, settings.shown(alert["at"], MINUTE)),
        _said(alert.get("words") or "", alert.get("earlier_words") or ""),
        why,
    )
    line, said, reason = (in_language(text, settings.language) for text in texts)
    return Told(at_number, alert["alert"], alert["kind"], line, said, reason, alert["at"], decided_at)


def _said(words: str, earlier: str) -> str:
    """The words an alert rests on, and those they differ from."""
    if words and earlier:
        return say("{words} — before: {earlier}", words=words, earlier=earlier)
    return words or earlier or say("it rests on counts, not on one post")


def _record(alert: dict[str, Any]) -> str:
    """How often such alerts were right."""
    if not alert["looked_at"]:
        return say("no such alert was judged yet: offscript alerts CASE --right NUMBER, or --wrong")
    right = share(alert["held_right"] / alert["looked_at"])
    return say(
        "of {looked_at} such alerts that people looked at, {right} were right",
        looked_at=alert["looked_at"],
        right=right,
    )
