"""The cases whose tables must stay what they are, by name; that of real posts where these are here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import offscript
from tests.unchanged import sentences, whole
from tests.unchanged.real import here, real

CASES: dict[str, Callable[[Path], offscript.Case]] = {"country": whole, "sentences": sentences}
if here():
    CASES["real"] = real
