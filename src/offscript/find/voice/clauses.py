"""Clauses of a sentence: what stands between commas, dashes, colons and brackets, outside quotation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.cues import Cues
from offscript.find.voice.speakers import Token, tokens

_CUT = re.compile(r",(?!\d)|;|:(?!\d)|(?<=\s)[—–-](?=\s)|[—–](?=\s)|(?<=[,»”\"])\s*[—–]|\s//\s|\s\|\s|[()]")


class Clause(NamedTuple):
    """A clause at `[start, end)`, the mark before it (`,` `;` `:` `-` `(` or nothing), and its words and marks."""

    start: int
    end: int
    mark: str
    tokens: list[Token]

    def says(self, cues: Cues) -> int | None:
        """Place of the verb of saying among the tokens, the last of several; None where there is none."""
        places = [n for n, token in enumerate(self.tokens) if token.ground in cues.say]
        return places[-1] if places else None


def _kind(mark: str) -> str:
    bare = mark.strip()
    return "-" if bare in ("—", "–", "-", "//", "|") else bare


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """Clauses that have words, in order; `text` has the insides of quotations masked."""
    found: list[Clause] = []
    at, mark = start, ""
    for cut in [*_CUT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        words = tokens(text, at, stop)
        if any(token.word or "\u2022" in token.text for token in words):
            found.append(Clause(at, stop, mark, words))
            mark = ""
        if cut:
            mark = _kind(cut.group()) if not mark or mark == "," else mark
            at = cut.end()
    return found
