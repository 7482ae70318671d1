"""One writer at a time: a second one waits and is told who holds the case. The lock ends with the process, however it ends.

Some disks (folders of a network, mostly) grant a lock to whoever asks. There two writers would spoil each other's work unseen, so
nothing is written.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(RuntimeError):
    """Another process is writing to the case; the message names it."""


class NoLocks(RuntimeError):
    """The disk the case lies on grants a lock to several at once."""


def holder(case: Path) -> str:
    """Who holds the case, in words."""
    try:
        said = json.loads((case / ".holder.json").read_text(encoding="utf-8"))
        return f"'{said['doing']}' (process {said['process']} on {said['host']}, since {said['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"


def _alone(path: Path) -> bool:
    """Whether a second one is refused a lock that is held."""
    second = FileLock(path)
    try:
        second.acquire(timeout=0)
    except Timeout:
        return True
    second.release()
    return False


@contextmanager
def writing(case: Path, doing: str, wait: bool = True, tell: Callable[[str], None] = print) -> Iterator[None]:
    """Hold the case for writing.

    Raises:
        Busy: it is held by another process and `wait` is false.
        NoLocks: the disk's locks hold nobody off.
    """
    lock = FileLock(case / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not wait:
            raise Busy(f"{case} is being written by {holder(case)}; try again later, or leave out --no-wait") from None
        tell(f"waiting: {case} is being written by {holder(case)}")
        lock.acquire()
    if not _alone(case / ".lock"):
        lock.release()
        raise NoLocks(
            f"{case}: this disk's locks hold nobody off (is it a network folder?), so two writers would spoil each other's "
            "work; copy the case to a disk of this machine and work there"
        )
    try:
        said = {
            "doing": doing,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(" ", "seconds"),
        }
        (case / ".holder.json").write_text(json.dumps(said), encoding="utf-8")
        yield
    finally:
        (case / ".holder.json").unlink(missing_ok=True)
        lock.release()
