"""Corroboration: on how many independent roots a claim rests, how reliable each is, and how credible that makes the claim.

Copying is not corroboration. Statements of a claim are one lineage where they share words (`reuse`), one translates or forwards
the other, they are words of the same speaker or source (five papers that cite one agency are that agency) or their sources have
one owner (`owner`); and all that name nobody are one, for they may have it from the same. Whoever carries two roots does not make
them one. A root stands as its lineage's last word does. Reliability A to F is the case's, else the tier's; credibility 1 to 6
follows from the roots by the first rule that fits (`grades`; Admiralty system, NATO AJP-2.1), and the rule is kept beside it.
Evidence and witnesses weigh more than word, an admission against interest more, and most of all where both sides of the
conflict say the same. Sources that cite each other in a circle are named, and have no root outside it unless one says so in its
own voice. A person's grade (`offscript correct credibility`) stands above the rule. Independence is judged by what is collected:
two roots may still have a third that is not.
"""

from __future__ import annotations

from offscript.judge.corroboration.grades import credibility
from offscript.judge.corroboration.lineages import circle, lineages
from offscript.judge.corroboration.table import STANDINGS, assessed, roots
from offscript.store.steps import Group, Step, sql_beside

__all__ = ["STANDINGS", "STEPS", "assessed", "circle", "credibility", "lineages", "roots"]

_STATEMENTS = sql_beside("offscript.judge.corroboration", "statements")

STEPS: tuple[Step, ...] = (
    Group("root", "corroboration", _STATEMENTS, "root", roots, settings=("source",)),
    Group("assessed", "corroboration", _STATEMENTS, "assessed", assessed, settings=("source",)),
)
