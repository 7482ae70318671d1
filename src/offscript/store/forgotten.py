"""What a case was asked to forget: known by keyed digests only, so that nothing of it can be read, and held to when files are read.

A request names posts, whole sources or authors, or a person. Posts and sources go whole; a person's name is blotted out wherever it
stands, in any form. The request is an entry of the ledger: the one exception to text that never changes, with who, when and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from offscript.case.key import pseudonym_key
from offscript.store import ledger
from offscript.text.ground import WORD
from offscript.text.keyed import form_marks, hidden

Row = dict[str, Any]
_WORDED = ("text", "url", "author", "source_name", "forward_name", "handle", "place")
_ONE_WORD = str.maketrans(" \t\n", "___")


def _whole(said: str, secret: str) -> str:
    """Digest of a key or id, taken as one word."""
    return hidden(said.translate(_ONE_WORD), secret)


def _forms(word: str, secret: str) -> frozenset[str]:
    return form_marks(word.casefold().removesuffix("'s").removesuffix("’s"), secret)


def name_marks(name: str, secret: str) -> list[list[str]]:
    """A name as it is remembered: for each word, digests of its forms."""
    return [sorted(_forms(match.group(), secret)) for match in WORD.finditer(name)]


def post_mark(row: Mapping[str, Any], secret: str) -> str:
    """A post as it is remembered: the same for every copy of one record."""
    said = f"{row['platform']}|{row['source_key']}|{row['native_id'] or row['published_at']}"
    return _whole(said, secret)


def source_mark(key: str, secret: str) -> str:
    """A source, by one of its keys, as it is remembered; an author by his name or pseudonym."""
    return _whole(key, secret)


@dataclass(frozen=True)
class Forgotten:
    """All that a case was asked to forget."""

    secret: str = ""
    posts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    names: tuple[tuple[frozenset[str], ...], ...] = ()
    _cache: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.posts or self.sources or self.names)

    def drops(self, row: Mapping[str, Any]) -> bool:
        """Whether a record is not to be held at all."""
        if not self.posts and not self.sources:
            return False
        keys = (row["source_key"], row["author"])
        return post_mark(row, self.secret) in self.posts or any(
            key and source_mark(str(key), self.secret) in self.sources for key in keys
        )

    def _marks(self, word: str) -> frozenset[str]:
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = _forms(word, self.secret)
        return found

    def over(self, text: str | None) -> str | None:
        """A text without the names to be forgotten, letter for letter."""
        if not text or not self.names:
            return text
        words = list(WORD.finditer(text))
        for at in range(len(words)):
            for name in self.names:
                stretch = words[at : at + len(name)]
                if len(stretch) == len(name) and all(
                    self._marks(word.group()) & wanted for word, wanted in zip(stretch, name, strict=True)
                ):
                    start, end = stretch[0].start(), stretch[-1].end()
                    text = text[:start] + "█" * (end - start) + text[end:]
        return text

    def without_names(self, row: Row) -> Row:
        """A record without the names to be forgotten."""
        if not self.names:
            return row
        changed = {name: self.over(row[name]) for name in _WORDED if isinstance(row.get(name), str)}
        return {**row, **changed}


NOTHING = Forgotten()
"""Of a case that was asked to forget nothing."""


def remembered(secret: str, requests: Sequence[Mapping[str, Any]]) -> Forgotten:
    """What requests ask for, as the ledger holds their contents."""
    names = [tuple(frozenset(forms) for forms in name) for one in requests for name in one["names"]]
    return Forgotten(
        secret,
        frozenset(mark for one in requests for mark in one["posts"]),
        frozenset(mark for one in requests for mark in one["sources"]),
        tuple(names),
    )


def forgotten(case: Path) -> Forgotten:
    """All that a case was asked to forget."""
    requests = [entry.content for entry in ledger.entries(case) if entry.kind == ledger.FORGOTTEN]
    return remembered(pseudonym_key(case).hex(), requests) if requests else NOTHING
