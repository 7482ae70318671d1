"""The index of words: every wording of every post, by stems of its language, with source, tier, matters, voices and time beside.

tantivy (after Lucene's design) ranks by BM25 (Robertson & Zaragoza 2009). Russian and English words are stemmed by Snowball
(Porter 2001), Ukrainian ones by the endings offscript uses for reuse, since Snowball has none.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import tantivy

from offscript.show.page.filters import Filters
from offscript.show.page.kept import kept_in
from offscript.store.engine import Tell
from offscript.store.snapshot import Snapshot
from offscript.text.endings import LONGEST, STEM, listed

PAGE = 20
"""Posts on one page of results."""
_READ_BY = 5_000
WORD = re.compile(r"[^\W_]+(?:[’'ʼ][^\W_]+)*")
"""A word as it can be looked for: letters and figures, apostrophes inside."""
_STEMMED = {"ru": "russian", "en": "english"}
_FIELDS = {"ru": "words_ru", "uk": "words_uk", "en": "words_en"}
_TERM = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')
_BUILT_FROM = ("version", "redacted", "post", "language", "matter", "voice", "source")
_ROWS = """
select v.version, v.post, v.text, coalesce(l.lang, 'und') as lang, p.source, p.tier, p.published_at,
    coalesce(m.matters, []) as matters, coalesce(h.voices, []) as voices
from version as v
inner join post as p on p.post = v.post
left join language as l on l.version = v.version
left join (select version, array_agg(distinct matter) as matters from matter group by version) as m on m.version = v.version
left join (select version, array_agg(distinct voice) as voices from voice group by version) as h on h.version = v.version
"""


@dataclass(frozen=True)
class Hits:
    """A page of what was found, rows of `version, post, source, published_at, text`, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


@cache
def _snowball(lang: str) -> tantivy.TextAnalyzer:
    built = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return built.filter(tantivy.Filter.stemmer(_STEMMED[lang])).build()


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """A word without what its inflection changes, case and ё folded away."""
    plain = word.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    if lang in _STEMMED:
        found = _snowball(lang).analyze(plain)
        return found[0] if len(found) == 1 else plain
    for length in range(min(LONGEST, len(plain) - STEM), 0, -1):
        if plain[-length:] in listed():
            return plain[:-length]
    return plain


def _stems(text: str, lang: str) -> str:
    return " ".join(stem(match.group(), lang) for match in WORD.finditer(text))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("version", "post", "source"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("tier", "matter", "voice"):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in _FIELDS.values():
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace")
    builder.add_bytes_field("text", stored=True, indexed=False)
    builder.add_integer_field("published_at", stored=True, indexed=True, fast=True)
    return builder.build()


def _document(row: dict[str, Any]) -> tantivy.Document:
    document = tantivy.Document()
    for name in ("version", "post", "source", "tier"):
        document.add_text(name, row[name])
    for name in ("matter", "voice"):
        for value in row[f"{name}s"]:
            document.add_text(name, value)
    for lang in [row["lang"]] if row["lang"] in _FIELDS else list(_FIELDS):
        document.add_text(_FIELDS[lang], _stems(row["text"], lang))
    document.add_bytes("text", row["text"].encode())
    document.add_integer("published_at", row["published_at"])
    return document


def _build(folder: Path, connection: duckdb.DuckDBPyConnection, tell: Tell) -> None:
    """Write the index of all wordings into a folder."""
    writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=60_000_000, num_threads=1)
    with connection.cursor() as cursor:
        total = cursor.execute("select count(*) from version").fetchall()[0][0]
        done = 0
        for batch in cursor.sql(_ROWS).to_arrow_reader(_READ_BY):
            for row in batch.to_pylist():
                writer.add_document(_document(row))
            done += batch.num_rows
            tell("index of words", done, total)
    writer.commit()
    writer.wait_merging_threads()


def _key(snapshot: Snapshot) -> str:
    states = [snapshot.tables[name].digest for name in _BUILT_FROM if name in snapshot.tables]
    return hashlib.sha256("".join([*states, _ROWS, *_FIELDS.values()]).encode()).hexdigest()[:24]


