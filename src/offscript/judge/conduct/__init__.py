"""Words and conduct: what an actor is reported to do out of sight, beside what it says of that in public.

A report is a sentence about a matter that says something is done out of sight (`hidden`) or that hands on what the other side
wants (an `attributed` position), and does not deny it. The actor is whoever it names as the doer; where it says `наши` or
`they`, the ministry and officials of that side; where nobody is named, whoever answers the claim in its own voice. Beside it
stands what the actor said in public: that the claim is not so, or which end it takes on the axis the report speaks of; the last
such words before the report, and the first after it. Each keeps its own status: the pair shows both, and says of nobody that
the words were untrue.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (Query("conduct", "conduct", sql_beside("offscript.judge.conduct", "conduct"), "conduct"),)
