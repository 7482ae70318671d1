"""The case of the invented country: sources with their tiers, matters, lexicon, events, people, as an analyst would write it."""

from __future__ import annotations

from typing import Any

import tomlkit

from offscript.simulate.stage import Stage
from offscript.simulate.world import Voice, told

_HEAD = "The case of Karedonia, an invented country. Nobody here exists, and every sentence is ours."


def _source(voice: Voice) -> dict[str, Any]:
    forms = [f"@{voice.handle}", str(voice.number)] if voice.handle else [voice.host] if voice.host else []
    platform = {"platform": "telegram"} if voice.handle else {}
    return {
        "id": voice.id,
        "name": voice.name,
        "aliases": forms,
        "tier": voice.tier,
        "language": voice.language,
        **platform,
        **({"owner": voice.owner} if voice.owner else {}),
        "country": "XK" if voice.language == "ru" else "XS",
    }


def _matters() -> list[dict[str, Any]]:
    return [
        {
            "id": "retreat",
            "name": "The retreat from Verkhny Brod",
            "terms": {
                "ru": ["отступление", "перегруппировка войск"],
                "uk": ["відступ"],
                "en": ["retreat", "withdrawn"],
            },
            "places": ["Верхний Брод", "Верхній Брід", "Verkhny Brod"],
        },
        {
            "id": "petition",
            "name": "The petition of the deputies",
            "terms": {"ru": ["петиция", "отставка"], "uk": ["петиція"], "en": ["petition"]},
        },
        {
            "id": "talks",
            "name": "Talks on a pause",
            "terms": {"ru": ["передышка"], "uk": ["перепочинок"], "en": ["truce"]},
        },
    ]


def _axes() -> list[dict[str, Any]]:
    talk = {
        "ru": ["переговоры", "передышка", "перемирие"],
        "uk": ["переговори", "перепочинок"],
        "en": ["talks", "truce"],
    }
    fight = {"ru": ["идти до конца", "продолжать наступление"], "uk": ["йти до кінця"], "en": ["fight on"]}
    return [
        {
            "id": "talks",
            "name": "Talk or fight on",
            "poles": [{"name": "negotiate", "terms": talk}, {"name": "fight on", "terms": fight}],
        }
    ]


def case_settings(stage: Stage) -> str:
    """The text of `case.toml`."""
    pair = told("plot")["euphemism"]
    content = {
        "title": "Karedonia, September 2021: the front breaks",
        "zone": told("country")["zone"],
        "source": [_source(voice) for voice in stage.voices.values() if not voice.stranger],
        "matter": _matters(),
        "lexicon": [{"line": pair["line"], "plain": pair["plain"], "language": "ru"}],
        "sides": {"other": ["Ставрия", "Ставрія", "Stavria", "ставрийский"]},
        "axis": _axes(),
        "event": [
            {
                "name": "The town falls",
                "at": f"{told('plot')['start'][:8]}06T06:00:00+03:00",
                "source": "Front Atlas",
                "matter": "retreat",
            }
        ],
        "entity": [
            {
                "id": "stavria",
                "name": "Ставрия",
                "kind": "place",
                "aliases": ["Ставрія", "Stavria"],
            },
            *told("country")["town"],
        ],
        "gazetteer": False,
        "evidence": [
            {
                "series": "atlas_losses: stavria",
                "name": "Stavrian dead, as Front Atlas counts them",
                "items": ["солдат", "soldier"],
                "words": ["ставрийский", "Stavrian"],
                "party": "stavria",
                "lag_days": 2,
            }
        ],
        **told("judged"),
        "people": {"named": ["Орест Лавин", "Громов", "Руднев"]},
    }
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document.update(content)
    return tomlkit.dumps(document)
