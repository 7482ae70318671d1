"""Names each version uses, each with the forms it may be known by; offices beside or instead of a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from offscript.find.entities.keys import key
from offscript.find.entities.recognise import Name, names
from offscript.model import NAME
from offscript.store.steps import Settings
from offscript.text.beside import toml_beside
from offscript.text.ground import WORD
from offscript.text.inflect import Terms
from offscript.text.keyed import hidden
from offscript.text.language import language
from offscript.text.morphology import likely, readings
from offscript.text.plain import plain
from offscript.text.sentences import sentences

_CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
_MOST_OFFICE = 5
_OF_ONE = ("ов", "ев", "ин", "ын", "ів", "їв")
"""Endings of one man's surname that also read as the genitive of a shorter surname's plural."""
_TAGS = {"person": ("Surn", "Name", "Patr"), "place": ("Geox",), "organisation": ("Orgn",)}


class Known(NamedTuple):
    """A name the case lists: who is meant by it."""

    entity: str
    kind: str


@cache
def offices(lang: str) -> frozenset[str]:
    """Lemmas of words that name an office, in a language."""
    return frozenset(toml_beside("offscript.find.entities", f"roles_{lang}")["office"])


def _base(word: str, kind: str, lang: str) -> str:
    """Lemma of one word of a name: of the reading that names something of that kind, if it has one."""
    found = readings(word, lang)
    marked = [one for one in found if one.grammar.intersection(_TAGS[kind])]
    if marked:
        plain_word = word.casefold().replace("ё", "е")
        best = min(marked, key=lambda one: (one.lemma != plain_word, "plur" in one.grammar, -one.score))
        of_many = kind == "person" and "plur" in best.grammar and plain_word.endswith(_OF_ONE)
        return plain_word if of_many else best.lemma
    return found[0].lemma if found[0].part in ("NOUN", "ADJF", "NPRO", "") else word.casefold()


def normal(words: str, kind: str, lang: str) -> str:
    """A name in its base form, word by word; English names and capitals stay as they are."""
    parts = WORD.findall(words)
    if lang not in ("ru", "uk"):
        return " ".join(part.casefold() for part in parts).removesuffix("'s").removesuffix("’s")
    return " ".join(
        part.casefold() if (part.isupper() and len(part) > 1) or not _CYRILLIC.search(part) else _base(part, kind, lang)
        for part in parts
    )


def name_key(base: str, kind: str, lang: str) -> str:
    """Key of a name across scripts: of a person, given name and surname without the patronymic."""
    parts = base.split()
    if kind == "person" and lang in ("ru", "uk"):
        kept = [part for part in parts if not any("Patr" in one.grammar for one in likely(part, lang)[:1])]
        parts = kept or parts
    return " ".join(filter(None, (key(part) for part in parts)))


def _office_before(text: str, start: int, lang: str) -> int | None:
    """Where the office begins that stands right before a person's name, if one does."""
    words = list(WORD.finditer(text, max(0, start - 90), start))[-_MOST_OFFICE - 1 :]
    for number, word in enumerate(words):
        between = text[word.end() : start]
        if not re.search(r"[.!?;\n,:—]", between) and _is_office(word.group(), lang):
            return words[number - 1].start() if number and word.group().casefold() == "minister" else word.start()
    return None


def _is_office(word: str, lang: str) -> bool:
    if lang in ("ru", "uk"):
        return any(one.lemma in offices(lang) and one.part == "NOUN" for one in likely(word, lang))
    return readings(word, lang)[0].lemma in offices("en")


def _genitive(word: str, lang: str) -> bool:
    return len(word) > 2 and any(
        "gent" in one.grammar and one.part in ("NOUN", "ADJF", "PRTF") for one in readings(word, lang)
    )


