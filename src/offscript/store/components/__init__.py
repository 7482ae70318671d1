"""Connected components by queries alone: what lies on several machines is never brought to one.

Large-star and small-star by turns (Kiveris, Lattanzi, Mirrokni, Rastogi & Vassilvitskii 2014, "Connected Components in MapReduce
and Beyond", SoCC): each node's larger neighbours are tied to its least neighbour, then the smaller ones. It ends when every
node is tied to one other, which is tied to none: the least of its component. That takes a number of turns that grows with the
logarithm of the longest way, squared at the worst.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from offscript.store.steps import sql_beside

Found = TypeVar("Found")
Ask = Callable[[str, Found], Found]
"""Gives the answer to a query over the table `link` (columns `one, other`), which is the rows given beside it."""


def _sql(name: str) -> str:
    return sql_beside("offscript.store.components", name)


def components(links: Found, ask: Ask[Found], kept: Callable[[Found], Found], empty: Callable[[Found], bool]) -> Found:
    """The component of each node of some links.

    Args:
        links: columns `one, other`: nodes that belong together.
        ask: how a query is answered.
        kept: the same rows, found once and for all: each turn asks them several times.
        empty: whether there are no rows.

    Returns:
        `member, component`: each node that is linked to another, and the least node of its component.
    """
    stars = kept(ask(_sql("larger_first"), links))
    while not empty(ask(_sql("tangled"), stars)):
        stars = kept(ask(_sql("small_star"), ask(_sql("large_star"), stars)))
    return ask(_sql("members"), stars)
