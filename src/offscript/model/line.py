"""Tables of when the line breaks: dated changes, unison, silence, acknowledgement, coordination."""

from __future__ import annotations

from offscript.model.schema import INT, REAL, TEXT, TEXTS, Column, schema

SEARCHED = schema(
    "The series by day that are searched for breaks; all but posts of a source lie in the stretch that sources share.",
    ("measure", TEXT, "posts, reuse_share, plain_words, unison_texts, unison_subjects, unison_stance"),
    ("scope", TEXT, "source, tier, matter"),
    ("name", TEXT, "which one"),
    ("at", INT, "start of the day"),
    ("value", REAL, "posts, share, or likeness"),
    ("exposure", REAL, "source-hours collected, posts that the share is one of, or posts against the usual day's"),
    ("kind", TEXT, "count, share or real"),
)
BREAK = schema(
    "Dated changes of the daily series, and those that several of them show at once.",
    (
        "measure",
        TEXT,
        "posts, reuse_share, plain_words, unison_texts, unison_subjects, unison_stance; several: a joint break of the tiers' "
        "series",
    ),
    ("scope", TEXT, "source, tier, matter; case where several"),
    ("name", TEXT, "which one"),
    ("at", INT, "start of the likeliest first day of the new level; of a ramp the day it begins"),
    ("low", INT, "start of the first day of the 90% interval; of a ramp the day it begins"),
    ("high", INT, "start of its last day; of a ramp the day it ends"),
    ("probability", REAL, "that there is such a change"),
    (
        "before",
        REAL,
        "level before, its rhythm taken off: posts an hour collected of a source, or share; null where several",
    ),
    ("after", REAL, "level after"),
    ("kind", TEXT, "step, or ramp where the level goes over slowly"),
    ("carried", TEXTS, "series that carry a joint break"),
    ("false_share", REAL, "share of false ones expected among all breaks at least as probable"),
)
TESTED = schema(
    "Every daily series that was searched for a break, and what came of it.",
    ("measure", TEXT, "posts, reuse_share, plain_words, unison_texts, unison_subjects, unison_stance"),
    ("scope", TEXT, "source, tier, matter"),
    ("name", TEXT, "which one"),
    ("days", INT, "days with a value"),
    ("from_us", INT, "first of them"),
    ("to_us", INT, "last of them"),
    ("breaks", INT, "breaks found"),
    ("outcome", TEXT, "found, none, or that it cannot be told, and why"),
)
_TOGETHER: tuple[Column, ...] = (
    ("kind", TEXT, "kind of object: text (a cascade) or address"),
    ("window_us", INT, "no further apart than this"),
    ("a", TEXT, "one source"),
    ("b", TEXT, "the other; by name larger than the first"),
    ("objects", INT, "objects both acted on inside the window"),
    ("expected", REAL, "objects expected by chance"),
    ("p", REAL, "chance of as many"),
    ("q", REAL, "rate of false ones among pairs at least as sure, over all pairs, windows and kinds"),
    ("object", TEXT, "the first such object: post at the root of the cascade, or address"),
    ("a_version", TEXT, "version of the one's post of it"),
    ("b_version", TEXT, "version of the other's"),
)
SIMULTANEOUS = schema("Pairs of sources more simultaneous than chance explains.", *_TOGETHER)
COORDINATION = schema(
    "Pairs of sources more simultaneous than chance explains, and what else explains it.",
    *_TOGETHER,
    ("explanation", TEXT, "a common source or owner, or copying; null where nothing known explains it"),
    ("common_odds", REAL, "odds of a common source against copying; null where the two share no words"),
)
UNISON = schema(
    "How alike the voices of a tier are, and each source and the rest of its tier, by day and by week.",
    ("aspect", TEXT, "subjects, texts, stance"),
    ("bucket", TEXT, "day or week"),
    ("tier", TEXT, "tier"),
    ("scope", TEXT, "tier, or source: one beside the rest of its tier"),
    ("name", TEXT, "which one"),
    ("at", INT, "start of the window"),
    ("sources", INT, "sources of the tier that said anything"),
    ("posts", INT, "posts it rests on"),
    ("value", REAL, "likeness: 1 where they could be one, 0 where they have nothing in common"),
    ("low", REAL, "95% interval; null for fewer than four sources, and for a source"),
    ("high", REAL, "its upper end"),
    ("expected", REAL, "likeness were each source's weeks moved by themselves; null for texts, and for a source"),
    ("p", REAL, "chance of a likeness as far from that, to either side"),
    ("q", REAL, "rate of false ones among windows at least as unusual, over all that were looked at"),
)
CHORUS = schema(
    "What each source does to the unison of its tier, over all weeks.",
    ("aspect", TEXT, "subjects, texts, stance"),
    ("tier", TEXT, "tier"),
    ("source", TEXT, "source"),
    ("windows", INT, "weeks in which it can be told"),
    ("alike", REAL, "its likeness to the rest of the tier, mean of the weeks"),
    ("whole", REAL, "likeness of the tier in those weeks"),
    ("without", REAL, "likeness of the tier without it: lower where the source carries the unison"),
)
_END: tuple[Column, ...] = (
    ("before_version", TEXT, "version of the post before it; null: since collection began"),
    ("before_start", INT, "span of its words (about the matter)"),
    ("before_end", INT, "end of the span"),
    ("ended_version", TEXT, "version of the post that ended it; null: not ended while collected"),
    ("ended_start", INT, "span of its words (about the matter)"),
    ("ended_end", INT, "end of the span"),
)
SILENCE = schema(
    "Where a source, or a tier, published less than chance explains.",
    ("scope", TEXT, "source or tier"),
    ("name", TEXT, "which one"),
    ("tier", TEXT, "its tier"),
    ("matter", TEXT, "about which matter; null: of any kind"),
    (
        "kind",
        TEXT,
        "quiet (little of anything), outage (nothing, and its numbers run on), avoidance (posts as always, not about this); "
        "uncovered (not collected) and capped: cannot be told",
    ),
    ("from_us", INT, "the post before it, or the start of what was collected"),
    ("to_us", INT, "the post that ended it, or the end of what was collected"),
    ("posts", INT, "posts between (about the matter)"),
    ("expected", REAL, "posts expected (about the matter)"),
    ("p", REAL, "chance of as few; null where it cannot be told"),
    ("q", REAL, "rate of false ones among silences at least as sure, over all that were sought"),
    ("meanwhile", INT, "its posts of any kind between"),
    ("elsewhere", INT, "posts of others about the matter between; null: of any kind"),
    *_END,
)
LISTENED = schema(
    "Every voice in which silences were sought, and what came of it.",
    ("scope", TEXT, "source or tier"),
    ("name", TEXT, "which one"),
    ("matter", TEXT, "about which matter; null: of any kind"),
    ("posts", INT, "its posts"),
    ("silences", INT, "silences told"),
    ("outcome", TEXT, "found, none, or that it cannot be told, and why"),
)
ACKNOWLEDGEMENT = schema(
    "When a source first spoke of a matter, or first admitted something of it, after the first outside report.",
    ("matter", TEXT, "matter"),
    ("grade", TEXT, "mention, or a grade of admission: euphemised, partly, plainly"),
    ("source", TEXT, "source"),
    ("tier", TEXT, "its tier"),
    ("begun_at", INT, "first outside report in this collection"),
    ("begun_error_us", INT, "it may be later by less than this"),
    ("at", INT, "its first post; null where there is none"),
    ("state", TEXT, "acknowledged, before (the outside report), never (while it was collected)"),
    ("lag_low_us", INT, "the lag is at least this; where never, it was watched so long"),
    ("lag_high_us", INT, "and at most this; null where never"),
    ("version", TEXT, "version of the first post"),
    ("start", INT, "span of the words"),
    ("end", INT, "end of the span"),
)
ACKNOWLEDGED = schema(
    "How fast a tier spoke of a matter, or admitted something of it.",
    ("matter", TEXT, "matter"),
    ("grade", TEXT, "mention, or a grade of admission"),
    ("tier", TEXT, "tier"),
    ("sources", INT, "sources watched"),
    ("acknowledged", INT, "sources that got there"),
    ("first_source", TEXT, "the first of them"),
    ("median_us", INT, "median lag; null for fewer than ten sources, or where half never got there"),
    ("median_low_us", INT, "95% interval of the median"),
    ("median_high_us", INT, "its upper end; null where open"),
    (
        "differs_p",
        REAL,
        "chance of a tier as unlike all others by luck alone (log-rank, labels dealt anew); null as above",
    ),
)
INFLUENCE = schema(
    "Whose posts about a matter are followed by whose; it precedes, which is not to say that it causes.",
    ("matter", TEXT, "matter"),
    ("scope", TEXT, "tier or source"),
    ("a", TEXT, "who comes before"),
    ("b", TEXT, "who comes after"),
    ("a_events", INT, "posts of the one about the matter"),
    ("b_events", INT, "posts of the other"),
    ("copies", INT, "posts of the other that carry words of the one"),
    ("does", TEXT, "raises, or lowers"),
    (
        "weight",
        REAL,
        "posts of the other that one post of the one is followed by; where it lowers, the share of the rate by which it does; null "
        "where no model holds, or chance is above .05",
    ),
    ("weight_low", REAL, "95% interval"),
    ("weight_high", REAL, "its upper end"),
    ("lag_us", INT, "mean lag (by lags: median)"),
    ("lag_low_us", INT, "95% interval (by lags: quartiles)"),
    ("lag_high_us", INT, "its upper end"),
    ("p", REAL, "chance of as much"),
    ("q", REAL, "rate of false ones among pairs at least as sure, over all pairs, scopes and matters"),
    ("fit", REAL, "chance of waiting times as far from the fitted rate's"),
    ("basis", TEXT, "model; or lags (which of two comes first, where the model does not hold)"),
    ("a_version", TEXT, "an example: version of the one's post"),
    ("a_start", INT, "span of its words about the matter"),
    ("a_end", INT, "end of the span"),
    ("b_version", TEXT, "version of the other's next post"),
    ("b_start", INT, "span of its words about the matter"),
    ("b_end", INT, "end of the span"),
)
