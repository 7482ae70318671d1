"""The labelled sets as one list of sentences: what each says is joined where two sets label the same sentence.

RuSentNE-2023 (attitude to a marked entity), RuOpinionNE-2024 (who thinks what of whom, and which words say so), RuSentRel (for
or against, a document at a time; a pair's label is given to every sentence that names both). All three MIT.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from offscript.find.opinions.synonyms import Synonyms

Span = tuple[int, int]
Holder = Span | str
AUTHOR, NULL = "AUTHOR", "NULL"
LABEL = {"POS": 1, "NEG": -1, "pos": 1, "neg": -1}
WRITER = "author"
NOBODY = (WRITER, "unknown")
_SPEAKER = re.compile(r"\{[^}]*\}\s*")
_BLANK = re.compile(r"\W+")


@dataclass
class Record:
    """A sentence and what is known of it; None where a set does not say.

    `attitudes`: span of an entity, -1, 0 or 1. `tuples`: holder, target, expression, -1 or 1. `pairs`: holder, target, -1, 0
    or 1. `document`: what must not be parted by a split.
    """

    text: str
    document: str
    attitudes: list[tuple[Span, int]] = field(default_factory=list)
    tuples: list[tuple[Holder, Span, Span, int]] | None = None
    pairs: list[tuple[Holder, Span, int]] = field(default_factory=list)


def gist(text: str) -> str:
    """What two printings of one sentence share: its letters, the first sixty."""
    return _BLANK.sub("", text.lower())[:60]


def split_of(document: str) -> str:
    """`train`, `dev` or `test` (70, 15, 15 of 100), by a digest of the document or sentence."""
    place = int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 100
    return "train" if place < 70 else "dev" if place < 85 else "test"


def split(record: Record) -> str:
    """The split a record falls into."""
    return split_of(record.document)


def _spans(listed: list[str]) -> Span:
    ends = [tuple(map(int, one.split(":"))) for one in listed]
    return min(a for a, _ in ends), max(b for _, b in ends)


def tuples(row: dict[str, object]) -> Iterator[tuple[Holder, Span, Span, int]]:
    """Opinion tuples of a line of RuOpinionNE."""
    for one in row["opinions"]:  # type: ignore[attr-defined]
        source = one["Source"][0][0]
        holder: Holder = source if source in (AUTHOR, NULL) else _spans(one["Source"][1])
        yield holder, _spans(one["Target"][1]), _spans(one["Polar_expression"][1]), LABEL[one["Polarity"]]


def opinions(path: Path) -> Iterator[Record]:
    """RuOpinionNE, JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Record(row["text"], gist(row["text"]), tuples=list(tuples(row)))


def attitudes(path: Path) -> Iterator[Record]:
    """RuSentNE, tab-separated with ordinary CSV quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            span = int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"])
            yield Record(row["sentence"], gist(row["sentence"]), attitudes=[(span, int(row["label"]))])


def synonyms(path: Path) -> Synonyms:
    """RuSentRel's names: each to the first of its line, in whatever form it stands."""
    return Synonyms(line.split(",") for line in path.read_text(encoding="utf-8").splitlines())


@dataclass
class Document:
    """An article: its text, the spans that name someone, who is for or against whom (names merged), and whom its author is for or
    against (None where nobody labelled that).
    """

    name: str
    text: str
    named: list[tuple[Span, str]]
    opinions: dict[tuple[str, str], int]
    author: dict[str, int] | None = None


def _labelled(path: Path) -> Iterator[tuple[str, str, int]]:
    for line in filter(str.strip, path.read_text(encoding="utf-8-sig").splitlines()):
        holder, target, label = (part.strip() for part in line.split(",")[:3])
        yield holder, target, LABEL[label]