class Index:
    """The words of one state of a case."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._searcher = self._index.searcher()

    @classmethod
    def of(cls, case: Path, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, tell: Tell) -> Index:
        """The index of a snapshot, built where it does not stand yet; older ones are removed."""
        folder = kept_in(case, "words", _key(snapshot), lambda into: _build(into, connection, tell))
        return cls(folder)

    def search(self, filters: Filters, page: int = 1, size: int = PAGE) -> Hits:
        """Wordings that fit, the best first; the latest first where no words are asked for or `newest` is."""
        query = self._query(filters)
        options: dict[str, Any] = {"limit": size, "offset": (page - 1) * size}
        if filters.order in ("newest", "oldest") or not filters.words:
            options["order_by_field"] = "published_at"
            options["order"] = tantivy.Order.Asc if filters.order == "oldest" else tantivy.Order.Desc
        found = self._searcher.search(query, **options)
        return Hits([self._hit(address) for _, address in found.hits], found.count or 0)

    def _hit(self, address: tantivy.DocAddress) -> dict[str, Any]:
        document = self._searcher.doc(address)
        row = {name: document.get_first(name) for name in ("version", "post", "source", "published_at")}
        return {**row, "text": bytes(document.get_first("text")).decode()}

    def text(self, version: str) -> str | None:
        """The words of a wording."""
        found = self._searcher.search(tantivy.Query.term_query(self._schema, "version", version), 1)
        return self._hit(found.hits[0][1])["text"] if found.hits else None

    def _any(self, parts: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])

    def _word(self, word: str) -> tantivy.Query:
        start = WORD.fullmatch(word[:-1]) if word.endswith("*") else None
        if start:
            begun = start.group().casefold().replace("ё", "е")
            return self._any(
                [tantivy.Query.regex_query(self._schema, field, f"{begun}.*") for field in _FIELDS.values()]
            )
        return self._phrase([match.group() for match in WORD.finditer(word)])

    def _phrase(self, words: list[str]) -> tantivy.Query:
        if not words:
            return tantivy.Query.empty_query()
        parts = []
        for lang, field in _FIELDS.items():
            stems = [stem(word, lang) for word in words]
            parts.append(
                tantivy.Query.phrase_query(self._schema, field, list(stems))
                if len(stems) > 1
                else tantivy.Query.term_query(self._schema, field, stems[0])
            )
        return self._any(parts)

    def _query(self, filters: Filters) -> tantivy.Query:
        must, exact = tantivy.Occur.Must, tantivy.Query.term_query
        parts = [(must, tantivy.Query.all_query())] if not filters.words else []
        for away, phrase, word in _TERM.findall(filters.words):
            asked = self._phrase([m.group() for m in WORD.finditer(phrase)]) if phrase else self._word(word)
            parts.append((tantivy.Occur.MustNot if away else must, asked))
        if parts and all(occur == tantivy.Occur.MustNot for occur, _ in parts):
            parts.append((must, tantivy.Query.all_query()))
        for name in ("source", "tier", "matter", "voice"):
            if chosen := getattr(filters, name):
                parts.append((must, exact(self._schema, name, chosen)))
        if filters.low is not None or filters.high is not None:
            parts.append((must, self._between(filters.low, filters.high)))
        return tantivy.Query.boolean_query(parts)

    def _between(self, low: int | None, high: int | None) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._schema, "published_at", tantivy.FieldType.Integer, low, high, include_upper=high is None
        )


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where a text has the words asked for, in any form, in order; prefixes too."""
    asked = [(phrase or word) for away, phrase, word in _TERM.findall(words) if not away]
    begun = [word[:-1].casefold() for word in asked if word.endswith("*") and WORD.fullmatch(word[:-1])]
    listed = [match.group() for word in asked for match in WORD.finditer(word)]
    stems = {(stem(word, lang), lang) for word in listed for lang in _FIELDS}
    return [
        (match.start(), match.end())
        for match in WORD.finditer(text)
        if any((stem(match.group(), lang), lang) in stems for lang in _FIELDS)
        or any(match.group().casefold().startswith(start) for start in begun)
    ]
