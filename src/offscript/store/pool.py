"""The pool of processes that maps run in: started where a map first needs it, kept for the next ones, as what they load stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from offscript.store.steps import Map, Settings
from offscript.store.worker import DONE


class WorkerFailed(RuntimeError):
    """A worker process ended with an error; the message carries its last words."""


class _Worker(NamedTuple):
    process: subprocess.Popen[str]
    errors: IO[bytes]

    def ask(self, task: list[Any]) -> None:
        """Give it a map to do."""
        assert self.process.stdin is not None
        try:
            print(json.dumps(task), file=self.process.stdin, flush=True)
        except OSError as error:
            raise WorkerFailed(self.last_words()) from error

    def answers(self) -> Iterator[None]:
        """One after each row group it has done."""
        assert self.process.stdout is not None
        for line in iter(self.process.stdout.readline, f"{DONE}\n"):
            if not line:
                raise WorkerFailed(self.last_words())
            yield

    def last_words(self) -> str:
        """What it wrote before it ended."""
        self.process.wait()
        self.errors.seek(0)
        return " / ".join(self.errors.read().decode("utf-8", "replace").strip().splitlines()[-3:])


def _started() -> _Worker:
    """A worker of one thread."""
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    errors = tempfile.TemporaryFile()
    call = [sys.executable, "-m", "offscript.store.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
    return _Worker(subprocess.Popen(call, text=True, env=alone, **pipes), errors)  # type: ignore[call-overload]


def _ended(workers: list[_Worker]) -> None:
    while workers:
        process, errors = workers.pop()
        process.kill()
        process.communicate()
        errors.close()


class Pool:
    """Processes that do maps, each a part of the row groups of a file; no text is pickled."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._workers: list[_Worker] = []
        weakref.finalize(self, _ended, self._workers)

    def map(
        self, step: Map, rows: pa.Table, settings: Settings, tell: Callable[[str, int, int], None]
    ) -> list[pa.Table]:
        """What a map's function makes of each batch of rows, in their order.

        Raises:
            WorkerFailed: the function failed on some batch; the pool is started anew for the next map.
        """
        with tempfile.TemporaryDirectory(prefix="offscript-") as folder:
            path, chosen = Path(folder) / "rows.parquet", Path(folder) / "settings.json"
            pq.write_table(rows, path, row_group_size=step.batch)
            chosen.write_text(json.dumps(settings), encoding="utf-8")
            groups = pq.ParquetFile(path).num_row_groups
            task = [step.function.__module__, step.function.__name__, str(path), str(chosen)]
            try:
                self._shared(task, groups, lambda done: tell(step.name, done, groups))
            except BaseException as error:
                self.close()  # whoever is still at work would answer the next map with this one
                if isinstance(error, WorkerFailed):
                    raise WorkerFailed(f"{step.name}: a worker failed: {error}") from error
                raise
            return [pq.read_table(f"{path}.{number}") for number in range(groups)]

    def close(self) -> None:
        """End the processes."""
        _ended(self._workers)

    def _shared(self, task: list[str], groups: int, tell: Callable[[int], None]) -> None:
        """Let every worker do its part of a map, which together is all of it."""
        while len(self._workers) < min(self.processes, groups):
            self._workers.append(_started())
        taking = self._workers[:groups]
        for first, worker in enumerate(taking):
            worker.ask([*task, first, len(taking)])
        done = 0
        for worker in taking:
            for _ in worker.answers():
                tell(done := done + 1)
