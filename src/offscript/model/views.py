"""Tables of what voices say of each other: blame, opinions, positions, demands, admissions, register."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, INTS, REAL, TEXT, Column, schema

_SAID: tuple[Column, ...] = (
    ("start", INT, "span of the words that say it"),
    ("end", INT, "end of the span"),
)
_HELD: tuple[Column, ...] = (
    ("post", TEXT, "post"),
    ("source", TEXT, "source of the post"),
    ("tier", TEXT, "tier of the source"),
    ("published_at", INT, "time of the post"),
)
_BLAME: tuple[Column, ...] = (
    *_SAID,
    ("kind", TEXT, "blame, self, shield, exoneration, thanks, praise"),
    ("form", TEXT, "explicit, hinted (nobody is named), question, charge (accused before the law)"),
    ("strength", INT, "1 reproach, 2 fault, 3 betrayal or crime"),
    ("demand", TEXT, "resign, dismissal, trial; null: none"),
    ("probability", REAL, "that it is what it says"),
    ("voice", TEXT, "whose words it stands in"),
    ("blamer", TEXT, "AUTHOR, NULL (nobody can be told), or SPAN"),
    ("blamer_start", INT, "span of the words that name who says it; null where blamer is no span"),
    ("blamer_end", INT, "end of that span"),
    ("blamed_start", INT, "span of the name of whom it is said"),
    ("blamed_end", INT, "end of that span"),
    ("outcome_start", INT, "span of what for; null where nothing is said"),
    ("outcome_end", INT, "end of that span"),
    ("rung", TEXT, "how high the blamed stands; null where no rung fits"),
)
REPROACH = schema(
    "Blame, shielding, clearing, thanks and praise in a version, before it is known who is meant.",
    ("version", TEXT, "version"),
    *_BLAME,
)
BLAME = schema(
    "Who blames, shields, clears, thanks or praises whom.",
    ("version", TEXT, "version"),
    *_HELD,
    *_BLAME,
    ("by", TEXT, "who says it, as an entity; source:… for a source's own words; null where nobody is known"),
    ("by_name", TEXT, "its name to show; of a person the case does not name, a pseudonym"),
    ("of", TEXT, "of whom, as an entity; rung:… where only the rung is known; null where neither"),
    ("of_name", TEXT, "its name to show; null where the words name a person the case does not know"),
)
LADDER = schema(
    "How high blame climbs: in own voice, by week and tier or source.",
    ("scope", TEXT, "tier or source"),
    ("name", TEXT, "which one"),
    ("week", TEXT, "Monday of the week, in the case's zone"),
    ("posts", INT, "posts that blame somebody whose rung is known, copies folded"),
    ("height", REAL, "mean rung of the highest blamed of each, 1 the lowest"),
    ("height_low", REAL, "95% interval by bootstrap; as the mean where there is one post"),
    ("height_high", REAL, "its upper end"),
    ("top", TEXT, "highest rung blamed"),
    ("rungs", INTS, "posts by rung, from the lowest"),
)
REACHED = schema(
    "The first post in this collection in which a source blames a rung in own voice; for a person to confirm.",
    ("rung", TEXT, "rung"),
    ("height", INT, "its number, 1 the lowest"),
    ("source", TEXT, "source"),
    ("tier", TEXT, "its tier"),
    ("published_at", INT, "time of the post"),
    ("first", FLAG, "whether no source in this collection reached the rung before"),
    ("post", TEXT, "post"),
    ("version", TEXT, "version"),
    ("start", INT, "span of the words that say it"),
    ("end", INT, "end of the span"),
)
