"""Footnotes: for every quote the source, the time, the exact words, the address, and the digest of the text they stand in."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from offscript.show.brief.document import Quote
from offscript.show.brief.view import View
from offscript.show.saying import say

_LONGEST = 700


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote."""

    number: int
    source: str
    tier: str
    when: str
    wording: str
    words: str
    left_out: int
    url: str | None
    place: str
    digest: str


class NoWords(LookupError):
    """A statement points to words that are not in the collection."""


def notes(numbers: dict[Quote, int], view: View) -> list[Note]:
    """The footnotes, in order.

    Raises:
        NoWords: a quote's span does not lie inside a version that is held.
    """
    quoted = pa.table({"version": pa.array(sorted({quote.version for quote in numbers}), pa.string())})
    held = {row["version"]: row for row in view.rows("notes", "offscript.show.brief", quoted=quoted)}
    found = []
    for quote, number in sorted(numbers.items(), key=lambda item: item[1]):
        row = held.get(quote.version)
        if row is None or not 0 <= quote.start < quote.end <= len(row["text"]):
            raise NoWords(f"footnote {number}: no words at {quote}")
        words = row["text"][quote.start : quote.end]
        found.append(
            Note(
                number,
                row["name"],
                row["tier"],
                view.shown(row["published_at"], row["published_precision_us"]),
                "" if row["number"] == 1 else say(", wording {number}", number=row["number"]),
                words[:_LONGEST],
                max(0, len(words) - _LONGEST),
                row["url"],
                f"{row['platform']} {row['native_id'] or quote.version}",
                row["digest"],
            )
        )
    return found
