"""What a matter's terms may miss: words that set its posts apart, posts that sound like them, a sample to label, and what labels
say."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from offscript.measure.repeats import wilson
from offscript.measure.subjects.bag import (
    STEM_BITS,
    Bag,
    Flags,
    Numbers,
    Tally,
    Values,
    among,
    apart,
    bag,
    bags,
    folded,
    hit_by,
    rank_of,
    stretches,
)
from offscript.model import SAMPLED, SUGGESTED, TRUSTED
from offscript.store.steps import Settings
from offscript.text.coded import coded

Row = dict[str, Any]
SAMPLE = 20
"""Posts of each kind that are shown to label."""
_SURE = 2.58
_WORDS = 200
TERMS = 10
FEWEST = 3
_NEAR = 0.5
"""Posts count as near where they sound at least half as much like the matter as the middle of its own."""


class Texts(NamedTuple):
    """Of each row: its place in time, whether it is the first of its text, its language by number, its source by number; of each
    matter the rows that its terms find."""

    rank: Numbers
    once: Flags
    language: Numbers
    source: Numbers
    hit: dict[str, Flags]


class Likely(NamedTuple):
    """Rows of a matter, and those that sound like it; how alike each is; stems that set it apart, the surest first, and by how many
    deviations."""

    hit: Flags
    near: Flags
    alike: Values
    stems: Numbers
    z: Values


class Use(NamedTuple):
    """Uses of some stems: how many rows of two kinds have each, of how many sources; the first (row, span), the first kind before
    the second."""

    inside: Numbers
    outside: Numbers
    sources: Numbers
    row: Numbers
    start: Numbers
    end: Numbers


def lot(post: str, matter: str) -> str:
    """What is drawn for a post: always the same."""
    return hashlib.sha256(f"{matter} {post}".encode()).hexdigest()


def _texts(rows: pa.Table, matters: list[str]) -> Texts:
    rank = rank_of(rows)
    (_, language), (_, source) = (coded(rows[name]) for name in ("language", "source"))
    return Texts(rank, folded(rows, rank), language, source, hit_by(rows, matters))


def _counted(rows: pa.Table, texts: Texts) -> tuple[Tally, dict[str, Tally]]:
    """How many texts of each language have each stem, of all and of each matter."""
    whole, inside = Tally(), {matter: Tally() for matter in texts.hit}
    for held in bags(rows, texts.once):
        keys = texts.language[held.text] << STEM_BITS | held.stem
        whole.add(keys)
        for matter, flags in texts.hit.items():
            inside[matter].add(keys[flags[held.text]])
    return whole, inside


def deviations(language: Numbers, stem: Numbers, count: Numbers, mine: Numbers) -> tuple[Numbers, Values]:
    """Stems that surely set a matter apart in the language where they do most, in rising order, and by how many deviations.

    Args:
        language, stem: each language's stems in rising order, languages by number.
        count, mine: how many texts have each, of all and of the matter.
    """
    stems = np.unique(stem[mine >= FEWEST])
    z = np.zeros(len(stems))
    for one in np.unique(language):
        spoken = language == one
        told = apart(mine[spoken], count[spoken] - mine[spoken])
        enough = mine[spoken] >= FEWEST
        place = np.searchsorted(stems, stem[spoken][enough])
        np.maximum.at(z, place, told[enough])
    return stems[z > _SURE], z[z > _SURE]


def _deviations(whole: Tally, inside: Tally) -> tuple[Numbers, Values]:
    keys, count = whole.result()
    mine = np.zeros(len(keys), np.int64)
    held, have = inside.result()
    mine[np.searchsorted(keys, held)] = have
    return deviations(keys >> STEM_BITS, keys & ((1 << STEM_BITS) - 1), count, mine)


class _Uses:
    """Uses of some stems (in rising order), gathered some texts at a time; those that a matter's terms find before the others."""

    def __init__(self, texts: Texts, stems: Numbers, hit: Flags) -> None:
        self._texts, self._stems, self._hit, size = texts, stems, hit, len(stems)
        self._inside, self._outside, self._sources = np.zeros(size, np.int64), np.zeros(size, np.int64), Tally()
        self._best = np.full(size, 2 * len(hit) + 1)
        self._first = np.zeros((3, size), np.int64)

    def add(self, found: Bag) -> None:
        """Take in what some texts have."""
        chosen, stem = among(self._stems, found.stem)
        held, size = found.only(chosen), len(self._stems)
        mine = self._hit[held.text]
        self._inside += np.bincount(stem[mine], minlength=size)
        self._outside += np.bincount(stem[~mine], minlength=size)
        self._sources.add(stem << STEM_BITS | self._texts.source[held.text])
        rank = self._texts.rank[held.text] + len(self._hit) * ~mine
        order = np.lexsort((rank, stem))
        first = order[np.append(True, np.diff(stem[order]) > 0)] if len(order) else order
        first = first[rank[first] < self._best[stem[first]]]
        self._best[stem[first]] = rank[first]
        self._first[:, stem[first]] = held.text[first], held.start[first], held.end[first]

    def result(self) -> Use:
        """What was gathered."""
        spoken = np.bincount(self._sources.result()[0] >> STEM_BITS, minlength=len(self._stems))
        return Use(self._inside, self._outside, spoken, *self._first)