def _bare_offices(text: str, taken: list[Name], lang: str) -> Iterator[Name]:
    """Offices that no name follows: the word and what stands in the genitive after it."""
    if lang not in ("ru", "uk"):
        return
    covered = [(name.start, name.end) for name in taken if name.kind == "person"]
    words = list(WORD.finditer(text))
    for at, word in enumerate(words):
        if not _is_office(word.group(), lang):
            continue
        end = word.end()
        for other in words[at + 1 : at + _MOST_OFFICE]:
            if text[end : other.start()].strip(' «"') or not _genitive(other.group(), lang):
                break
            if any(start <= other.start() < stop for start, stop in covered):
                break
            end = other.end()
        follows = re.match(r"[\s«\"]*", text[end:])
        after = end + (follows.end() if follows else 0)
        if end > word.end() and not any(start == after for start, _ in covered):
            yield Name(word.start(), end, "office")


def known(settings: Settings) -> tuple[dict[str, Known], Terms]:
    """Names the case lists (entities, named people, sources) and how to find them in any form."""
    listed: dict[str, Known] = {}
    for entity in settings["entity"]:
        for name in (entity["name"], *entity["aliases"]):
            listed.setdefault(name, Known(entity["id"], entity["kind"]))
        for role in entity["roles"]:
            listed.setdefault(role, Known(entity["id"], "office"))
    for person in settings["people"]["named"]:
        listed.setdefault(person, Known(f"person:{person}", "person"))
    for source in settings["source"]:
        for name in (source["name"], *(alias["name"] for alias in source["aliases"])):
            if re.search(r"[^\W\d_]{2}", name) and not re.match(r"@|https?:|\w+:|[\w-]+\.[a-z]+$", name):
                listed.setdefault(name, Known(f"source:{source['id']}", "organisation"))
    return listed, Terms((name, lang) for name in listed for lang in ("ru", "uk", "en"))


def _merged(given: list[tuple[int, int, str]], met: list[Name]) -> list[tuple[Name, str | None]]:
    """Names in order, none inside another: those the case lists first, the longer of two, then the earlier."""
    wanted = [(Name(start, end, ""), term) for start, end, term in given]
    candidates: list[tuple[Name, str | None]] = [*wanted, *((name, None) for name in met)]
    candidates.sort(key=lambda pair: (pair[1] is None, pair[0].start - pair[0].end, pair[0].start))
    taken: list[tuple[Name, str | None]] = []
    for name, term in candidates:
        if all(name.end <= other.start or name.start >= other.end for other, _ in taken):
            taken.append((name, term))
    return sorted(taken, key=lambda pair: pair[0].start)


def _rows(version: str, text: str, listed: dict[str, Known], terms: Terms, secret: str) -> Iterator[dict[str, Any]]:
    bare, lang = plain(text), language(text).code
    met: list[Name] = []
    for sentence in sentences(bare):
        words = bare[sentence.start : sentence.end]
        spoken = lang if _CYRILLIC.search(words) else "en"
        met += [Name(sentence.start + n.start, sentence.start + n.end, n.kind) for n in names(words, spoken)]
    met += list(_bare_offices(bare, met, lang))
    given = [(use.start, use.end, use.term) for use in terms.uses(bare)]
    for name, term in _merged(given, met):
        words = bare[name.start : name.end]
        spoken = lang if _CYRILLIC.search(words) else "en"
        kind = listed[term].kind if term else name.kind
        base = normal(words, "person" if kind == "office" else kind, spoken)
        office = _office_before(bare, name.start, spoken) if kind == "person" else None
        yield {
            "version": version,
            "start": name.start,
            "end": name.end,
            "kind": kind,
            "lang": spoken,
            "known": listed[term].entity if term else None,
            "base": base if term or kind != "person" else None,
            "key": hidden(name_key(base, kind, spoken), secret) if kind == "person" else name_key(base, kind, spoken),
            "office_start": office,
        }


def name_rows(rows: pa.Table, settings: Settings) -> pa.Table:
    """Names in versions: `version, text` to the table `name`."""
    listed, terms = known(settings)
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    return pa.Table.from_pylist(
        [row for pair in pairs for row in _rows(*pair, listed, terms, settings["secret"])], schema=NAME
    )
