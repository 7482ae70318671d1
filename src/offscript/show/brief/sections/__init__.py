"""The sections of the brief, in order: what it adds up to, what broke, what is claimed and known, then all that this rests on.

A new one is a module with `section(view)`, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable

from offscript.show.brief.document import Section
from offscript.show.brief.sections import (
    about,
    acknowledged,
    admissions,
    alerts,
    blame,
    breaks,
    changes,
    clock,
    common,
    coverage,
    demands,
    figures,
    judged,
    known,
    manifest,
    matters,
    methods,
    monitors,
    mood,
    phrases,
    pictures,
    positions,
    precedent,
    precedes,
    promises,
    repeated,
    repeats,
    silences,
    simultaneous,
    timeline,
    translations,
    unison,
    volume,
)
from offscript.show.brief.view import View

SECTIONS: tuple[Callable[[View], Section], ...] = (
    judged.section,
    breaks.section,
    alerts.section,
    silences.section,
    unison.section,
    known.section,
    timeline.section,
    precedent.section,
    admissions.section,
    acknowledged.section,
    clock.section,
    blame.section,
    positions.section,
    demands.section,
    mood.section,
    promises.section,
    figures.section,
    monitors.section,
    changes.section,
    matters.section,
    repeated.section,
    repeats.section,
    common.section,
    simultaneous.section,
    translations.section,
    pictures.section,
    phrases.section,
    precedes.section,
    about.section,
    coverage.section,
    volume.section,
    methods.section,
    manifest.section,
)
