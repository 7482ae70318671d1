"""The sections of the brief, in order. A new one is a module with `section(view)`, and a line here."""

from __future__ import annotations

from collections.abc import Callable

from offscript.show.brief.document import Section
from offscript.show.brief.sections import (
    about,
    acknowledged,
    admissions,
    blame,
    breaks,
    changes,
    clock,
    common,
    coverage,
    demands,
    evidence,
    figures,
    known,
    manifest,
    matters,
    methods,
    mood,
    phrases,
    positions,
    precedes,
    promises,
    repeated,
    repeats,
    silences,
    simultaneous,
    translations,
    unison,
    volume,
)
from offscript.show.brief.view import View

SECTIONS: tuple[Callable[[View], Section], ...] = (
    about.section,
    coverage.section,
    volume.section,
    breaks.section,
    silences.section,
    unison.section,
    known.section,
    matters.section,
    repeated.section,
    repeats.section,
    common.section,
    simultaneous.section,
    translations.section,
    phrases.section,
    changes.section,
    figures.section,
    evidence.section,
    clock.section,
    admissions.section,
    acknowledged.section,
    precedes.section,
    blame.section,
    positions.section,
    demands.section,
    mood.section,
    promises.section,
    methods.section,
    manifest.section,
)
