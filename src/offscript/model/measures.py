"""Tables of what needs time and exposure: coverage, series, who repeats whom."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, REAL, TEXT, TEXTS, schema

CALENDAR = schema(
    "Quarter hours of the collection and the hour and day they fall in, in the case's zone.",
    ("quarter", INT, "microseconds since 1970 divided by 15 minutes"),
    ("hour_us", INT, "start of the hour"),
    ("day_us", INT, "start of the day in the case's zone"),
    ("day", TEXT, "the day's date"),
    ("in_window", FLAG, "inside the case's window"),
)
EXTENT = schema(
    "What the collection holds of a source.",
    ("source", TEXT, "source"),
    ("posts", INT, "posts held"),
    ("first_at", INT, "first post"),
    ("last_at", INT, "last post"),
    ("first_number", INT, "smallest sequential id"),
    ("last_number", INT, "largest sequential id"),
    ("missing", INT, "ids between them that are not held"),
    ("largest_hole", INT, "longest run of ids not held"),
    ("cap", INT, "number the collection was cut at"),
    ("cap_basis", TEXT, "total (same round count for several sources), day (same highest count), or null"),
    ("precision_us", INT, "widest time interval of its posts"),
    ("day_only", INT, "posts known only to the day"),
)
COVERAGE = schema(
    "What a rate or a silence must ask first: was this source collected on this day?",
    ("source", TEXT, "source"),
    ("day_us", INT, "start of the day"),
    ("day", TEXT, "date"),
    ("state", TEXT, "covered, capped, uncovered, unknown"),
    ("reason", TEXT, "why"),
    ("covered_us", INT, "microseconds of the day that were collected"),
    ("posts", INT, "posts held"),
    ("missing", INT, "sequential ids not held"),
)
STRETCH = schema(
    "The stretch of time that all sources, or else as many as can be, were collected together: rates compare inside it.",
    ("from_us", INT, "start"),
    ("to_us", INT, "end"),
    ("sources", TEXTS, "sources held throughout"),
    ("left_out", TEXTS, "sources that are not"),
)
SERIES = schema(
    "One measure per time bucket.",
    ("measure", TEXT, "posts, words, reuse_share"),
    ("scope", TEXT, "source, tier or matter"),
    ("name", TEXT, "which one"),
    ("bucket", TEXT, "hour or day"),
    ("at", INT, "start of the bucket"),
    ("value", REAL, "value; null where nothing can be said"),
    ("n", INT, "posts it rests on"),
    ("exposure", REAL, "source-hours collected in the bucket (an hour has its share of what the day was collected)"),
)
REPEAT = schema(
    "Who repeats whom.",
    ("scope", TEXT, "source or tier"),
    ("earlier", TEXT, "who said it earlier"),
    ("later", TEXT, "who repeated it"),
    ("links", INT, "posts of the later that carry words of the earlier"),
    ("of", INT, "posts of the later while both were collected"),
    ("share", REAL, "links / of"),
    ("share_low", REAL, "95% Wilson interval"),
    ("share_high", REAL, "its upper end"),
    ("median_lag_us", INT, "median lag"),
    ("lag_low_us", INT, "95% interval of the median, from order statistics; null where fewer than six lags"),
    ("lag_high_us", INT, "its upper end"),
    ("order_unknown", INT, "links whose order the time precision leaves open (not in the median)"),
)
COMMON_SOURCE = schema(
    "Two sources that publish the same words: has one copied the other, or have both a third?",
    ("a", TEXT, "one source"),
    ("b", TEXT, "the other; by name no smaller than the first"),
    ("posts", INT, "posts of either that the other had first and nearest of all, neither naming the other"),
    ("a_first", INT, "of these, a had the words first"),
    ("b_first", INT, "b had them first"),
    ("order_unknown", INT, "the times are too coarse to say"),
    ("hasty", INT, "the second came sooner than the words can be read"),
    ("median_lag_us", INT, "median time between"),
    ("odds", REAL, "of a common source (or owner) against copying"),
    ("verdict", TEXT, "common, copying, or open (few posts, or odds between 1:20 and 20:1)"),
    ("earlier_version", TEXT, "the longest text they share: earlier version"),
    ("earlier_start", INT, "its span"),
    ("earlier_end", INT, "end of the span"),
    ("later_version", TEXT, "later version"),
    ("later_start", INT, "its span"),
    ("later_end", INT, "end of the span"),
)
SPREAD = schema(
    "How a text spread: a cascade of two sources or more.",
    ("cascade", TEXT, "post at the root"),
    ("posts", INT, "posts"),
    ("sources", INT, "sources"),
    ("tiers", TEXTS, "tiers in the order in which it reached them"),
    ("span_us", INT, "time from the first post to the last"),
    ("half_us", INT, "time by which half of those that followed had it"),
    ("named", INT, "copies that name the root's source, or forward, answer or link to an earlier post"),
    ("burst", INT, "most posts inside one hour"),
    ("burst_at", INT, "start of that hour"),
    ("views", INT, "views of its posts together when last read; null where none are known"),
    ("forwards", INT, "forwards of its posts together when last read"),
    ("read_from", INT, "the views were read from"),
    ("read_to", INT, "until"),
)
FIRST_MOVER = schema(
    "How often a source stands at the root of the cascades it has part in.",
    ("source", TEXT, "source"),
    ("first", INT, "cascades it is first in"),
    ("of", INT, "cascades of two sources or more it has part in, whose order is known"),
    ("share", REAL, "first / of"),
    ("share_low", REAL, "95% Wilson interval"),
    ("share_high", REAL, "its upper end"),
)
SHARED_LINK = schema(
    "An address that two sources or more point to.",
    ("url", TEXT, "normalised address"),
    ("domain", TEXT, "host without www"),
    ("posts", INT, "posts"),
    ("sources", INT, "sources"),
    ("first_at", INT, "first post with it"),
    ("first_post", TEXT, "that post"),
)
CHANCE = schema(
    "Who repeats whom, against what volume and the news of the day would bring about.",
    ("earlier", TEXT, "source that had the words earlier"),
    ("later", TEXT, "source that repeated them"),
    ("links", INT, "posts of the later that carry words of the earlier"),
    ("expected", REAL, "posts expected were such posts dealt at random among all of the day"),
    ("p", REAL, "chance of so many or more"),
    ("q", REAL, "false-discovery rate over all pairs"),
)
