"""Columns of numbers that grow in place: large blocks are moved by the system, not copied."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_GROWTH, _SPARE = 1.3, 1024


class Grown:
    """Columns of one length, of which the first `held` places are filled; a type of None keeps that column empty."""

    def __init__(self, *types: DTypeLike | None) -> None:
        self.held = 0
        self._kept = [kind is not None for kind in types]
        self.columns: list[NDArray[Any]] = [np.empty(0, kind or np.uint8) for kind in types]

    def _resize(self, size: int) -> None:
        for column, kept in zip(self.columns, self._kept, strict=True):
            if kept:
                column.resize(size, refcheck=False)

    def room(self, more: int, expected: int = 0) -> int:
        """Make room for so many places more; gives where they begin. They count as filled.

        Args:
            more: places needed now.
            expected: how many the whole will need; what is asked for at once is never copied, nor touched before it is filled.
        """
        begin, self.held = self.held, self.held + more
        if self.held > max((len(column) for column in self.columns), default=0):
            size = max(int(self.held * _GROWTH) + _SPARE, expected)
            if begin:
                self._resize(size)
            else:
                self.columns = [
                    np.empty(size if kept else 0, c.dtype) for c, kept in zip(self.columns, self._kept, strict=True)
                ]
        return begin

    def finished(self) -> list[NDArray[Any]]:
        """The columns, cut to what they hold."""
        self._resize(self.held)
        return self.columns
