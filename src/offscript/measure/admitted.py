"""First admissions: when each source first tells a bad fact of a matter, at each grade, in own voice.

From the first post about the matter in the collection on; a source that never gets beyond denial or euphemism has no row above
it, which is a fact about what was collected of it and no more. First means first in this collection.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (Query("admitted", "admitted", sql_beside("offscript.measure", "admitted"), "admitted"),)
