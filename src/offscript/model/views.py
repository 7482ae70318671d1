"""Tables of what voices say of each other: blame, opinions, positions, demands, admissions, register."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, INTS, PLACE, REAL, TEXT, Column, schema, sides

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
    ("matter", TEXT, "for what: the matter spoken of nearest to the bad outcome, in its sentence if there; null: none"),
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
CLIMB = schema(
    "The highest rung that a post in own voice blames.",
    ("post", TEXT, "post"),
    ("source", TEXT, "source"),
    ("tier", TEXT, "its tier"),
    ("published_at", INT, "when"),
    ("version", TEXT, "version"),
    ("start", INT, "span of the clause"),
    ("end", INT, "end of the span"),
    ("rung", TEXT, "rung of the blamed"),
    ("height", INT, "its number, 1 the lowest"),
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
_SENTENCE: tuple[Column, ...] = (
    ("sentence_start", INT, "where its sentence begins"),
    ("sentence_end", INT, "and ends"),
)
_WHOSE: tuple[Column, ...] = (
    ("voice", TEXT, "whose words it stands in"),
    ("by", TEXT, "who says it, as an entity; source:… for a source's own words; null where nobody is known"),
    ("by_name", TEXT, "its name to show; of a person the case does not name, a pseudonym"),
)
_CALL: tuple[Column, ...] = (
    ("kind", TEXT, "resign, dismissal, trial, mobilise, investigate, negotiate, ceasefire, escalate, withdraw"),
    ("polarity", INT, "1 called for, -1 refused"),
    ("strength", INT, "1 asked, 2 demanded"),
)
CALL = schema(
    "A call for something in a version, or its refusal, before it is known whose.",
    ("version", TEXT, "version"),
    *_SAID,
    *_SENTENCE,
    *_CALL,
    ("voice", TEXT, "whose words it stands in"),
)
DEMAND = schema(
    "Who calls for what, or refuses it.",
    ("version", TEXT, "version"),
    *_HELD,
    *_SAID,
    *_SENTENCE,
    *_CALL,
    *_WHOSE,
)
_GRADE: tuple[Column, ...] = (
    ("grade", TEXT, "denied, euphemised, partly, plainly, praise (of the other side)"),
    ("degree", INT, "its number, 0 denied"),
)
GRADED = schema(
    "How a sentence tells a bad fact of the own side, before it is known whose words it is.",
    ("version", TEXT, "version"),
    *_SAID,
    *_SENTENCE,
    *_GRADE,
    ("voice", TEXT, "whose words it stands in"),
)
ADMISSION = schema(
    "How a voice tells a bad fact of a matter.",
    ("version", TEXT, "version"),
    *_HELD,
    *_SAID,
    *_SENTENCE,
    *_GRADE,
    ("matter", TEXT, "matter of the post"),
    *_WHOSE,
)
_TONE: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
    ("register", TEXT, "panic, outrage, mockery, triumph, gloom, adversary (praise of the other side's strength)"),
    ("odds", REAL, "against the plain tone; set by hand, for ordering"),
    ("cues", INTS, "spans of the words that say so: start, end, start, end"),
    ("voice", TEXT, "whose words it stands in"),
)
TONE = schema("A sentence that sounds other than plain, before anybody looked at it.", *_TONE)
REGISTER = schema("A sentence of a version that sounds other than plain.", *_TONE)
MOOD = schema(
    "How a tier sounds on a day against its own habit.",
    ("tier", TEXT, "tier"),
    ("day", TEXT, "date, in the case's zone"),
    ("register", TEXT, "register"),
    ("posts", INT, "posts of the tier that day"),
    ("toned", INT, "of these, that sound so in own voice"),
    ("share", REAL, "toned of posts"),
    ("share_low", REAL, "95% Wilson interval"),
    ("share_high", REAL, "its upper end"),
    ("habit", REAL, "share on all other days; null: there are none"),
    ("ratio", REAL, "odds of the day over the odds of the others"),
    ("ratio_low", REAL, "95% interval"),
    ("ratio_high", REAL, "its upper end"),
)
_STANCE: tuple[Column, ...] = (
    ("axis", TEXT, "question of the case"),
    ("pole", TEXT, "end of the axis it takes"),
    ("kind", TEXT, "position, or attributed: what the speaker says that others want"),
    ("probability", REAL, "that it takes that side"),
    ("strength", INT, "1 would consider, 2 calls for, 3 insists"),
    ("condition_start", INT, "span of its condition; null: none"),
    ("condition_end", INT, "end of that span"),
    ("addressee_start", INT, "span of whom it is said to; null: nobody is named"),
    ("addressee_end", INT, "end of that span"),
)
STANCE = schema(
    "A sentence of a version that takes a side on an axis, before it is known whose words it is.",
    ("version", TEXT, "version"),
    *_SAID,
    *_SENTENCE,
    *_STANCE,
    ("voice", TEXT, "whose words it stands in"),
)
POSITION = schema(
    "The side a voice takes on an axis.",
    ("version", TEXT, "version"),
    *_HELD,
    *_SAID,
    *_SENTENCE,
    *_STANCE,
    *_WHOSE,
)
_COVERT: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    *_SAID,
    *_SENTENCE,
    ("doer", TEXT, "who does it: ours or theirs (of whoever speaks), named, nobody"),
    ("doer_start", INT, "span of the name; null: none"),
    ("doer_end", INT, "end of that span"),
)
COVERT = schema("A sentence that says something is done out of sight, before anybody looked at it.", *_COVERT)
HIDDEN = schema("A sentence that says something is done out of sight, before it is known whose words it is.", *_COVERT)
SHIFT = schema(
    "A speaker's statement on an axis that differs from his last one.",
    ("axis", TEXT, "question of the case"),
    ("by", TEXT, "speaker, as an entity or source:…"),
    ("by_name", TEXT, "its name to show"),
    ("relation", TEXT, "reversed, hardened, softened, conditioned, unconditioned"),
    ("lag_us", INT, "time between"),
    *sides("statement", *PLACE, ("pole", TEXT, "side"), ("strength", INT, "strength"), ("at", INT, "time")),
)
ADMITTED = schema(
    "The first post of a source that tells a bad fact of a matter at a grade, in own voice.",
    ("matter", TEXT, "matter"),
    ("source", TEXT, "source"),
    ("tier", TEXT, "its tier"),
    ("grade", TEXT, "denied, euphemised, partly, plainly, praise (of the other side)"),
    ("degree", INT, "its number, 0 denied"),
    ("published_at", INT, "time of the post"),
    ("lag_us", INT, "since the first post about the matter in this collection"),
    ("lag_error_us", INT, "the lag may be off by this"),
    ("post", TEXT, "post"),
    ("version", TEXT, "version"),
    ("start", INT, "span of the words that say it"),
    ("end", INT, "end of the span"),
)
PROPOSED = schema(
    "A word that may be a new euphemism; for a person to accept.",
    ("pair", TEXT, "pair whose plain word others use"),
    ("matter", TEXT, "matter"),
    ("language", TEXT, "language"),
    ("word", TEXT, "lemma the origin uses"),
    ("z", REAL, "how surely it sets the origin apart, in standard deviations"),
    ("sources", INT, "sources of the origin that use it"),
    ("posts", INT, "their posts"),
    ("version", TEXT, "version that uses it first"),
    ("post", TEXT, "its post"),
)
_LEANING: tuple[Column, ...] = (
    *_SAID,
    ("kind", TEXT, "opinion (words that say so), or attitude (of the sentence to a name)"),
    ("holder", TEXT, "AUTHOR, NULL (nobody is named), or SPAN"),
    ("holder_start", INT, "span of the words that name the holder; null where holder is no span"),
    ("holder_end", INT, "end of that span"),
    ("target_start", INT, "span of the name of whom it is"),
    ("target_end", INT, "end of that span"),
    ("polarity", INT, "-1 or 1"),
    ("probability", REAL, "of an attitude, calibrated, at least .6; of an opinion, for ordering only"),
)
LEANING = schema(
    "An opinion in a version, or the attitude of a sentence to a name, before it is known who is meant.",
    ("version", TEXT, "version"),
    *_LEANING,
)
OPINION = schema(
    "Who thinks well or ill of whom.",
    ("version", TEXT, "version"),
    *_HELD,
    *_LEANING,
    *_WHOSE,
    ("of", TEXT, "of whom, as an entity; null where nobody is known"),
    ("of_name", TEXT, "its name to show; of a person the case does not name, a pseudonym"),
)