def documents(folder: Path) -> Iterator[Document]:
    """RuSentRel's articles in a folder that holds `synonyms.txt` and, in `train` or beside it, the articles."""
    merged = synonyms(folder / "synonyms.txt")
    for marks in sorted(folder.glob("**/*.ann")):
        text = marks.with_suffix(".txt").read_bytes().decode("utf-8")
        named = []
        for line in marks.read_text(encoding="utf-8-sig").splitlines():
            _, kind, words = line.split("\t")
            start, end = map(int, kind.split()[1:3])
            name = words.strip().lower()
            named.append(((start, end), name if name in NOBODY else merged(name)))
        said = {(merged(a), merged(b)): label for a, b, label in _labelled(marks.with_name(marks.stem + ".opin.txt"))}
        author = marks.with_name(marks.stem + ".author.txt")
        by_author = {merged(b): label for _, b, label in _labelled(author)} if author.exists() else None
        yield Document(marks.stem, text, named, said, by_author)


def spoken(text: str) -> str:
    """An article with the mark of who speaks, at the head of each line, blanked out; every place stays where it was."""
    return "\n".join(_SPEAKER.sub(lambda mark: " " * len(mark[0]), line, count=1) for line in text.split("\n"))


def sentences(document: Document) -> Iterator[tuple[Span, list[tuple[Span, str]]]]:
    """Lines of an article with the spans named in each, counted from its beginning."""
    at = 0
    for line in document.text.split("\n"):
        speaker = _SPEAKER.match(line)
        start, end = at + (speaker.end() if speaker else 0), at + len(line)
        yield (
            (start, end),
            [((a - start, b - start), name) for (a, b), name in document.named if start <= a and b <= end],
        )
        at = end + 1


def relations(folder: Path) -> Iterator[Record]:
    """RuSentRel by sentences."""
    for document in documents(folder):
        for (start, end), inside in sentences(document):
            named = [(span, name) for span, name in inside if name not in NOBODY]
            pairs: list[tuple[Holder, Span, int]] = [
                (one, other, document.opinions.get((a, b), 0)) for one, a in named for other, b in named if a != b
            ]
            if document.author is not None:
                pairs += [(AUTHOR, span, document.author.get(name, 0)) for span, name in named]
            if pairs:
                yield Record(document.text[start:end], document.name, pairs=pairs)


def joined(records: Iterable[Record]) -> list[Record]:
    """Records of one text as one."""
    by_text: dict[str, Record] = {}
    for one in records:
        known = by_text.setdefault(one.text, Record(one.text, one.document))
        known.attitudes += one.attitudes
        known.pairs += one.pairs
        if one.tuples is not None:
            known.tuples = one.tuples
    return list(by_text.values())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def enriched(record: Record) -> Record:
    """A record whose tuples also say the attitude to names that no attitude is given for; a holder nobody speaks of has none."""
    tuples = record.tuples or []
    targets = {target for _, target, _, _ in tuples}
    holders = {holder for holder, *_ in tuples if not isinstance(holder, str)}
    for span in sorted(targets | holders):
        if any(_overlap(span, known) for known, _ in record.attitudes):
            continue
        said = sum(polarity for _, target, _, polarity in tuples if _overlap(target, span))
        record.attitudes.append((span, (said > 0) - (said < 0)))
    return record


def thinned(records: list[Record]) -> list[Record]:
    """For training: of sentences that only RuSentRel labels, those with an attitude and every sixth of the others."""
    kept = []
    for number, one in enumerate(records):
        only_pairs = not one.attitudes and one.tuples is None
        if not only_pairs or number % 6 == 0 or any(label for *_, label in one.pairs):
            kept.append(one)
    return kept


def everything(data: Path) -> list[Record]:
    """All three sets under a folder laid out as `rusentne-2023`, `ruopinionne-2024`, `rusentrel`."""
    return joined(
        [
            *attitudes(data / "rusentne-2023" / "train_data.csv"),
            *opinions(data / "ruopinionne-2024" / "train.jsonl"),
            *relations(data / "rusentrel"),
        ]
    )
