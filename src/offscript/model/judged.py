"""Tables of what is known and what it adds up to: statements with their status, claims, roots."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, INTS, REAL, TEXT, TEXTS, Column, schema

_SENTENCE: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
)
_CUE: tuple[Column, ...] = (
    ("cue_start", INT, "span of the word that says how sure it is; null: none does"),
    ("cue_end", INT, "end of that span"),
)
_STANDS: tuple[Column, ...] = (
    ("stands", INT, "1 says that it is so, -1 that it is not, 0 leaves it open"),
    ("part", FLAG, "whether it says so of a part only"),
    ("form", TEXT, "said, forecast (only what will be), opinion (a view, a wish, a guess), question"),
)
_ABOUT: tuple[Column, ...] = (
    ("gist", TEXTS, "lemmas of what it is about"),
    ("denied", TEXTS, "those of them under a negation"),
    ("days", INTS, "stretches of time it names: from, before, from, before"),
)
ASSERTED = schema(
    "A sentence that says something, before it is known whose words it is.",
    *_SENTENCE,
    (
        "word",
        TEXT,
        "what a cue word says: rumour, allegation, report, evidence, confirmation, denial, retraction, unsure; null: none",
    ),
    *_CUE,
    *_STANDS,
    *_ABOUT,
)
_POSTED: tuple[Column, ...] = (
    ("post", TEXT, "post"),
    ("source", TEXT, "source of the post"),
    ("tier", TEXT, "its tier"),
    ("published_at", INT, "time of the post"),
    ("precision_us", INT, "width of that time"),
)
_SAID_BY: tuple[Column, ...] = (
    ("voice", TEXT, "whose words it stands in"),
    ("by", TEXT, "who says it, as an entity; source:… for a source's own words; null where nobody is known"),
    ("by_name", TEXT, "its name to show; of a person the case does not name, a pseudonym"),
)
STATUS = schema(
    "A statement and what is known of it as its words, or else whoever says it, tell.",
    *_SENTENCE,
    *_POSTED,
    *_CUE,
    (
        "status",
        TEXT,
        "rumour, allegation, claim, official statement, report, evidence, confirmation, denial, retraction",
    ),
    ("basis", TEXT, "word (a cue says so) or source (whoever says it)"),
    *_STANDS,
    *_SAID_BY,
    ("matter", TEXT, "matter of the post; null: none"),
    *_ABOUT,
)
CLAIM = schema(
    "A statement and the claim it is of: statements about a matter that say the same.",
    ("claim", TEXT, "claim"),
    ("matter", TEXT, "matter"),
    ("position", INT, "place in time within the claim, from 0"),
    ("relation", TEXT, "first, says the same, refers to it (denies, confirms or takes back), person (one said so)"),
    ("alike", REAL, "how alike it is to the statement of the claim it is most like"),
    *_SENTENCE,
    *_POSTED,
    ("status", TEXT, "status of the statement"),
    ("stands", INT, "1 says that it is so, -1 that it is not, 0 leaves it open"),
    ("part", FLAG, "whether it says so of a part only"),
    *_SAID_BY,
    ("lang", TEXT, "language"),
)
ROOT = schema(
    "An independent root of a claim: statements that go back to one origin.",
    ("claim", TEXT, "claim"),
    ("matter", TEXT, "matter"),
    ("root", INT, "its number within the claim"),
    ("origin", TEXT, "whose word it is: an entity, source:…, or origin:unknown where nobody is named"),
    ("origin_name", TEXT, "its name to show"),
    ("tier", TEXT, "tier of whose word it is; unknown where it is no source of the case"),
    ("first_at", INT, "time of its first statement in this collection"),
    ("stands", INT, "1 says that it is so, -1 that it is not, 0 leaves it open: its last word"),
    ("reliability", TEXT, "A to F"),
    ("basis", TEXT, "what gave it: given in the case, by tier, nobody is named"),
    ("method", TEXT, "evidence (images, documents, counts), witness, word"),
    ("against_interest", FLAG, "whether the watched side says it to its own disadvantage"),
    ("weight", REAL, "how much it counts beside a root of mere word"),
    ("statements", INT, "statements of the lineage"),
    ("sources", TEXTS, "sources that carry it"),
    ("reasons", TEXTS, "why these are one lineage"),
    *_SENTENCE,
    ("post", TEXT, "post of the statement it begins with"),
    ("source", TEXT, "source of that post"),
)
ASSESSED = schema(
    "What is known of a claim.",
    ("claim", TEXT, "claim"),
    ("matter", TEXT, "matter"),
    *_SENTENCE,
    ("first_at", INT, "first statement in this collection"),
    ("last_at", INT, "last one"),
    ("statements", INT, "statements"),
    ("sources", INT, "sources"),
    ("affirmed", INT, "independent roots that say that it is so"),
    ("denied", INT, "roots that say that it is not"),
    ("open", INT, "roots that leave it open"),
    (
        "credibility",
        INT,
        "1 confirmed by others, 2 probably true, 3 possibly, 4 doubtful, 5 improbable, 6 cannot be judged",
    ),
    ("standing", TEXT, "the same in a word"),
    ("rule", TEXT, "rule that gave it, or that a person did"),
    ("circle", TEXTS, "sources that cite each other round"),
    ("history", TEXTS, "each status it has had and when it first had it, in order of time"),
)
SIGN = schema(
    "A row of the case's tables that shows an indicator, or answers a question.",
    ("sign", TEXT, "indicator:… or question:…"),
    ("version", TEXT, "version; null where the row points to no words"),
    ("start", INT, "span of the words"),
    ("end", INT, "end of the span"),
    ("at", INT, "time the row gives; null: that of its post"),
)
INDICATOR = schema(
    "A sign the case looks for, and whether it was seen.",
    ("indicator", TEXT, "indicator"),
    ("says", TEXT, "what it says"),
    ("state", TEXT, "seen, not seen, unknown"),
    ("basis", TEXT, "case (its tables say so) or person"),
    ("why", TEXT, "what says so"),
    ("at", INT, "first seen; of a person's word when it was given"),
    ("rows", INT, "rows that show it"),
    ("lineages", TEXTS, "lineages of the posts they stand in, the first twelve"),
    ("kin", TEXT, "what signs that rest on one lineage have in common"),
    ("version", TEXT, "the first words that show it: version"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
    ("post", TEXT, "post"),
    ("source", TEXT, "its source"),
    ("seen", TEXT, "digest of the rows that show it"),
    ("changed", FLAG, "whether the rows are others than when a person judged it"),
)
MATRIX = schema(
    "What an indicator tells of a hypothesis.",
    ("indicator", TEXT, "indicator"),
    ("hypothesis", TEXT, "hypothesis, or not …"),
    ("seen", FLAG, "whether it was seen, or its absence counts"),
    ("low", REAL, "how likely that was under the hypothesis, at least"),
    ("high", REAL, "at most"),
    ("ratio", REAL, "over how likely it was under the others on average"),
    ("telling", REAL, "largest ratio between two hypotheses, as a logarithm; 0 tells nothing"),
    ("counted", FLAG, "whether it counts; false where a more telling sign rests on the same lineage"),
    ("turns_to", TEXT, "hypothesis that would lead without it; null: the same"),
)
HYPOTHESIS = schema(
    "An explanation and its odds.",
    ("hypothesis", TEXT, "hypothesis"),
    ("says", TEXT, "what it says"),
    ("rivals", TEXT, "name of those it excludes; null: it stands against its own negation"),
    ("place", INT, "place in its group, 1 the likeliest"),
    ("state", TEXT, "open, void (its condition failed), no indicators, nothing told (no sign could be)"),
    ("why", TEXT, "why it is void"),
    ("prior_low", REAL, "how likely before any sign, at least"),
    ("prior_high", REAL, "at most"),
    ("odds", REAL, "how likely, in the middle of all intervals"),
    ("low", REAL, "lower end of the range of nine in ten draws"),
    ("high", REAL, "upper end"),
    ("words", TEXT, "the odds in words of estimative probability (ICD 203)"),
    ("confidence", TEXT, "high, moderate, low"),
    ("confidence_basis", TEXT, "why"),
    ("leads", FLAG, "whether it is the likeliest of its group"),
    ("would_change", TEXTS, "what would lower it most, of the likeliest"),
)
JUDGEMENT = schema(
    "What people judged, from the ledger, in order.",
    ("entry", INT, "number in the ledger"),
    ("at", INT, "when"),
    ("who", TEXT, "who"),
    ("subject", TEXT, "indicator:…, question:… or alert:…"),
    ("value", TEXT, "seen, not seen, unknown; yes, no, void; odds; right, wrong"),
    ("odds", REAL, "odds given to a question"),
    ("why", TEXT, "reason given"),
    ("seen", TEXT, "digest of what was seen when it was judged"),
)
FORECAST = schema(
    "A question and what one forecaster made of it; one row without a forecaster where nobody gave odds.",
    ("question", TEXT, "question"),
    ("asks", TEXT, "what it asks"),
    ("rule", TEXT, "how it is resolved"),
    ("deadline", INT, "by when"),
    ("state", TEXT, "open, yes, no, void, past due (nobody resolved it)"),
    ("why", TEXT, "what says so"),
    ("resolved_at", INT, "when"),
    ("who", TEXT, "who gave the odds: a person, model, base rate"),
    ("entries", INT, "odds given"),
    ("odds", REAL, "the last"),
    ("given_at", INT, "when the last were given; null: the base rate"),
    ("brier", REAL, "Brier's score averaged over the time the odds stood, 0 the best"),
    ("log_score", REAL, "logarithmic score of the last odds given in time, 0 the best"),
    ("base_brier", REAL, "Brier's score of the base rate"),
    ("skill", REAL, "share by which Brier's score is below that of the base rate"),
)
EVENT = schema(
    "Something dated: an event of the case, or what other tables hold.",
    ("at", INT, "when"),
    ("kind", TEXT, "event (of the case), break, claim, admission, blame, figure, promise"),
    ("what", TEXT, "what happened"),
    ("tier", TEXT, "tier of whoever said it"),
    ("source", TEXT, "who said it"),
    ("version", TEXT, "its words: version; null where it points to none"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
)
PRECEDENT = schema(
    "A statement that says a thing is without precedent, and the last like it in this collection.",
    *_SENTENCE,
    ("post", TEXT, "post"),
    ("source", TEXT, "its source"),
    ("tier", TEXT, "its tier"),
    ("published_at", INT, "time of the post"),
    ("like_version", TEXT, "version of the last statement before it that is like it; null: none"),
    ("like_start", INT, "its span"),
    ("like_end", INT, "end of the span"),
    ("like_at", INT, "its time"),
    ("likeness", REAL, "share, by weight, of the statement's lemmas that it has"),
    ("times", INT, "statements before it that are like it"),
    ("reach_us", INT, "how far back the collection goes before the statement"),
)
_NOTICED: tuple[Column, ...] = (
    ("alert", TEXT, "its key: kind, and what it is about; no later post changes it"),
    ("kind", TEXT, "figure, wording, vanished, crossing, admission, silence, break, promise, blame, claim, blind spot"),
    ("at", INT, "when it happened"),
    ("known_at", INT, "when it could first be told"),
    ("source", TEXT, "source; null: a tier, a matter, or several"),
    ("tier", TEXT, "its tier"),
    ("matter", TEXT, "matter of the post"),
    ("what", TEXT, "what happened"),
    ("before", TEXT, "what stood before: a figure, a status, what was expected"),
    ("after", TEXT, "what stands now"),
    ("weight", REAL, "how strong it is; compares only inside its kind"),
    ("version", TEXT, "version with the words; null: it rests on counts"),
    ("start", INT, "span of the words"),
    ("end", INT, "end of the span"),
    ("earlier_version", TEXT, "version with the words it differs from; null: none"),
    ("earlier_start", INT, "span of these words"),
    ("earlier_end", INT, "end of that span"),
    ("score", REAL, "share of the alerts of its kind that are no stronger"),
)
SOON = schema("What is worth saying and can be told within minutes.", *_NOTICED)
LATE = schema("What is worth saying and takes longer to tell.", *_NOTICED)
ALERT = schema(
    "What is worth saying the moment it is known, with its strength and the record of its kind.",
    *_NOTICED,
    ("held_right", INT, "alerts of its kind that people found right"),
    ("looked_at", INT, "alerts of its kind that people looked at"),
)
