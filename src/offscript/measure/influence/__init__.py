"""Influence: whose posts about a matter are followed by whose, more often than habit, rhythm and common news explain; and after
how long.

A multivariate Hawkes process (Hawkes 1971), by tier and for the twelve sources that speak most: the rate of each is its hours of
the day times what all others say within six hours, plus what earlier posts of each add, mixtures of exponential densities (means
of 3 and 15 minutes, 1 and 4 hours). Null model: the others' posts add nothing beyond that. It is tested by the gain in likelihood
(chi-bar-square: Self & Liang 1987), and, where a rate falls, by a score test; false discovery over all pairs, scopes and matters
(Benjamini & Hochberg 1995). Two minutes in which more speak than chance lets are a common shock, and answer nobody. A copy known
to carry another's words follows that one (a marked event). The lag is the mean of the likeliest gamma density of shape 1, 2 or 3,
all else fitted anew. Goodness of fit is that of time rescaling (Brown et al. 2002): where waiting times are less likely than one
in a hundred, the model is not used, and which of two comes first within twelve hours is told instead (sign test). What precedes
is not what causes: two that follow a third with different delays precede each other. Only inside the stretch that sources share,
and for times known to the minute. Assumes that what follows comes within half a day, and that rates do not leap by themselves
within hours but for news that others take up too.
"""

from __future__ import annotations

from offscript.measure.influence.precede import precedes
from offscript.measure.influence.table import influence
from offscript.store.steps import Group, Step, sql_beside

__all__ = ["STEPS", "precedes"]

STEPS: tuple[Step, ...] = (
    Group(
        "influence",
        "influence",
        sql_beside("offscript.measure.influence", "about"),
        "influence",
        influence,
        libraries=("numpy", "numba"),
    ),
)
