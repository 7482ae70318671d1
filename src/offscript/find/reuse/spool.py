"""Prints waiting to be linked, parted by ranges of the hash; kept in memory where one range holds all, else in unnamed files."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import IO

import numpy as np

from offscript.find.reuse.fingerprint import PRINT_BITS, Prints
from offscript.text.grown import Grown


class Spool:
    """Prints with the place each stands at, added in the order of texts and taken back range by range."""

    def __init__(self, ranges: int) -> None:
        self.ranges = ranges
        self._memory = Grown(np.uint64, np.uint64)
        self._stack = ExitStack()
        self._files: list[IO[bytes]] = []
        if ranges > 1:
            self._files = [self._stack.enter_context(tempfile.TemporaryFile()) for _ in range(2 * ranges)]

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, prints: Prints, places: Prints) -> None:
        """Take more prints; their texts must not come before those taken already."""
        if self.ranges == 1:
            begin = self._memory.room(len(prints))
            for column, more in zip(self._memory.columns, (prints, places), strict=True):
                column[begin : begin + len(more)] = more
            return
        ranged = prints * np.uint64(self.ranges) >> np.uint64(PRINT_BITS)
        for number in range(self.ranges):
            inside = ranged == number
            prints[inside].tofile(self._files[2 * number])
            places[inside].tofile(self._files[2 * number + 1])

    def take(self, number: int) -> tuple[Prints, Prints]:
        """All prints of a range, and their places; the range is empty afterwards."""
        if self.ranges == 1:
            held, self._memory = self._memory, Grown(np.uint64, np.uint64)
            return held.finished()[0], held.finished()[1]
        columns = []
        for file in self._files[2 * number : 2 * number + 2]:
            file.seek(0)
            columns.append(np.fromfile(file, np.uint64))
            file.close()
        return columns[0], columns[1]
