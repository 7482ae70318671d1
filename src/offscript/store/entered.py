"""What a person may say of findings and of the case: the words there are for it, the same for the command line and the page."""

from __future__ import annotations

from offscript.case import CaseError

STATUSES = ("met", "broken", "withdrawn", "void", "overdue", "open", "undecidable")
"""What may have become of a promise."""
VOICES = ("own", "quoted", "reported", "endorsed", "ironic", "unknown")
"""Whose words a clause may be."""
GRADES = ("1", "2", "3", "4", "5", "6")
"""How credible a claim may be: 1 confirmed … 5 improbable, 6 cannot be judged (NATO AJP-2.1)."""
STATES = ("seen", "not seen", "unknown")
"""What may be said of a sign."""
OUTCOMES = ("yes", "no", "void")
"""What may come of a question."""
RIGHT = ("right", "wrong")
"""What may be said of an alert."""


def one_of(what: str, given: str, known: tuple[str, ...]) -> str:
    """A word given by hand that must be one of those known.

    Raises:
        CaseError: it is not.
    """
    if given not in known:
        raise CaseError(f"{given!r} is no {what}; write one of: {', '.join(known)}")
    return given


def odds_given(said: float) -> float:
    """Odds given by hand.

    Raises:
        CaseError: they are none.
    """
    if not 0 <= said <= 1:
        raise CaseError(f"{said:g} are no odds: a number between 0 and 1")
    return said
