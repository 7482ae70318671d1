"""What somebody posts who knows that he is read, to mislead who reads: nothing of it unless `Strengths.poisons` names it.

`near`: copies with a few words changed, minutes after the ministry's statements. `backdated`: the same, their times set back
before the statements, though numbers rise as they were posted. `edited`: posts of the day before, edited until they hold the
statement. `flood`: thirty channels that talk of other things all day. `confirmed`: ten channels of one owner who each say a false
thing in words of their own. `look_alike`: a channel whose name looks like the ministry's and that posts other figures. `invisible`:
copies with unseen letters and Latin look-alikes inside words. `addressed`: posts that give orders to whatever reads them.
All voices are strangers to the case's settings, but for the owner of the ten, which the analyst may know.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from offscript.model import DAY, HOUR, MINUTE
from offscript.simulate.stage import Said, Stage
from offscript.simulate.wording import Phrases, reworded
from offscript.simulate.world import Voice, told

_NUMBER = 9_300_000
_LATIN = str.maketrans("аеорсухАЕОРСХКМТНВ", "aeopcyxAEOPCXKMTHB")
_UNSEEN = "\u200b\u200d\u2060\u00ad"


def _stranger(stage: Stage, place: int, name: str = "", owner: str = "") -> str:
    """A channel the case does not know, or knows only the owner of."""
    voice = Voice(
        id=f"stranger{place}",
        name=name or f"Весть {place}",
        tier="unassigned",
        language="ru",
        form="telethon",
        pace=0,
        handle=f"vest_{place}",
        number=_NUMBER + place,
        owner=owner,
        stranger=not owner,
    )
    stage.voices[voice.id] = voice
    return voice.id


def _statements(stage: Stage) -> list[Said]:
    return [said for said in stage.posts if said.voice == "mo" and len(said.text.split()) > 20]


def _posts(stage: Stage, kind: str, voice: str, at: int, text: str, about: Said | None = None, **more: int) -> None:
    said = stage.say(voice, at, text, posted=more.pop("posted", at), **more)
    stage.note("poison", kind=kind, post=said, about=about)


def _copies(stage: Stage, chance: random.Random, kind: str, place: int) -> None:
    voices = [_stranger(stage, place + number) for number in range(3)]
    for statement in _statements(stage):
        for voice in voices:
            posted = statement.at + round(chance.uniform(2, 20) * MINUTE)
            text = reworded(statement.text, 0.08, "ru", chance)[0]
            if kind == "near":
                _posts(stage, kind, voice, posted, text, statement)
            elif kind == "backdated":
                set_back = round(stage.strengths.set_back_hours * HOUR)
                _posts(stage, kind, voice, statement.at - set_back, text, statement, posted=posted)
            else:
                _posts(stage, kind, voice, statement.at - DAY, text, statement, edited_at=posted)
    if kind == "backdated":
        _talk(stage, chance, voices, 4)


def _talk(stage: Stage, chance: random.Random, voices: Sequence[str], a_day: int) -> None:
    """Honest posts on other subjects, all days."""
    for voice in voices:
        for day in range(1, stage.days + 1):
            for _ in range(a_day):
                at = stage.moment(day, "07:00") + round(chance.random() * 900 * MINUTE)
                _posts(stage, "talk", voice, at, Phrases(chance).text("news", chance.randint(1, 3)))


def near(stage: Stage, chance: random.Random) -> None:
    """Near copies after the ministry."""
    _copies(stage, chance, "near", 100)


def backdated(stage: Stage, chance: random.Random) -> None:
    """Near copies dated before the ministry."""
    _copies(stage, chance, "backdated", 200)


def edited(stage: Stage, chance: random.Random) -> None:
    """Older posts that came to hold the ministry's words."""
    _copies(stage, chance, "edited", 300)


def flood(stage: Stage, chance: random.Random) -> None:
    """Thirty channels that talk of other things."""
    _talk(stage, chance, [_stranger(stage, 400 + number) for number in range(30)], 12)


def confirmed(stage: Stage, chance: random.Random) -> None:
    """Ten channels of one owner that confirm each other."""
    first = stage.moment(4, "11:00")
    for number, said in enumerate(told("poison")["confirmed"]):
        voice = _stranger(stage, 500 + number, owner="Дом вестей")
        _posts(stage, "confirmed", voice, first + round((number + chance.random()) * 7 * MINUTE), said)


def look_alike(stage: Stage, chance: random.Random) -> None:
    """Other figures under a name that looks like the ministry's."""
    voice = _stranger(stage, 600, name=stage.voices["mo"].name.translate(_LATIN))
    for day in range(2, stage.days, 2):
        at = stage.moment(day, "12:00") + round(chance.random() * 60 * MINUTE)
        _posts(stage, "look_alike", voice, at, told("poison")["figures"].format(number=chance.randint(10, 99) * 100))


def invisible(stage: Stage, chance: random.Random) -> None:
    """Exact copies that no search for their letters finds."""
    voice = _stranger(stage, 700)
    for statement in _statements(stage):
        words = [_hidden(word, chance) for word in statement.text.split(" ")]
        posted = statement.at + round(chance.uniform(2, 20) * MINUTE)
        _posts(stage, "invisible", voice, posted, " ".join(words), statement)


def _hidden(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randint(1, len(word) - 2)
    return word[:at].translate(_LATIN) + chance.choice(_UNSEEN) + word[at:]


def addressed(stage: Stage, chance: random.Random) -> None:
    """Orders to a reader that is a machine."""
    voice = _stranger(stage, 800)
    for day in range(1, stage.days + 1):
        for text in told("poison")["addressed"]:
            _posts(stage, "addressed", voice, stage.moment(day, "13:00") + round(chance.random() * 60 * MINUTE), text)


POISONS: dict[str, Callable[[Stage, random.Random], None]] = {
    one.__name__: one for one in (near, backdated, edited, flood, confirmed, look_alike, invisible, addressed)
}
"""Every poison by its name."""


def plant(stage: Stage, phrases: Phrases) -> None:
    """The poisons that are asked for, drawn from a seed of their own: all else is said as without them."""
    for name in sorted(stage.strengths.poisons):
        POISONS[name](stage, random.Random(f"{stage.seed} {name}"))  # noqa: S311 - a reproducible play, no secret
