"""The tables of a case: one schema each, with the meaning of every column.

The names of columns are the same in memory, in the store, in exports and in the docs. Times are `int64`
microseconds since 1970 UTC; spans are `[start, end)` in code points of a version's text.
"""

from __future__ import annotations

import pyarrow as pa

SCHEMA_NUMBER = 1
"""Number of the stored schema; `store.migrations` brings an older case up to it."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_TEXT, _INT, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(pa.field("element", pa.string()))
_Column = tuple[str, pa.DataType, str]


def _schema(meaning: str, *columns: _Column) -> pa.Schema:
    fields = [pa.field(name, kind, metadata={"doc": doc}) for name, kind, doc in columns]
    return pa.schema(fields, metadata={"doc": meaning})


def column_doc(field: pa.Field) -> str:
    """The meaning of a column, as written here."""
    return str((field.metadata or {}).get(b"doc", b"").decode())


def table_doc(schema: pa.Schema) -> str:
    """The meaning of a table, as written here."""
    return str((schema.metadata or {}).get(b"doc", b"").decode())


RECORD = _schema(
    "One record as a file gave it, before identity is settled. Only ever added to.",
    ("record", _TEXT, "digest of all that follows but its place: the record's own id"),
    ("post", _TEXT, "stable hash of platform, source key and native id (or source key, time and text)"),
    ("platform", _TEXT, "telegram, web, feed, table"),
    ("source_key", _TEXT, "the source as the record names it, in canonical form"),
    ("source_name", _TEXT, "display name of the source in that record"),
    ("handle", _TEXT, "public handle given beside the key, without @"),
    ("native_id", _TEXT, "id on the platform"),
    ("native_number", _INT, "the native id as a number where ids run in sequence"),
    ("url", _TEXT, "address of the post (t.me/c/… opens only for members of the channel)"),
    ("published_at", _INT, "published in [published_at, published_at + precision_us)"),
    ("precision_us", _INT, "width of that interval"),
    ("time_basis", _TEXT, "how the time was settled: unix, offset, utc, zone, day, file, unknown"),
    ("edited_at", _INT, "time of the last edit the record knows"),
    ("author", _TEXT, "signing author: by pseudonym, unless the case names the person"),
    ("text", _TEXT, "the words as given"),
    ("hrefs", _TEXTS, "addresses behind words that the text does not show"),
    ("reply_key", _TEXT, "source key replied to"),
    ("reply_id", _TEXT, "native id replied to"),
    ("forward_key", _TEXT, "source key forwarded from"),
    ("forward_id", _TEXT, "native id forwarded from"),
    ("forward_name", _TEXT, "display name forwarded from, where nothing better is known"),
    ("forward_at", _INT, "time of the forwarded original"),
    ("forward_post", _TEXT, "id the forwarded original has, or would have"),
    ("reply_post", _TEXT, "id of the post replied to"),
    ("link_key", _TEXT, "source key of the first message linked to"),
    ("link_id", _TEXT, "its native id"),
    ("link_post", _TEXT, "id it has, or would have"),
    ("album", _TEXT, "album the record is a member of"),
    ("media", _TEXTS, "kinds of media attached"),
    ("views", _INT, "views when read"),
    ("forwards", _INT, "forwards when read"),
    ("seen_at", _INT, "when this was seen: time of the export, else of the file"),
    ("seen_basis", _TEXT, "export or file"),
    ("digest", _TEXT, "SHA-256 of the raw record"),
    ("file", _TEXT, "SHA-256 of the file"),
    ("place", _TEXT, "where in the file"),
)
FILE = _schema(
    "One file that was read.",
    ("file", _TEXT, "SHA-256 of its bytes"),
    ("path", _TEXT, "name as given, with the member of an archive after '!'"),
    ("format", _TEXT, "reader that took it"),
    ("notes", _TEXTS, "what the reader assumed: columns guessed, zone used"),
    ("records", _INT, "records found"),
    ("rejected", _INT, "records refused"),
    ("seen_at", _INT, "time of the file"),
)
REJECT = _schema(
    "What could not be read.",
    ("file", _TEXT, "SHA-256 of the file"),
    ("path", _TEXT, "name as given"),
    ("place", _TEXT, "line, record or byte"),
    ("reason", _TEXT, "what was wrong, and what to do about it"),
    ("digest", _TEXT, "SHA-256 of the raw bytes"),
)
CORRECTION = _schema(
    "What people corrected, from the ledger, the last word for each anchor.",
    ("entry", _INT, "number in the ledger"),
    ("kind", _TEXT, "time, source, post, matter"),
    ("anchor", _TEXT, "post id, source key, or version id"),
    ("start", _INT, "span in the version, for words"),
    ("end", _INT, "end of the span"),
    ("target", _TEXT, "what it is to be: a source, a post, a matter"),
    ("at", _INT, "corrected time"),
    ("precision_us", _INT, "its width"),
    ("accept", _FLAG, "belongs (true) or does not (false)"),
    ("why", _TEXT, "reason given"),
    ("who", _TEXT, "who entered it"),
)
RESOLUTION = _schema(
    "Which post a record is of.",
    ("record", _TEXT, "record"),
    ("post", _TEXT, "post"),
    ("source", _TEXT, "source"),
    ("native_id", _TEXT, "id of the record's own message (a member of an album has its own)"),
    ("lead_id", _TEXT, "id of the album's first member, else its own"),
)
ALIAS = _schema(
    "One form of a source's name, resolved.",
    ("source_key", _TEXT, "the form, canonical"),
    ("source", _TEXT, "source it stands for"),
    ("basis", _TEXT, "case, correction, met"),
    ("from_us", _INT, "in use from; null: open"),
    ("to_us", _INT, "in use before; null: open"),
)
SOURCE = _schema(
    "One voice.",
    ("source", _TEXT, "id"),
    ("name", _TEXT, "display name"),
    ("tier", _TEXT, "closeness to the line's origin"),
    ("tier_status", _TEXT, "given, suggested (catalogue, unconfirmed) or unknown"),
    ("language", _TEXT, "main language"),
    ("platform", _TEXT, "platform"),
    ("country", _TEXT, "country"),
    ("reliability", _TEXT, "grade A to F"),
)
POST = _schema(
    "One utterance one source published at one time; an album is one post.",
    ("post", _TEXT, "id"),
    ("source", _TEXT, "source"),
    ("tier", _TEXT, "tier of the source"),
    ("platform", _TEXT, "platform"),
    ("native_id", _TEXT, "id on the platform"),
    ("native_number", _INT, "the same as a number"),
    ("url", _TEXT, "address; the public one where there is one"),
    ("published_at", _INT, "start of the interval in which it was published"),
    ("precision_us", _INT, "width of the interval"),
    ("time_basis", _TEXT, "how the time was settled"),
    ("author", _TEXT, "signing author: by pseudonym, unless the case names the person"),
    ("parent", _TEXT, "post it forwards, or else answers, or else links to"),
    ("parent_kind", _TEXT, "forward, reply or link"),
    ("media", _TEXTS, "media kinds"),
    ("views", _INT, "most views seen"),
    ("forwards", _INT, "most forwards seen"),
    ("members", _INT, "messages that make up the post"),
    ("first_version", _TEXT, "the first wording kept"),
)
VERSION = _schema(
    "One wording of a post.",
    ("version", _TEXT, "id"),
    ("post", _TEXT, "post"),
    ("number", _INT, "1 for the first wording kept"),
    ("text", _TEXT, "the words, never changed"),
    ("digest", _TEXT, "SHA-256 of the text's UTF-8 bytes"),
    ("from_us", _INT, "this wording was put up at or after"),
    ("to_us", _INT, "and before"),
    ("original", _FLAG, "no edit before it is known"),
    ("hrefs", _TEXTS, "addresses behind words"),
)
OBSERVATION = _schema(
    "A post as one reading saw it.",
    ("post", _TEXT, "post"),
    ("seen_at", _INT, "when"),
    ("seen_basis", _TEXT, "export or file"),
    ("state", _TEXT, "present, edited, or gone (a later reading, no mere selection, covers its id and lacks it)"),
    ("version", _TEXT, "wording seen"),
    ("views", _INT, "views then"),
    ("forwards", _INT, "forwards then"),
    ("file", _TEXT, "file"),
)
GHOST = _schema(
    "A post known to exist, whose words were not collected.",
    ("post", _TEXT, "id it would have"),
    ("source_key", _TEXT, "its source as cited"),
    ("source", _TEXT, "source, where known"),
    ("name", _TEXT, "display name, where it is all that is known"),
    ("native_id", _TEXT, "its id"),
    ("cited", _INT, "posts that forward, answer or link to it"),
    ("first_cited_at", _INT, "first of them"),
)
STEP = _schema(
    "What a run did: one row a step.",
    ("step", _TEXT, "name"),
    ("writes", _TEXT, "table"),
    ("key", _TEXT, "digest of code, inputs, settings and libraries"),
    ("rows", _INT, "rows written"),
    ("seconds", _REAL, "time taken (differs from run to run)"),
)
LANGUAGE = _schema(
    "Language and length of a version.",
    ("version", _TEXT, "version"),
    ("lang", _TEXT, "ru, uk, en, other code, or und"),
    ("probability", _REAL, "of that language"),
    ("words", _INT, "words"),
)
LINK = _schema(
    "A web address in a version.",
    ("version", _TEXT, "version"),
    ("start", _INT, "span of the address; null where it stood behind words"),
    ("end", _INT, "end of the span"),
    ("url", _TEXT, "normalised address"),
    ("domain", _TEXT, "host without www"),
)
MENTION = _schema(
    "A term, place or exclusion of a matter found in a version.",
    ("version", _TEXT, "version"),
    ("matter", _TEXT, "matter"),
    ("role", _TEXT, "term, place or exclude"),
    ("start", _INT, "span of the words"),
    ("end", _INT, "end of the span"),
    ("term", _TEXT, "term as the case lists it"),
    ("from_us", _INT, "start of the matter's window; null: open"),
    ("to_us", _INT, "end of the matter's window; null: open"),
)
MATTER = _schema(
    "A version that speaks of a matter.",
    ("version", _TEXT, "version"),
    ("post", _TEXT, "post"),
    ("matter", _TEXT, "matter"),
    ("start", _INT, "span of the words that say so"),
    ("end", _INT, "end of the span"),
    ("term", _TEXT, "term or place matched, or 'person' where one said so"),
)
BOILERPLATE = _schema(
    "Words at the edge of a version that its source repeats under otherwise different posts.",
    ("version", _TEXT, "version"),
    ("source", _TEXT, "source"),
    ("start", _INT, "span"),
    ("end", _INT, "end of the span"),
    ("edge", _TEXT, "head or foot"),
    ("repeated", _INT, "versions of the source with these words at that edge"),
)
_PAIR: tuple[_Column, ...] = (
    ("earlier", _TEXT, "post published earlier"),
    ("later", _TEXT, "post published later"),
    ("kind", _TEXT, "exact, near, passage (template: a form filled with other numbers)"),
    (
        "similarity",
        _REAL,
        "share of the words in the longer of the two spans that match in order, whatever their ending",
    ),
    ("coverage", _REAL, "share of the later post's words that the match covers"),
    ("words", _INT, "words that match, whatever their ending"),
    (
        "changed",
        _INT,
        "words dropped, added, replaced or given another ending: the earlier span against the later post's body",
    ),
    ("earlier_start", _INT, "span in the earlier text"),
    ("earlier_end", _INT, "end of the span"),
    ("later_start", _INT, "span in the later text"),
    ("later_end", _INT, "end of the span"),
    ("lag_us", _INT, "time between"),
    ("lag_error_us", _INT, "the lag may be off by this; where it reaches the lag, the order is unknown"),
    ("earlier_version", _TEXT, "version of the earlier post"),
    ("later_version", _TEXT, "version of the later post"),
)
PAIR = _schema("Two posts that share words, forms included.", *_PAIR)
REUSE = _schema("Two posts that share words.", *_PAIR)
TEMPLATE = _schema("Two posts that fill the same form with other numbers: no copy.", *_PAIR)
EDIT = _schema(
    "What a copy changed, inside the two spans.",
    ("earlier", _TEXT, "earlier post"),
    ("later", _TEXT, "later post"),
    ("edit", _TEXT, "dropped, added, replaced, moved"),
    ("earlier_start", _INT, "span in the earlier text"),
    ("earlier_end", _INT, "end of the span"),
    ("later_start", _INT, "span in the later text"),
    ("later_end", _INT, "end of the span"),
    ("earlier_words", _TEXT, "words there"),
    ("later_words", _TEXT, "words here"),
    ("figure", _FLAG, "a number was changed"),
    ("hedge", _TEXT, "added or removed: the later words have more or fewer hedges (якобы, ймовірно, reportedly)"),
    ("negation", _TEXT, "added or removed: the later words have more or fewer negations"),
)
CASCADE = _schema(
    "A post's place in the cascade it belongs to.",
    ("cascade", _TEXT, "post at the root: first in this collection"),
    ("post", _TEXT, "post"),
    ("parent", _TEXT, "post it most likely took the words from"),
    ("parent_basis", _TEXT, "forward; reply or link, where the words are shared too; words; null at the root"),
    ("kind", _TEXT, "kind of the link to the parent"),
    ("changed", _INT, "words by which it differs from the parent, endings included; null for a forward without words"),
    ("ties", _INT, "earlier posts that explain its words as well as the parent does, itself among them"),
    (
        "confidence",
        _REAL,
        "odds of the parent among all earlier posts it shares words with, from what each would have it change",
    ),
    ("position", _INT, "place in time, root 0"),
    ("depth", _INT, "steps from the root"),
    ("lag_us", _INT, "time since the root"),
    ("order_known", _FLAG, "false where the two intervals overlap: root and post may be the other way round"),
)
CALENDAR = _schema(
    "Quarter hours of the collection and the hour and day they fall in, in the case's zone.",
    ("quarter", _INT, "microseconds since 1970 divided by 15 minutes"),
    ("hour_us", _INT, "start of the hour"),
    ("day_us", _INT, "start of the day in the case's zone"),
    ("day", _TEXT, "the day's date"),
    ("in_window", _FLAG, "inside the case's window"),
)
EXTENT = _schema(
    "What the collection holds of a source.",
    ("source", _TEXT, "source"),
    ("posts", _INT, "posts held"),
    ("first_at", _INT, "first post"),
    ("last_at", _INT, "last post"),
    ("first_number", _INT, "smallest sequential id"),
    ("last_number", _INT, "largest sequential id"),
    ("missing", _INT, "ids between them that are not held"),
    ("largest_hole", _INT, "longest run of ids not held"),
    ("cap", _INT, "number the collection was cut at"),
    ("cap_basis", _TEXT, "total (same round count for several sources), day (same highest count), or null"),
    ("precision_us", _INT, "widest time interval of its posts"),
    ("day_only", _INT, "posts known only to the day"),
)
COVERAGE = _schema(
    "What a rate or a silence must ask first: was this source collected on this day?",
    ("source", _TEXT, "source"),
    ("day_us", _INT, "start of the day"),
    ("day", _TEXT, "date"),
    ("state", _TEXT, "covered, capped, uncovered, unknown"),
    ("reason", _TEXT, "why"),
    ("covered_us", _INT, "microseconds of the day that were collected"),
    ("posts", _INT, "posts held"),
    ("missing", _INT, "sequential ids not held"),
)
STRETCH = _schema(
    "The stretch of time that all sources, or else as many as can be, were collected together: rates compare inside it.",
    ("from_us", _INT, "start"),
    ("to_us", _INT, "end"),
    ("sources", _TEXTS, "sources held throughout"),
    ("left_out", _TEXTS, "sources that are not"),
)
SERIES = _schema(
    "One measure per time bucket.",
    ("measure", _TEXT, "posts, words, reuse_share"),
    ("scope", _TEXT, "source, tier or matter"),
    ("name", _TEXT, "which one"),
    ("bucket", _TEXT, "hour or day"),
    ("at", _INT, "start of the bucket"),
    ("value", _REAL, "value; null where nothing can be said"),
    ("n", _INT, "posts it rests on"),
    ("exposure", _REAL, "source-hours collected in the bucket (an hour has its share of what the day was collected)"),
)
REPEAT = _schema(
    "Who repeats whom.",
    ("scope", _TEXT, "source or tier"),
    ("earlier", _TEXT, "who said it earlier"),
    ("later", _TEXT, "who repeated it"),
    ("links", _INT, "posts of the later that carry words of the earlier"),
    ("of", _INT, "posts of the later while both were collected"),
    ("share", _REAL, "links / of"),
    ("share_low", _REAL, "95% Wilson interval"),
    ("share_high", _REAL, "its upper end"),
    ("median_lag_us", _INT, "median lag"),
    ("lag_low_us", _INT, "95% interval of the median, from order statistics; null where fewer than six lags"),
    ("lag_high_us", _INT, "its upper end"),
    ("order_unknown", _INT, "links whose order the time precision leaves open (not in the median)"),
)
STRANDED = _schema(
    "Corrections whose anchor is not in the collection (any more).",
    ("entry", _INT, "number in the ledger"),
    ("kind", _TEXT, "kind"),
    ("anchor", _TEXT, "what it was about"),
    ("why", _TEXT, "reason given"),
)

TABLES: dict[str, pa.Schema] = {
    "record": RECORD,
    "file": FILE,
    "reject": REJECT,
    "correction": CORRECTION,
    "resolution": RESOLUTION,
    "alias": ALIAS,
    "source": SOURCE,
    "post": POST,
    "version": VERSION,
    "observation": OBSERVATION,
    "ghost": GHOST,
    "stranded": STRANDED,
    "step": STEP,
    "language": LANGUAGE,
    "link": LINK,
    "mention": MENTION,
    "matter": MATTER,
    "boilerplate": BOILERPLATE,
    "pair": PAIR,
    "reuse": REUSE,
    "template": TEMPLATE,
    "edit": EDIT,
    "cascade": CASCADE,
    "calendar": CALENDAR,
    "extent": EXTENT,
    "coverage": COVERAGE,
    "stretch": STRETCH,
    "series": SERIES,
    "repeat": REPEAT,
}
