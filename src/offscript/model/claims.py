"""Tables of what is claimed and promised: figures, revisions, counts, promises."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, INTS, PLACE, REAL, TEXT, TEXTS, Column, schema, sides

_AMOUNT: tuple[Column, ...] = (
    ("start", INT, "span of the number"),
    ("end", INT, "end of the span"),
    ("low", REAL, "lower bound; null: open. Shares in percent, n-fold is n"),
    ("high", REAL, "upper bound; null: open"),
    ("unit", TEXT, "%, pp, times, a currency or a measure; null for a count"),
    ("item", TEXT, "lemma of what is counted; null where it cannot be told"),
    ("qualifier", TEXT, "about, almost, more than, at least, up to, not more than, less than"),
    ("kind", TEXT, "level, total, increment, share, change"),
    ("period", TEXT, "time it covers: day, 3 days, week, per day, since the start …"),
    ("act", TEXT, "lemma of what befell what is counted"),
    ("as_of", INT, "time it is claimed for"),
)
AMOUNT = schema(
    "A figure in a version, before it is known whose.",
    ("version", TEXT, "version"),
    *_AMOUNT,
    ("sentence_start", INT, "where its sentence begins"),
    ("sentence_end", INT, "and ends"),
    ("gist", TEXTS, "lemmas of what its sentence is about"),
    ("proper", TEXTS, "beginnings of the names in its sentence"),
    ("acknowledged", FLAG, "whether the sentence says that an earlier figure is corrected"),
    ("checked", TEXT, "verified or unverified, where the sentence says so"),
)
FIGURE_WORDS = schema(
    "Of a claimed figure what it is held to other figures by.",
    ("version", TEXT, "version"),
    ("start", INT, "where the number begins"),
    (
        "thing",
        TEXT,
        "what is counted, its unit, the time it covers, and whether it is a share: others are never about the same",
    ),
    ("lemmas", TEXTS, "lemmas of what its sentence is about, but what is counted and what befell it"),
    ("held", INTS, "in how many claimed figures' sentences each of them is"),
    ("figures", INT, "how many claimed figures there are"),
)
_PLEDGE: tuple[Column, ...] = (
    ("start", INT, "span of the promise"),
    ("end", INT, "end of the span"),
    ("who_start", INT, "span of the words that name whoever binds himself; null: the author"),
    ("who_end", INT, "end of that span"),
    ("polarity", INT, "1: it will be; -1: it will not"),
    ("strength", TEXT, "vowed, will, plans, may, not ruled out"),
    ("kind", TEXT, "commitment, threat, denial, prediction"),
    ("condition_start", INT, "span of the condition"),
    ("condition_end", INT, "end of that span"),
    ("due_low", INT, "falls due from"),
    ("due_high", INT, "and before; null: vague"),
    ("near", FLAG, "whether its words only say that it is soon"),
    ("expires", FLAG, "whether it holds only at the moment"),
    ("voice", TEXT, "whose words it stands in"),
)
PLEDGE = schema(
    "A promise, threat, denial or prediction in a version, before it is known whose.",
    ("version", TEXT, "version"),
    *_PLEDGE,
    ("gist", TEXTS, "lemmas of what is promised"),
    ("acts", TEXTS, "lemmas of what is to be done"),
)
DEED = schema(
    "A sentence that says something was done, or was not.",
    ("version", TEXT, "version"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
    ("polarity", INT, "1: it was done; -1: it was not"),
    ("acts", TEXTS, "lemmas of what was done"),
    ("gist", TEXTS, "lemmas of what it is about"),
)
OUTCOME = schema(
    "A promise and a later sentence that says the same was done, or was not.",
    ("version", TEXT, "version of the promise"),
    ("start", INT, "where the promise begins"),
    ("relation", TEXT, "met, not met: as that sentence says"),
    ("alike", REAL, "share, by weight, of the promise's lemmas that the sentence has"),
    ("by_its_source", FLAG, "whether the same source says so that published the promise"),
    ("deed_post", TEXT, "post of the sentence"),
    ("deed_source", TEXT, "its source"),
    ("deed_at", INT, "its time"),
    ("deed_version", TEXT, "its version"),
    ("deed_start", INT, "span of the sentence"),
    ("deed_end", INT, "end of the span"),
)
PROMISE = schema(
    "A promise, threat, denial or prediction of what somebody's side will do, and what became of it.",
    ("version", TEXT, "version"),
    ("post", TEXT, "post"),
    ("source", TEXT, "source of the post"),
    ("published_at", INT, "time of the post"),
    *_PLEDGE,
    ("holder", TEXT, "entity that binds itself; source:… for a source's own; null where nobody is known"),
    ("holder_name", TEXT, "its name to show"),
    ("status", TEXT, "open, overdue, met, broken, withdrawn, undecidable, void"),
    ("rule", TEXT, "rule that gives the status, or person"),
)
BEARING = schema(
    "A later promise that bears on an earlier one of the same holder.",
    ("relation", TEXT, "restated, softened, sharpened, put off, brought forward, contradicted"),
    ("lag_us", INT, "time between"),
    *sides("promise", *PLACE),
)
APPEAL = schema(
    "A sentence that asks, calls or demands.",
    ("version", TEXT, "version"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
    ("strength", INT, "1 asks, 2 calls, 3 demands"),
    ("gist", TEXTS, "lemmas of what it is about"),
)
COUNT = schema(
    "A step of a count that one holder counts up; restatements are left out, falls are not.",
    ("count", TEXT, "the count: version and place of the first claim, and its holder"),
    ("position", INT, "place in time, from 0"),
    ("holder", TEXT, "who counts"),
    ("source", TEXT, "source of the post"),
    ("item", TEXT, "lemma of what is counted"),
    ("act", TEXT, "lemma of what befell it"),
    ("published_at", INT, "time of the post"),
    ("said", REAL, "number said"),
    ("kind", TEXT, "level, total or increment"),
    ("total", REAL, "the count then"),
    ("added", REAL, "since the step before; negative where it fell"),
    ("verified", REAL, "part said to be verified"),
    ("unverified", REAL, "part said to be yet unverified"),
    ("per_day", REAL, "added for each day since the step before"),
    ("ceiling", REAL, "what it is said to be out of (`84 of 125`); null where nothing is said"),
    ("demand_start", INT, "span of the sentence of the post that asks or demands most strongly; null: none"),
    ("demand_end", INT, "end of that span"),
    (
        "demand_change",
        TEXT,
        "softened, sharpened, reworded since the last step with a demand; null: as before, or none",
    ),
    ("post", TEXT, "post"),
    ("version", TEXT, "version"),
    ("start", INT, "span of the number"),
    ("end", INT, "end of the span"),
)
REVISION = schema(
    "A claimed figure beside the one before it about the same thing.",
    ("quantity", TEXT, "what is claimed: version and place of its first claim"),
    ("relation", TEXT, "echo, rounding, growth, revision, silent edit, contradiction"),
    ("item", TEXT, "lemma of what is counted"),
    ("unit", TEXT, "unit"),
    ("earlier_value", REAL, "value claimed before: the bound, or the middle of a range"),
    ("later_value", REAL, "value claimed then"),
    ("ratio", REAL, "later over earlier"),
    ("lag_us", INT, "time between"),
    ("lag_error_us", INT, "the lag may be off by this"),
    ("acknowledged", FLAG, "whether the later sentence says that a figure is corrected"),
    *sides("claim", *PLACE, ("holder", TEXT, "holder"), ("source", TEXT, "source")),
)
FIGURE = schema(
    "A claimed figure.",
    ("version", TEXT, "version"),
    ("post", TEXT, "post"),
    ("source", TEXT, "source of the post"),
    ("published_at", INT, "time of the post"),
    ("precision_us", INT, "width of that time"),
    *_AMOUNT,
    ("voice", TEXT, "whose words it stands in: own, quoted, reported …"),
    ("holder", TEXT, "entity whose claim it is; source:… for a source's own; null where nobody is named"),
    ("holder_name", TEXT, "its name to show, where it is not the source"),
    ("scope", TEXT, "entity of the place named closest"),
    ("party", TEXT, "entity of the body named closest that is not the speaker: whose losses, whose people"),
)
