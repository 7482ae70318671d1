"""The sections of the brief, in order. A new one is a module with `section(view)`, and a line here."""

from __future__ import annotations

from collections.abc import Callable

from offscript.show.brief.document import Section
from offscript.show.brief.sections import (
    about,
    changes,
    common,
    coverage,
    manifest,
    matters,
    methods,
    phrases,
    repeated,
    repeats,
    translations,
    volume,
)
from offscript.show.brief.view import View

SECTIONS: tuple[Callable[[View], Section], ...] = (
    about.section,
    coverage.section,
    volume.section,
    matters.section,
    repeated.section,
    repeats.section,
    common.section,
    translations.section,
    phrases.section,
    changes.section,
    methods.section,
    manifest.section,
)
