"""Sentences as tensors."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product

import torch
from records import AUTHOR, NULL, Holder, Record, Span
from torch import Tensor
from vocabulary import Start

from offscript.text.encoder import unpacked
from offscript.text.pieces import BEGIN, Pieces, Place, places

END = 2
LONGEST = 384


@dataclass
class Example:
    """A record cut into words and pieces; `owner[p]` is the word of piece p, the first and last being the two signs."""

    record: Record
    words: list[Place]
    pieces: list[int]
    owner: list[int]

    def inside(self, span: Span) -> list[int]:
        """Numbers of the words a span covers, 1 for the first word."""
        return [i for i, (a, b) in enumerate(self.words, 1) if a < span[1] and b > span[0]]

    def held(self, holder: Holder) -> list[int]:
        """Numbers of a holder's words: 0 for the author, one past the last for nobody."""
        if isinstance(holder, str):
            return [0 if holder == AUTHOR else len(self.words) + 1]
        return self.inside(holder)


def example(record: Record, pieces: Pieces) -> Example:
    """A record with its pieces, cut off where it is too long."""
    words = places(record.text)
    numbers, owner, kept = [BEGIN], [0], []
    for word, cut in zip(words, pieces.cut(record.text, words), strict=True):
        if len(numbers) + len(cut) >= LONGEST:
            break
        kept.append(word)
        numbers += cut
        owner += [len(kept)] * len(cut)
    return Example(record, kept, [*numbers, END], [*owner, len(kept) + 1])


@dataclass
class Batch:
    """Sentences side by side, with what their labels ask."""

    pieces: Tensor
    present: Tensor
    pool: Tensor
    tags: Tensor
    roles: Tensor
    role_rows: Tensor
    kinds: Tensor
    attitude_row: Tensor
    attitude_span: Tensor
    attitude: Tensor
    pair_row: Tensor
    holder_span: Tensor
    target_span: Tensor
    pair: Tensor
    pair_weight: Tensor

    def to(self, device: str) -> Batch:
        """The same batch on another device."""
        return Batch(*(getattr(self, one.name).to(device, non_blocking=True) for one in fields(self)))


def _weights(places: list[int], width: int) -> Tensor:
    row = torch.zeros(width)
    row[places] = 1.0 / len(places)
    return row


KINDS = {AUTHOR: 0, NULL: 1}


def _tags(one: Example, width: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Tags of words, roles of pairs of words, which rows of the roles are labelled, and kinds of holder."""
    tags, roles, rows = torch.full((width,), -1), torch.zeros(2, width, width), torch.zeros(2, width)
    kinds = torch.full((width,), -1)
    if one.record.tuples is None:
        return tags, roles, rows, kinds
    tags[1 : len(one.words) + 1] = 0
    for holder, target, expression, polarity in sorted(one.record.tuples, key=lambda t: t[2][0] - t[2][1]):
        said = one.inside(expression)
        first = 1 if polarity > 0 else 3
        for order, word in enumerate(said):
            tags[word] = first + (order > 0)
        for word in said:
            rows[1, word] = 1
            roles[1, word, one.inside(target)] = 1
            if isinstance(holder, str):
                kinds[word] = kinds[word] if kinds[word] >= 0 else KINDS[holder]
            else:
                rows[0, word], kinds[word] = 1, 2
                roles[0, word, one.inside(holder)] = 1
    return tags, roles, rows, kinds


def _pairs(one: Example) -> list[tuple[list[int], list[int], int, float]]:
    """Labelled pairs: RuSentRel's, and those of tuples with the other combinations of their names as unrelated."""
    found = [(one.held(a), one.inside(b), label, 0.5) for a, b, label in one.record.pairs]
    known = {(h, t): p for h, t, _, p in one.record.tuples or ()}
    holders = {h for h, _ in known}
    targets = {t for _, t in known} | {h for h in holders if not isinstance(h, str)}
    for holder, target in product(sorted(holders, key=str), sorted(targets)):
        if holder != target:
            found.append((one.held(holder), one.inside(target), known.get((holder, target), 0), 1.0))
    return [pair for pair in found if pair[0] and pair[1]]


def batch(examples: list[Example], table: Tensor) -> Batch:
    """Examples as one batch. `table`: the vectors of all pieces."""
    long, width = max(len(one.pieces) for one in examples), max(len(one.words) for one in examples) + 2
    pieces = torch.ones(len(examples), long, dtype=torch.long)
    present, pool = torch.zeros(len(examples), long), torch.zeros(len(examples), width, long)
    marked = [_tags(one, width) for one in examples]
    attitudes, pairs = [], []
    for row, one in enumerate(examples):
        pieces[row, : len(one.pieces)] = torch.tensor(one.pieces)
        present[row, : len(one.pieces)] = 1
        owner = torch.tensor(one.owner)
        pool[row, owner, torch.arange(len(owner))] = 1.0 / torch.bincount(owner)[owner].float()
        attitudes += [
            (row, _weights(one.inside(span), width), label) for span, label in one.record.attitudes if one.inside(span)
        ]
        pairs += [(row, _weights(h, width), _weights(t, width), label, w) for h, t, label, w in _pairs(one)]
    empty = torch.zeros(0, width)
    return Batch(
        table[pieces],
        present,
        pool,
        torch.stack([tags for tags, *_ in marked]),
        torch.stack([roles for _, roles, *_ in marked]),
        torch.stack([rows for _, _, rows, _ in marked]),
        torch.stack([kinds for *_, kinds in marked]),
        torch.tensor([row for row, _, _ in attitudes], dtype=torch.long),
        torch.stack([span for _, span, _ in attitudes]) if attitudes else empty,
        torch.tensor([label + 1 for _, _, label in attitudes], dtype=torch.long),
        torch.tensor([row for row, *_ in pairs], dtype=torch.long),
        torch.stack([holder for _, holder, *_ in pairs]) if pairs else empty,
        torch.stack([target for _, _, target, *_ in pairs]) if pairs else empty,
        torch.tensor([label + 1 for *_, label, _ in pairs], dtype=torch.long),
        torch.tensor([weight for *_, weight in pairs]),
    )


def table(start: Start) -> Tensor:
    """Vectors of all pieces; they are never trained."""
    return torch.from_numpy(unpacked(start.words.reshape(len(start.words), -1)))
