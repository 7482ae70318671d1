"""A store written anew beside the old one takes its place, whole or not at all, however the process ends."""

from __future__ import annotations

import shutil
from pathlib import Path

NEW = ".forgetting"
"""Folder of a case in which its store is written anew."""
_WHOLE = "whole"
_MADE_FROM = (
    *("index", "checked", "brief.html", "brief.md", "brief.json", "page.html", "manifest.json"),
    *("watch.json", "watch-left.json"),
)
"""What runs and pages made of the words: made anew by the next run."""


def put_in_place(case: Path) -> None:
    """Put what was written anew in the place of what was; from here on it is finished even if the process is killed."""
    (case / NEW / _WHOLE).touch()
    finish(case)


def finish(case: Path) -> None:
    """Finish what a killed process had begun to put in place; what it had not written whole goes with the next request."""
    into = case / NEW
    if not (into / _WHOLE).exists():
        return
    for name in ("store", "snapshots"):
        if (into / name).exists():
            shutil.rmtree(case / name, ignore_errors=True)
            (into / name).rename(case / name)
    for name in _MADE_FROM:
        path = case / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    shutil.rmtree(into)
