"""Claims: statements about a matter that say the same, whoever says it and in which language, with the history of their status.

A statement joins the claim it is most like (`judge.sense`), counting the same thing with another number excluded, if it reaches
`SAME`. A denial, a confirmation, a retraction speaks of something: it joins the claim of its matter that it is most like from a
lower bar (`ABOUT`) on; a rumour, or what a source is said to have told, from one between (`TOLD`). A claim nobody has spoken of
for 45 days is over, and what comes later begins a new one. Questions, views and wishes claim nothing. Only first wordings are
taken. A person's word on a statement (`offscript correct claim`) stands above likeness: it belongs with another statement, or
begins a claim of its own; it is bound to the exact words and survives re-runs. A claim is known by its first statement: an older
one that arrives later gives it another name.
"""

from __future__ import annotations

from offscript.judge.claims.group import claims
from offscript.store.steps import Group, Step, sql_beside, standing

STEPS: tuple[Step, ...] = (
    standing(
        Group(
            "claim",
            "claims",
            sql_beside("offscript.judge.claims", "statements"),
            "claim",
            claims,
            by="matter",
            libraries=("numpy",),
        ),
        "claim",
    ),
)
