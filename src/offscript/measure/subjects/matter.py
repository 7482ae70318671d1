"""What a matter's terms may miss: words that set its posts apart, posts that sound like them, a sample to label, and what labels
say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.repeats import wilson
from offscript.measure.subjects.bag import Bag, Values, apart, bag, carried, folded
from offscript.model import SAMPLED, SUGGESTED, TRUSTED
from offscript.store.steps import Settings

Row = dict[str, Any]
Flags = NDArray[np.bool_]
SAMPLE = 20
"""Posts of each kind that are shown to label."""
_SURE = 2.58
_WORDS = 200
_TERMS = 10
_FEWEST = 3
_NEAR = 0.5
"""Posts count as near where they sound at least half as much like the matter as the middle of its own."""


class Likely(NamedTuple):
    """Texts of a matter, and the rest; how alike each text is; deviations of each stem."""

    hit: Flags
    near: Flags
    alike: Values
    z: Values


def _order(post: str, matter: str) -> str:
    return hashlib.sha256(f"{matter} {post}".encode()).hexdigest()


def _known(rows: pa.Table, held: Bag, matter: Row) -> set[int]:
    """Stems of the matter's own terms: those that nearly all of its uses of a term have."""
    terms = [term for listed in matter["terms"].values() for term in listed] + list(matter["places"])
    stems = {term.strip('"*').casefold()[:4] for phrase in terms for term in phrase.split()}
    out = set()
    texts = rows["text"].to_pylist()
    _, first = np.unique(held.stem, return_index=True)
    for one in first:
        word = texts[held.text[one]][held.start[one] : held.end[one]].casefold()
        if word[:4] in stems:
            out.add(int(held.stem[one]))
    return out


def likely(rows: pa.Table, held: Bag, matter: Row) -> Likely | None:
    """Which texts the terms find, and which sound like them, the terms themselves aside; None where there are too few to learn
    from."""
    hit = np.array([matter["id"] in (hits or ()) for hits in rows["hits"].to_pylist()], bool)
    once = folded(rows)
    if (hit & once).sum() < _FEWEST:
        return None
    z = np.zeros(held.stems)
    languages = rows["language"].to_numpy(zero_copy_only=False)
    for language in np.unique(languages):
        spoken = (languages == language) & once
        inside = carried(held, hit & spoken)
        told = apart(inside, carried(held, ~hit & spoken))
        z = np.maximum(z, np.where(inside >= _FEWEST, told, 0.0))
    z[sorted(_known(rows, held, matter))] = 0.0
    weight = np.where(z > _SURE, z, 0.0)
    weight[np.argsort(-weight)[_WORDS:]] = 0.0
    length = np.bincount(held.text, minlength=held.texts)
    alike = np.bincount(held.text, weight[held.stem], held.texts) / np.sqrt(length + 5.0)
    own = alike[hit & once]
    near = ~hit & (alike >= _NEAR * np.median(own)) & (alike > 0)
    return Likely(hit, near, alike, z)


def _suggested(matter: str, rows: pa.Table, held: Bag, found: Likely) -> list[Row]:
    """Words of the matter's posts that others use too, those that set it apart most first."""
    inside, outside = carried(held, found.hit), carried(held, ~found.hit)
    out = []
    sources = rows["source"].to_pylist()
    for stem in np.argsort(-found.z)[: 5 * _TERMS]:
        users = np.flatnonzero(held.stem == stem)
        texts = held.text[users]
        if found.z[stem] <= _SURE or not outside[stem] or len({sources[one] for one in texts}) < 2:
            continue
        first = users[np.argmax(found.hit[texts])]
        row = {"matter": matter, "z": float(found.z[stem]), "inside": int(inside[stem]), "outside": int(outside[stem])}
        place = {"start": int(held.start[first]), "end": int(held.end[first])}
        text = rows["text"][int(held.text[first])].as_py()
        word = text[place["start"] : place["end"]].casefold()
        out.append(row | place | {"term": word, "version": rows["version"][int(held.text[first])].as_py()})
    return out[:_TERMS]


def _said(row: Row, matter: str) -> bool | None:
    if matter in (row["accepted"] or ()):
        return True
    return False if matter in (row["rejected"] or ()) else None


def _sampled(matter: str, rows: pa.Table, found: Likely) -> list[Row]:
    """Posts to label: drawn by lot from what the terms find, and from what sounds like it; the lot does not change with the run."""
    out = []
    posts = rows["post"].to_pylist()
    for kind, among in (("hit", found.hit), ("near", found.near)):
        listed = np.flatnonzero(among)
        for one in sorted(listed, key=lambda one: _order(posts[one], matter))[:SAMPLE]:
            row = rows.slice(int(one), 1).to_pylist()[0]
            told = {"matter": matter, "kind": kind, "post": row["post"], "version": row["version"], "start": 0}
            more = {"end": len(row["text"]), "alike": float(found.alike[one]), "accepted": _said(row, matter)}
            out.append(told | more | {"of": len(listed)})
    return out


def _each(rows: pa.Table, settings: Settings) -> Iterator[tuple[str, pa.Table, Bag, Likely]]:
    """Each matter that there is enough to learn from, with the rows in the order of time and their words."""
    rows = rows.sort_by([("published_at", "ascending"), ("post", "ascending")])
    held = bag(rows)
    for matter in settings["matter"]:
        if (found := likely(rows, held, matter)) is not None:
            yield matter["id"], rows, held, found


def suggested(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `suggested` from rows as `texts.sql` gives them."""
    out = [
        row for name, ordered, held, found in _each(rows, settings) for row in _suggested(name, ordered, held, found)
    ]
    return pa.Table.from_pylist(out, schema=SUGGESTED)


def sampled(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `sampled` from the same rows."""
    out = [row for name, ordered, _, found in _each(rows, settings) for row in _sampled(name, ordered, found)]
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
