"""Tables of what is said once per post: languages, addresses, matters, reuse."""

from __future__ import annotations

from offscript.model.schema import FLAG, INT, INTS, REAL, REALS, TEXT, TEXTS, Column, schema, sides

LANGUAGE = schema(
    "Language and length of a version.",
    ("version", TEXT, "version"),
    ("lang", TEXT, "ru, uk, en, other code, or und"),
    ("probability", REAL, "of that language"),
    ("words", INT, "words"),
)
LINK = schema(
    "A web address in a version.",
    ("version", TEXT, "version"),
    ("start", INT, "span of the address; null where it stood behind words"),
    ("end", INT, "end of the span"),
    ("url", TEXT, "normalised address"),
    ("domain", TEXT, "host without www"),
)
MENTION = schema(
    "A term, place or exclusion of a matter found in a version.",
    ("version", TEXT, "version"),
    ("matter", TEXT, "matter"),
    ("role", TEXT, "term, place or exclude"),
    ("start", INT, "span of the words"),
    ("end", INT, "end of the span"),
    ("term", TEXT, "term as the case lists it"),
    ("from_us", INT, "start of the matter's window; null: open"),
    ("to_us", INT, "end of the matter's window; null: open"),
)
LIKENED = schema(
    "A sentence that says what an example of a matter says.",
    ("version", TEXT, "version"),
    ("matter", TEXT, "matter"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
    ("alike", REAL, "cosine with the nearest example, the mean of each language taken off"),
    ("from_us", INT, "start of the matter's window; null: open"),
    ("to_us", INT, "end of the matter's window; null: open"),
)
MATTER = schema(
    "A version that speaks of a matter.",
    ("version", TEXT, "version"),
    ("post", TEXT, "post"),
    ("matter", TEXT, "matter"),
    ("start", INT, "span of the words that say so"),
    ("end", INT, "end of the span"),
    ("term", TEXT, "term or place matched, or 'person' where one said so"),
)
CLOSE_READ = schema(
    "A version that is read closely: all, or where the case says so, those about a matter and what shares words with them.",
    ("version", TEXT, "version"),
)
_EDGE: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("source", TEXT, "source"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
    ("edge", TEXT, "head or foot"),
    ("repeated", INT, "versions of the source with these words at that edge; null where a person said so"),
)
EDGE = schema("Words at the edge of a version that its source repeats, before people's word on them.", *_EDGE)
BOILERPLATE = schema(
    "Words at the edge of a version that its source repeats under otherwise different posts: left out when posts are compared.",
    *_EDGE,
)
_PAIR: tuple[Column, ...] = (
    ("earlier", TEXT, "post published earlier"),
    ("later", TEXT, "post published later"),
    ("kind", TEXT, "exact, near, passage (template: a form filled with other numbers)"),
    (
        "similarity",
        REAL,
        "share of the words in the longer of the two spans that match in order, whatever their ending",
    ),
    ("coverage", REAL, "share of the later post's words that the match covers"),
    ("words", INT, "words that match, whatever their ending"),
    (
        "changed",
        INT,
        "words dropped, added, replaced or given another ending: the earlier span against the later post's body",
    ),
    ("earlier_start", INT, "span in the earlier text"),
    ("earlier_end", INT, "end of the span"),
    ("later_start", INT, "span in the later text"),
    ("later_end", INT, "end of the span"),
    ("lag_us", INT, "time between"),
    ("lag_error_us", INT, "the lag may be off by this; where it reaches the lag, the order is unknown"),
    ("earlier_version", TEXT, "version of the earlier post"),
    ("later_version", TEXT, "version of the later post"),
)
SHORT = schema(
    "A version of three to seven words that others repeat to the letter: counted, and no evidence of copying unless rare.",
    ("version", TEXT, "version"),
    ("wording", TEXT, "the first version in time that says the same"),
    ("holders", INT, "versions that consist of these words"),
    ("expected", REAL, "short posts in which its two rarest words would meet by chance"),
    ("rare", FLAG, "few hold it and its words are rare: linked in reuse"),
)
PAIR = schema("Two posts that share words, forms included.", *_PAIR)
REUSE = schema("Two posts that share words.", *_PAIR)
TEMPLATE = schema("Two posts that fill the same form with other numbers: no copy.", *_PAIR)
RESHOWN = schema(
    "A picture that shows what an earlier post showed: the first such post.",
    ("earlier", TEXT, "the first post that shows one like it"),
    ("later", TEXT, "post that shows it again"),
    ("earlier_picture", TEXT, "its picture"),
    ("later_picture", TEXT, "picture of the later post"),
    ("distance", INT, "bits of 128 in which their prints differ"),
    ("same", FLAG, "the same file to the byte"),
    ("lag_us", INT, "time between the posts"),
    ("lag_error_us", INT, "the lag may be off by this; where it reaches the lag, the order is unknown"),
)
EDIT = schema(
    "What a copy changed, inside the two spans.",
    ("earlier", TEXT, "earlier post"),
    ("later", TEXT, "later post"),
    ("edit", TEXT, "dropped, added, replaced, moved"),
    ("earlier_start", INT, "span in the earlier text"),
    ("earlier_end", INT, "end of the span"),
    ("later_start", INT, "span in the later text"),
    ("later_end", INT, "end of the span"),
    ("earlier_words", TEXT, "words there"),
    ("later_words", TEXT, "words here"),
    ("figure", FLAG, "a number was changed"),
    ("hedge", TEXT, "added or removed: the later words have more or fewer hedges (якобы, ймовірно, reportedly)"),
    ("negation", TEXT, "added or removed: the later words have more or fewer negations"),
)
CREDIT = schema(
    "A post that names, as a speaker, the source of an earlier post that shares its words.",
    ("post", TEXT, "post"),
    ("version", TEXT, "version"),
    ("source", TEXT, "source it names"),
    ("start", INT, "span of the words that name it"),
    ("end", INT, "end of the span"),
)
CASCADE = schema(
    "A post's place in the cascade it belongs to.",
    ("cascade", TEXT, "post at the root: first in this collection"),
    ("post", TEXT, "post"),
    ("parent", TEXT, "post it most likely took the words from"),
    (
        "parent_basis",
        TEXT,
        "forward; reply or link, where words are shared too; named (the post says whose they are); words; null at the root",
    ),
    ("kind", TEXT, "kind of the link to the parent"),
    ("changed", INT, "words by which it differs from the parent, endings included; null for a forward without words"),
    ("ties", INT, "earlier posts that explain its words as well as the parent does, itself among them"),
    (
        "confidence",
        REAL,
        "odds of the parent among all earlier posts it shares words with, from what each would have it change",
    ),
    ("position", INT, "place in time, root 0"),
    ("depth", INT, "steps from the root"),
    ("lag_us", INT, "time since the root"),
    ("order_known", FLAG, "false where the two intervals overlap: root and post may be the other way round"),
)
ATTRIBUTION = schema(
    "What became of an attribution, and of names, between two posts that share words.",
    ("earlier", TEXT, "post published earlier"),
    ("later", TEXT, "post published later"),
    *sides(
        "post",
        ("version", TEXT, "version"),
        ("start", INT, "span of most shared words"),
        ("end", INT, "end of the span"),
    ),
    *sides("post", ("said", TEXT, "whose most of the shared words are: own, other, unknown")),
    *sides("post", ("speaker", TEXT, "entity of the speaker, where they are another's")),
    ("change", TEXT, "removed, added, changed, kept; null where neither side attributes them, or one cannot be told"),
    ("names_earlier", FLAG, "whether the later post names the earlier post's source as the speaker"),
    ("co_quoted", FLAG, "whether both quote one third voice in nearly all they share"),
    ("names_dropped", TEXTS, "entities named in words the copy dropped or replaced, and nowhere in the copy"),
    ("names_added", TEXTS, "entities named in words it added, and nowhere in the earlier post"),
)
PRIVATE = schema(
    "A stretch of a version that names a person off the list of public ones, or leads to one.",
    ("version", TEXT, "version"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
    ("kind", TEXT, "person, handle, profile, mail, telephone, card"),
    (
        "basis",
        TEXT,
        "sure; alone (falls where a recogniser of names sees a place or a body); amid or doubtful (count where it sees a person)",
    ),
    ("marks", TEXTS, "its words and their base forms, as digests of the case's key"),
)
REDACTED = schema(
    "A version with private stretches blotted out, letter for letter in place: what is shown and exported of its words.",
    ("version", TEXT, "version"),
    ("text", TEXT, "the words; █ for each letter of what is hidden"),
    ("stretches", INT, "how many stretches are hidden"),
)
NAME = schema(
    "A name or office in a version, before it is known what it stands for.",
    ("version", TEXT, "version"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
    ("kind", TEXT, "person, organisation, place, office"),
    ("lang", TEXT, "language it stands in"),
    ("known", TEXT, "entity, where the case lists the name"),
    ("base", TEXT, "base form; null for persons the case does not name"),
    ("key", TEXT, "what its forms and transliterations have in common; for a person as digests of the case's key"),
    ("office_start", INT, "where the office begins that stands before a person's name"),
)
_ENTITY: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("post", TEXT, "post"),
    ("start", INT, "span of the name"),
    ("end", INT, "end of the span"),
    ("kind", TEXT, "person, organisation, place, office"),
    ("entity", TEXT, "whom or what it stands for; one id per case"),
    ("name", TEXT, "its name to show; of a person the case does not name, a pseudonym"),
    (
        "basis",
        TEXT,
        "case, catalogue, gazetteer, key (forms alike), ambiguous (may be several places), person (one said so)",
    ),
    ("candidates", INT, "entities or places it may be"),
    ("country", TEXT, "country of a place of the gazetteer"),
    ("latitude", REAL, "degrees north"),
    ("longitude", REAL, "degrees east"),
    ("office_start", INT, "where the office begins that stands before a person's name"),
)
NAMED = schema("A name and what it stands for, before people's word on it.", *_ENTITY, ("lang", TEXT, "language"))
ENTITY = schema("A name in a version, and whom or what it stands for.", *_ENTITY)
_STRETCH: tuple[Column, ...] = (
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
    ("voice", TEXT, "own, quoted, reported, endorsed, ironic, unknown (never counts as own)"),
    ("frame", TEXT, "statement (pasted under a header), forward (in voice only), headline, or null"),
    ("stance", TEXT, "of the author to what he passes on: neutral, endorse, doubt, reject"),
    ("speaker_start", INT, "span of the words that name the speaker"),
    ("speaker_end", INT, "end of that span"),
    ("chain", INTS, "spans of the speakers around him, the outermost first: start, end, start, end"),
)
SEGMENT = schema("Whose words a stretch of a version is, as its text says.", ("version", TEXT, "version"), *_STRETCH)
VOICE = schema(
    "Whose words a stretch of a version is; the stretches of a version cover it.",
    ("version", TEXT, "version"),
    ("post", TEXT, "post"),
    *_STRETCH,
    ("entity", TEXT, "the speaker, where he is an entity of the case"),
    ("name", TEXT, "his name to show; of a person the case does not name, a pseudonym"),
    ("source", TEXT, "the speaker as a source of the case"),
    ("by_person", FLAG, "whether a person said whose words these are"),
)
_USE: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("start", INT, "span of the words"),
    ("end", INT, "end of the span"),
    ("pair", TEXT, "which pair"),
    ("form", TEXT, "line or plain"),
    ("sense", TEXT, "pair, other (another thing by that word), denied, distance (in quotation marks)"),
    ("own", FLAG, "whether the author says it in his own voice and in the sense of the pair"),
)
UTTERANCE = schema("A word of the line, or the plain word it goes round, before people's word on it.", *_USE)
LEXICON = schema("A word of the line, or the plain word it goes round, in a version.", *_USE)
_VECTOR: tuple[Column, ...] = (
    ("version", TEXT, "version"),
    ("start", INT, "span of the sentence"),
    ("end", INT, "end of the span"),
    ("vector", REALS, "of length 1; comparable only with vectors of the same model"),
)
VECTOR = schema("A sentence as a vector, for finding it in other languages.", *_VECTOR)
MEANING = schema(
    "A sentence of a wording in which something was found, as a vector, in a case of several languages; beside those of `vector`.",
    *_VECTOR,
)
_TRANSLATION: tuple[Column, ...] = (
    ("earlier", TEXT, "post published earlier"),
    ("later", TEXT, "post published later"),
    ("kind", TEXT, "translated"),
    ("margin", REAL, "cosine over the mean cosine to the nearest neighbours"),
    ("earlier_lang", TEXT, "language of the earlier sentence"),
    ("later_lang", TEXT, "language of the later one"),
    ("earlier_version", TEXT, "version of the earlier post"),
    ("earlier_start", INT, "span of the sentence"),
    ("earlier_end", INT, "end of the span"),
    ("later_version", TEXT, "version of the later post"),
    ("later_start", INT, "span of the sentence"),
    ("later_end", INT, "end of the span"),
    ("lag_us", INT, "time between"),
    ("lag_error_us", INT, "the lag may be off by this"),
)
RENDERING = schema(
    "Two sentences of different languages that say the same, before anybody looked at them.", *_TRANSLATION
)
TRANSLATION = schema(
    "Two sentences of different languages that say the same, one of a ministry, an official or a wire.", *_TRANSLATION
)
