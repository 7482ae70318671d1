"""Names that are one thing, joined two by two."""

from __future__ import annotations


class Groups:
    """Names joined into groups, each known by the smallest of its names (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        """Smallest name of the group."""
        while (parent := self._parent.get(name, name)) != name:
            self._parent[name] = self._parent.get(parent, parent)
            name = parent
        return name

    def join(self, one: str, other: str) -> None:
        """Make the groups of two names one."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._parent[high] = low
