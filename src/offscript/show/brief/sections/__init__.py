"""The sections of the brief, in order. A new one is a module with `section(view)`, and a line here."""

from __future__ import annotations

from collections.abc import Callable

from offscript.show.brief.document import Section
from offscript.show.brief.sections import (
    about,
    blame,
    changes,
    clock,
    common,
    coverage,
    evidence,
    figures,
    manifest,
    matters,
    methods,
    phrases,
    promises,
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
    figures.section,
    evidence.section,
    clock.section,
    blame.section,
    promises.section,
    methods.section,
    manifest.section,
)
