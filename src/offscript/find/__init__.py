"""Find: posts to findings, each with the span that shows it. `STEPS` lists every analysis said once per post."""

from __future__ import annotations

from offscript.find import languages, links, matters, reuse
from offscript.store.steps import Step

STEPS: tuple[Step, ...] = (*languages.STEPS, *links.STEPS, *matters.STEPS, *reuse.STEPS)
