"""Records that another program writes to standard input, one a line, laid into a folder that is watched."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

_ARRIVING = ".arriving-"
_WHOLE = 60
"""Seconds by which a file is made older: a file touched just now is taken for one that is still being copied."""


class Piped:
    """Lines as they come, in a hidden file of the folder; whole files of them, as often as they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        for left in sorted(folder.glob(f"{_ARRIVING}*")):
            self._mend(left)

    def _mend(self, path: Path) -> None:
        """Show what a kill left behind, without the line that was not written to its end."""
        head, ended, _ = path.read_bytes().rpartition(b"\n")
        if ended:
            path.write_bytes(head + ended)
            self._show(path)
        else:
            path.unlink()

    def _show(self, path: Path) -> None:
        """Give a file of whole lines its name."""
        named = path.with_name(f"stdin-{path.name.removeprefix(_ARRIVING)}.jsonl")
        path.rename(named)
        os.utime(named, (time.time() - _WHOLE,) * 2)

    def take(self, lines: Iterable[bytes]) -> None:
        """Lay lines down until there are no more; each is on disk before the next is asked for."""
        for line in lines:
            with self._lock:
                if self._file is None:
                    self._file = (self.folder / f"{_ARRIVING}{time.time_ns()}").open("xb")
                self._file.write(line if line.endswith(b"\n") else line + b"\n")
                self._file.flush()

    def settle(self) -> None:
        """Make a file of what came, so that the next turn takes it."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._show(Path(self._file.name))
                self._file = None

    def listen(self, lines: Iterable[bytes]) -> None:
        """Take lines as they come, beside whatever else is done."""
        threading.Thread(target=self.take, args=(lines,), daemon=True).start()
