"""Posts that name invented private persons, in three languages and in every case, and what leads to them; where is known.

For testing what is hidden of people: nothing here is taken from anywhere, and nobody has these names but by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from offscript.text.beside import toml_beside
from offscript.text.morphology import analyser

SETS = ("first", "second", "third", "fourth", "fifth", "kept")
"""Sets of planted names, each with sentences of its own."""
_SLOT = re.compile(r"\{(1|2):(\w+)\}")
_GENDERS = (("masculine", "masc"), ("feminine", "femn"))


class Mention(NamedTuple):
    """A stretch `[start, end)` of a planted text that names a person, or leads to one (`kind`: person or contact)."""

    start: int
    end: int
    kind: str


class Planted(NamedTuple):
    """A text in a language with what is planted in it."""

    lang: str
    text: str
    mentions: tuple[Mention, ...]


@cache
def _data(name: str) -> dict[str, Any]:
    return toml_beside("offscript.simulate", name)


@cache
def inflected(word: str, case: str, gender: str, lang: str) -> str:
    """One word of a name in a case; as it is where the dictionary does not bend it, or the language has no cases."""
    if lang == "en":
        return word
    if "-" in word:
        return "-".join(inflected(part, case, gender, lang) for part in word.split("-"))
    readings = analyser(lang).parse(word.lower())
    of_name = [one for one in readings if one.tag.grammemes & {"Surn", "Name", "Patr"} and gender in one.tag.grammemes]
    masculine = [one for one in readings if gender == "masc" and "nomn" in one.tag.grammemes]
    for one in (*of_name, *masculine):
        if "nomn" in one.tag.grammemes and (bent := one.inflect({case, "sing"})) is not None:
            return str(bent.word).title().replace("'", "'")
    return word


def _whole(name: str, case: str, gender: str, lang: str) -> str:
    return " ".join(inflected(word, case, gender, lang) for word in name.split())


def _filled(sentence: str, name: str, gender: str, lang: str) -> Planted:
    text, mentions, at = "", [], 0
    for slot in _SLOT.finditer(sentence):
        text += sentence[at : slot.start()]
        said = _whole(name if slot[1] == "1" else name.split()[-1], slot[2], gender, lang)
        mentions.append(Mention(len(text), len(text) + len(said), "person"))
        text, at = text + said, slot.end()
    return Planted(lang, text + sentence[at:], tuple(mentions))


def _forms(said: dict[str, Any], number: int, name: str, gender: str, lang: str) -> Iterator[Planted]:
    """The sentences of one person: four of the list, one with initials, one with the surname first."""
    listed = said["sentences"]
    for step in range(4):
        yield _filled(listed[(number * 3 + step * 7) % len(listed)], name, gender, lang)
    given, surname = name.split()
    yield _placed(said["initials"].replace("{2:nomn}", surname), "{initials}", f"{given[0]}.", surname, lang)
    fathers = said["father"]
    father = f" {fathers[number % len(fathers)][gender == 'femn']}" if fathers else ""
    whole = f"{surname} {given}{father}" if fathers else name
    yield _placed(said["reversed"], "{reversed}", whole, "", lang)


def _placed(sentence: str, slot: str, said: str, after: str, lang: str) -> Planted:
    start = sentence.index(slot)
    end = start + len(said) + (1 + len(after) if after else 0)
    return Planted(lang, sentence.replace(slot, said), (Mention(start, end, "person"),))


def planted_persons(chosen: str) -> list[Planted]:
    """Every planted text of a set of names, in a fixed order; the set `kept` was not looked at while rules were made."""
    data = _data(f"persons_{chosen}")
    found: list[Planted] = []
    for lang in ("ru", "uk", "en"):
        for listed, gender in _GENDERS:
            for number, name in enumerate(data[lang][listed]):
                found += _forms(data[lang], number, name, gender, lang)
    for lang, sentence, values in data["contacts"]["sentences"]:
        found += [_placed(sentence.replace("{}", "{contact}"), "{contact}", value, "", lang) for value in values]
    return [one._replace(mentions=tuple(_contact(one, mention) for mention in one.mentions)) for one in found]


def _contact(one: Planted, mention: Mention) -> Mention:
    """Of an address, only what names its holder must be hidden."""
    said = one.text[mention.start : mention.end]
    if "/" not in said:
        return mention._replace(kind="contact") if re.search(r"[\d@]", said) else mention
    return Mention(mention.start + said.rindex("/") + 1, mention.end, "contact")


def secrets(one: Planted) -> list[str]:
    """What must not be read of a planted text: the words of each name, and each contact."""
    found: list[str] = []
    for mention in one.mentions:
        said = one.text[mention.start : mention.end]
        found += (
            [said] if mention.kind == "contact" else [word for word in re.findall(r"[\w'’-]+", said) if len(word) > 1]
        )
    return found
