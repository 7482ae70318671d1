"""The engines there are, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offscript.store.engine import Embedded, Engine


def _spark(master: str) -> Engine[Any]:
    from offscript.store.spark import Spark

    return Spark(master or "local[*]")


ENGINES: dict[str, Callable[[str], Engine[Any]]] = {"duckdb": lambda master: Embedded(), "spark": _spark}
"""By name: what makes an engine, given the address of a cluster's master (empty: this machine)."""
