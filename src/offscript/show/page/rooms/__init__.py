"""The rooms of the page, in order: those that show sections of the brief, and those that look into the tables themselves.

A new room of sections is one line in `ROOMS`; any other is a module with its route, listed in `show.page.application`.
"""

from __future__ import annotations

from typing import NamedTuple


class Room(NamedTuple):
    """A room: its name in the address, its title, and the sections of the brief it shows, none where it is drawn otherwise.

    `whole` where it tells of the case as a whole, so that nothing in it is chosen.
    """

    name: str
    title: str
    sections: tuple[str, ...] = ()
    whole: bool = False


def _(text: str) -> str:
    """Marks a title for translation; it is translated where it is shown."""
    return text


ROOMS = (
    Room("overview", _("Overview"), ("judged", "breaks"), whole=True),
    Room("alerts", _("Alerts"), ("alerts",)),
    Room("coverage", _("Coverage"), ("coverage", "volume", "about", "matters")),
    Room(
        "repeats",
        _("Repeats"),
        ("repeated", "repeats", "common", "simultaneous", "translations", "pictures", "precedes", "phrases"),
    ),
    Room("line", _("Line"), ("clock", "positions", "mood", "changes")),
    Room("figures", _("Figures"), ("figures", "monitors")),
    Room("promises", _("Promises"), ("promises", "demands")),
    Room("blame", _("Blame"), ("blame",)),
    Room("silence", _("Silence and unison"), ("silences", "unison")),
    Room("acknowledgement", _("Acknowledgement"), ("acknowledged", "admissions")),
    Room("known", _("Known"), ("known", "timeline", "precedent")),
    Room("judgement", _("Judgement"), ("judged",), whole=True),
    Room("posts", _("Posts")),
    Room("map", _("Map")),
    Room("words", _("Words")),
    Room("data", _("Tables")),
    Room("queue", _("To check")),
    Room("methods", _("Methods"), ("methods", "manifest"), whole=True),
)