def _used(rows: pa.Table, texts: Texts, asked: dict[str, tuple[Numbers, Flags]]) -> dict[str, Use]:
    """Uses of the stems asked for each matter in all rows."""
    uses = {matter: _Uses(texts, *one) for matter, one in asked.items()}
    for held in bags(rows):
        for one in uses.values():
            one.add(held)
    return {matter: one.result() for matter, one in uses.items()}


def _words(rows: pa.Table, use: Use) -> list[str]:
    """The words as they stand at their first use."""
    places = zip(use.row.tolist(), use.start.tolist(), use.end.tolist(), strict=True)
    return [rows["text"][row].as_py()[low:high] for row, low, high in places]


def _known(words: list[str], matter: Row) -> Flags:
    """Which words begin like those of the matter's own terms."""
    terms = [term for listed in matter["terms"].values() for term in listed] + list(matter["places"])
    stems = {term.strip('"*').casefold()[:4] for phrase in terms for term in phrase.split()}
    return np.array([word.casefold()[:4] in stems for word in words], bool)


def strange(stems: Numbers, z: Values, words: list[str], matter: Row) -> tuple[Numbers, Values]:
    """The surest stems of those that are not the matter's own terms, the surest first; `words`: each as it first stands."""
    other = ~_known(words, matter)
    order = np.argsort(-z[other], kind="stable")[:_WORDS]
    return stems[other][order], z[other][order]


def alike_in(held: Bag, rows: int, stems: Numbers, weight: Values) -> Values:
    """How much each of so many texts sounds like a matter: the weight of its stems (in rising order), by the root of how many it
    has."""
    chosen, place = among(stems, held.stem)
    whole = np.bincount(held.text[chosen], weight[place], rows)
    return np.asarray(whole / np.sqrt(np.bincount(held.text, minlength=rows) + 5.0), float)


def near_of(hit: Flags, alike: Values, middle: float | Values) -> Flags:
    """Which texts sound like a matter that its terms do not find; `middle`: how much its own texts do in the middle."""
    return np.asarray(~hit & (alike >= _NEAR * middle) & (alike > 0), bool)


def _alike(rows: pa.Table, weights: dict[str, tuple[Numbers, Values]]) -> dict[str, Values]:
    """How much each row sounds like each matter."""
    alike = {matter: np.zeros(len(rows)) for matter in weights}
    for low, high in stretches(len(rows)):
        held = bag(rows.slice(low, high - low))
        for matter, weight in weights.items():
            alike[matter][low:high] = alike_in(held, high - low, *weight)
    return alike


def _surest(rows: pa.Table, texts: Texts, matters: list[Row]) -> dict[str, tuple[Numbers, Values]]:
    """The stems that set each matter's texts most surely apart, its terms aside, the surest first, and by how many deviations."""
    whole, inside = _counted(rows, texts)
    nobody, found = np.zeros(len(rows), bool), {}
    for matter in matters:
        found[matter["id"]] = _deviations(whole, inside[matter["id"]])
    uses = _used(rows, texts, {name: (stems, nobody) for name, (stems, _) in found.items()})
    for matter in matters:
        found[matter["id"]] = strange(*found[matter["id"]], _words(rows, uses[matter["id"]]), matter)
    return found


def _likely(rows: pa.Table, texts: Texts, matters: list[Row]) -> dict[str, Likely]:
    """Of each matter that there is enough to learn from, rows that its terms find, and those that sound like them."""
    enough = [matter for matter in matters if (texts.hit[matter["id"]] & texts.once).sum() >= FEWEST]
    surest = _surest(rows, texts, enough)
    rising = {name: np.argsort(stems) for name, (stems, _) in surest.items()}
    alike = _alike(rows, {name: (stems[rising[name]], z[rising[name]]) for name, (stems, z) in surest.items()})
    found = {}
    for name, (stems, z) in surest.items():
        hit, mine = texts.hit[name], alike[name]
        found[name] = Likely(hit, near_of(hit, mine, float(np.median(mine[hit & texts.once]))), mine, stems, z)
    return found


