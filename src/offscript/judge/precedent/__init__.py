"""Precedent: statements that say a thing is without one (`впервые`, `unprecedented`), and when its like was last seen here.

The like is an earlier statement with at least three of its lemmas and three fifths of their weight, told two days before or more.
Words in common are no proof that it was the same kind of thing, and none in common no proof that it was the first: how far back
the collection goes is said beside it. Russian, Ukrainian and English are each compared with themselves.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (
    Query("precedent", "precedent", sql_beside("offscript.judge.precedent", "precedent"), "precedent"),
)
