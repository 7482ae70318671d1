"""Check: an article held against a case, statement by statement.

Each sentence is a statement, one that sets what one source says beside what another says is two: what it is about, whom it
names, its figures and stretches of time, its days, the order it tells, whether it says that a thing is so or not. Statements of
the case that share rare words, names or figures with it, or lie near it as vectors in any of three languages, are laid beside
it. It is supported where one says the same, is said by whom the article names, has its figures and its day, and accounts for
most of its words; contradicted where one says the opposite; else it is said in what the nearest differs: figure, date, whose
words, order, or that only a part is there. What no statement of the case resembles is not in the case, which does not make it
false; a day before the first or after the last post is outside coverage; questions, views, wishes and what will be cannot be
checked. That a source of the case says so is all that `supported` means: how credible that is stands in the brief.
"""

from __future__ import annotations

from typing import Any

from offscript.judge.check.facts import Fact, facts
from offscript.judge.check.marks import MARKS, Judge, Mark, Place, reach
from offscript.judge.check.retrieve import retrieve
from offscript.judge.check.voices import voices

__all__ = ["MARKS", "Mark", "Place", "article"]


def article(case: Any, text: str) -> list[Mark]:
    """Marks of the statements of an article, in order; every sentence has one or more.

    Args:
        case: the case it is held against, read and run.
        text: the article, in Russian, Ukrainian or English.
    """
    known = voices(case)
    told = facts(text, case, known)
    flat: list[Fact] = [one for fact in told for one in (fact, *fact.clauses)]
    found = retrieve(flat, case)
    judge = Judge(case, known, found.weights, reach(case))
    matches = iter([judge.matches(*one) for one in zip(flat, found.candidates, strict=True)])
    return [judge.mark(fact, next(matches), [next(matches) for _ in fact.clauses]) for fact in told]