def _suggested(matter: str, rows: pa.Table, found: Likely, use: Use) -> list[Row]:
    """Words of the matter's posts that others use too, the surest first; `use`: of the surest stems, in rising order."""
    rising, words, out = np.argsort(found.stems[: 5 * TERMS]), _words(rows, use), []
    for at in np.argsort(rising):
        if not use.outside[at] or use.sources[at] < 2:
            continue
        z, place = float(found.z[rising[at]]), {"start": int(use.start[at]), "end": int(use.end[at])}
        row = {"matter": matter, "z": z, "inside": int(use.inside[at]), "outside": int(use.outside[at])}
        out.append(row | place | {"term": words[at].casefold(), "version": rows["version"][int(use.row[at])].as_py()})
    return out[:TERMS]


def _said(row: Row, matter: str) -> bool | None:
    if matter in (row["accepted"] or ()):
        return True
    return False if matter in (row["rejected"] or ()) else None


def _sampled(matter: str, rows: pa.Table, found: Likely) -> list[Row]:
    """Posts to label: drawn by lot from what the terms find, and from what sounds like it; the lot does not change with the run."""
    out = []
    for kind, chosen in (("hit", found.hit), ("near", found.near)):
        listed = np.flatnonzero(chosen)
        posts = rows["post"].take(pa.array(listed)).to_pylist()
        for at in sorted(range(len(listed)), key=lambda at: lot(posts[at], matter))[:SAMPLE]:
            one = int(listed[at])
            drawn = rows.slice(one, 1).to_pylist()[0]
            out.append(
                to_label(drawn | {"matter": matter, "kind": kind, "alike": float(found.alike[one])}, len(listed))
            )
    return out


def to_label(row: Row, of: int) -> Row:
    """A post to label, drawn from so many of its kind."""
    told = {name: row[name] for name in ("matter", "kind", "post", "version", "alike")}
    return told | {"start": 0, "end": len(row["text"]), "accepted": _said(row, row["matter"]), "of": of}


def suggested(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `suggested` from rows as `texts.sql` gives them."""
    texts = _texts(rows, [matter["id"] for matter in settings["matter"]])
    likely = _likely(rows, texts, settings["matter"])
    uses = _used(rows, texts, {name: (np.sort(found.stems[: 5 * TERMS]), found.hit) for name, found in likely.items()})
    out = [row for name, found in likely.items() for row in _suggested(name, rows, found, uses[name])]
    return pa.Table.from_pylist(out, schema=SUGGESTED)


def sampled(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `sampled` from the same rows."""
    texts = _texts(rows, [matter["id"] for matter in settings["matter"]])
    likely = _likely(rows, texts, settings["matter"])
    out = [row for name, found in likely.items() for row in _sampled(name, rows, found)]
    return pa.Table.from_pylist(out, schema=SAMPLED)


def _between(labels: list[bool]) -> tuple[float, float, float]:
    """Share of right labels with its 95% interval; even odds where there are none."""
    share = sum(labels) / len(labels) if labels else 0.5
    return share, *wilson(sum(labels), len(labels))


def trusted(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `trusted` from the sample: precision of a matter's terms, and recall beside the posts that sound like it."""
    out = []
    listed = rows.to_pylist()
    for matter in sorted({row["matter"] for row in listed}):
        mine = [row for row in listed if row["matter"] == matter]
        kinds = {kind: [row for row in mine if row["kind"] == kind] for kind in ("hit", "near")}
        labelled = {
            kind: [row["accepted"] for row in held if row["accepted"] is not None] for kind, held in kinds.items()
        }
        of = {kind: held[0]["of"] if held else 0 for kind, held in kinds.items()}
        right, missed = _between(labelled["hit"]), _between(labelled["near"])
        row: Row = {"matter": matter, "hits": of["hit"], "near": of["near"]}
        row |= {"hits_labelled": len(labelled["hit"]), "near_labelled": len(labelled["near"])}
        if labelled["hit"]:
            row |= dict(zip(("precision", "precision_low", "precision_high"), right, strict=True))
        if labelled["hit"] and (labelled["near"] or not of["near"]):
            ends = [
                (right[n] * of["hit"], missed[m] * of["near"] if of["near"] else 0.0)
                for n, m in ((0, 0), (1, 2), (2, 1))
            ]
            recall = [found / (found + lost) if found + lost else 0.0 for found, lost in ends]
            row |= dict(zip(("recall", "recall_low", "recall_high"), recall, strict=True))
        out.append(row)
    return pa.Table.from_pylist(out, schema=TRUSTED)
