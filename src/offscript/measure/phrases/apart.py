"""Slogans where texts lie on several machines: what `phrases` does with all of them at hand.

Only what several texts of the line share can be a slogan: those phrases are found first, and of all texts only their uses are
brought together, a phrase at a time. What the whole is measured against (lineages of either side, when each was met) is counted
by queries.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from offscript.measure.phrases.grams import LONGEST, SHORTEST, Grams, Numbers, grams_of, said_in
from offscript.measure.phrases.keyed import FEWEST, Whole, in_time, met_by, of_the_line, risen, shown, surest, texts_of
from offscript.model import PHRASE
from offscript.store.steps import Part, Settings, sql_beside
from offscript.text.coded import coded

_GRAM = ("gram", "words")
OF_LINE = pa.schema({**dict.fromkeys(_GRAM, pa.int64()), "lineage": pa.string(), "source": pa.string()})
USED = pa.schema({**dict.fromkeys(_GRAM, pa.int64()), "version": pa.string(), "word": pa.int64()})
_COUNTS = ("line_texts", "line_of", "other_texts", "other_of", "sources", "entered_at", "before", "since")
_KEYNESS = ("keyness", "keyness_low", "keyness_high")
KEYED = pa.schema(
    {
        **{"words": pa.int64(), "version": pa.string(), "word": pa.int64()},
        **dict.fromkeys(_COUNTS, pa.int64()),
        **dict.fromkeys(_KEYNESS, pa.float64()),
    }
)
SHOWN = pa.schema(
    [*KEYED.remove(2), pa.field("phrase", pa.string()), pa.field("start", pa.int64()), pa.field("end", pa.int64())]
)
MET = pa.schema(dict.fromkeys(("entered_at", "before_of", "since_of"), pa.int64()))


def _grams(rows: pa.Table) -> Iterator[tuple[int, Grams, Numbers]]:
    """Phrases of some texts by their length, with the place of each in its text."""
    said = said_in(rows)
    for length in range(SHORTEST, LONGEST + 1):
        grams = grams_of(said, length)
        yield length, grams, grams.word - said.offset[grams.text]


def of_line(rows: pa.Table, settings: Settings) -> pa.Table:
    """Phrases of texts of the line, with whose they are: once a text."""
    out = [OF_LINE.empty_table()]
    for length, grams, _ in _grams(rows):
        text = pa.array(grams.text)
        lengths = pa.array(np.full(len(grams.hash), length))
        columns = [pa.array(grams.hash.view(np.int64)), lengths, rows["lineage"].take(text), rows["source"].take(text)]
        out.append(pa.table(columns, schema=OF_LINE).group_by(OF_LINE.names).aggregate([]).select(OF_LINE.names))
    return pa.concat_tables(out)


def used(rows: pa.Table, settings: Settings) -> pa.Table:
    """Every use of every phrase in some texts."""
    out = [USED.empty_table()]
    for length, grams, place in _grams(rows):
        lengths = pa.array(np.full(len(grams.hash), length))
        version = rows["version"].take(pa.array(grams.text))
        out.append(pa.table([pa.array(grams.hash.view(np.int64)), lengths, version, place], schema=USED))
    return pa.concat_tables(out)


def keyed(rows: pa.Table, settings: Settings) -> pa.Table:
    """Phrases that are the line's, of those all of whose uses are among the rows, with their first use by the line."""
    if not len(rows):
        return KEYED.empty_table()
    whole = Whole.of(**settings["along"].to_pylist()[0])
    rows = rows.sort_by([("version", "ascending"), ("word", "ascending")])
    versions, text = coded(rows["version"])
    held = rows.take(pa.array(np.unique(text, return_index=True)[1]))
    order, word = in_time(held), rows["word"].to_numpy()
    texts = texts_of(held, order)
    gram, lengths = rows["gram"].to_numpy().view(np.uint64), rows["words"].to_numpy()
    found = []
    for length in np.unique(lengths):
        mine = lengths == length
        listed = of_the_line(Grams(gram[mine], text[mine], word[mine]), texts, order, whole)
        named = ({"words": int(length), "version": versions[at].as_py(), "word": at_word} for _, at, at_word in listed)
        found += [row | where for (row, _, _), where in zip(listed, named, strict=True)]
    return pa.Table.from_pylist(found, schema=KEYED)


def worded(rows: pa.Table, settings: Settings) -> pa.Table:
    """Phrases with their words as they stand."""
    found = [shown(row, row["text"], row["word"], row["words"]) for row in rows.to_pylist()]
    return pa.Table.from_pylist(found, schema=SHOWN)


def chosen(rows: pa.Table, settings: Settings) -> pa.Table:
    """The surest of all phrases."""
    return pa.Table.from_pylist(surest(rows.to_pylist()), schema=SHOWN)


def met(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many of some lineages are first met before a phrase enters, and last met then or later, by when it enters."""
    entered = settings["along"]["entered_at"].to_numpy()
    sides = met_by(entered, *(np.sort(rows[name].to_numpy()) for name in ("first_at", "last_at")))
    return pa.table([entered, *sides], schema=MET)


def phrase(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `phrase`."""
    return pa.Table.from_pylist(
        [risen(row, row["before_of"], row["since_of"]) for row in rows.to_pylist()], schema=PHRASE
    )


_SHARED = f"""select gram, words
from of_line
group by gram, words
having count(distinct lineage) >= {FEWEST} and count(distinct source) >= 2"""


def _sql(name: str) -> str:
    return sql_beside("offscript.measure.phrases", name)


PHRASE_PARTS: tuple[Part, ...] = (
    Part("lineaged", _sql("lineages")),
    Part("total", _sql("total")),
    Part("of_line", "select * from handed where line", of_line, OF_LINE),
    Part("often", _SHARED),
    Part("used", "select version, text, body_start, body_end from handed", used, USED),
    Part("keyed", _sql("often_used"), keyed, KEYED, by="run", along="select * from total"),
    Part("worded", "select k.*, h.text from keyed as k inner join handed as h on h.version = k.version", worded, SHOWN),
    Part("chosen", "select 'all' as whole, * from worded", chosen, SHOWN, by="whole"),
    Part("met", "select first_at, last_at from lineaged", met, MET, along="select distinct entered_at from chosen"),
    Part("phrase", _sql("rise"), phrase, PHRASE),
)
"""The table `phrase`."""
