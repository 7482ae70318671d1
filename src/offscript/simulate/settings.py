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


def _judged(stage: Stage) -> dict[str, Any]:
    """Rival hypotheses, the signs that tell between them, and questions to forecast, as an analyst would write them."""
    start, month = told("plot")["start"][:8], "2021-10-31T00:00:00+03:00"
    return {
        "hypothesis": [
            {"id": "collapse", "says": "The front at Verkhny Brod collapsed", "group": "front"},
            {"id": "planned", "says": "The troops were regrouped as planned", "group": "front"},
            {"id": "leak", "says": "The town was given up in talks", "group": "front", "prior": "unlikely"},
        ],
        "indicator": [
            {
                "id": "plain_word",
                "says": "A voice of the line says the plain word in its own voice",
                "table": "crossing",
                "expected": {"collapse": "very likely", "planned": "unlikely", "leak": "roughly even"},
            },
            {
                "id": "blame_top",
                "says": "The head of state is blamed",
                "table": "blame",
                "match": {"rung": "president"},
                "expected": {"collapse": "likely", "planned": "very unlikely", "leak": "likely"},
            },
            {
                "id": "break",
                "says": "The tiers lose their unison in the same days",
                "table": "break",
                "match": {"measure": "several"},
                "expected": {"collapse": "very likely", "planned": "unlikely", "leak": "unlikely"},
            },
            {
                "id": "crossing",
                "says": "The ministry keeps its promise to restore the crossing",
                "query": "select version, start, \"end\" from promise where status = 'met' and source = 'mo'",
                "expected": {"collapse": "unlikely", "planned": "very likely", "leak": "roughly even"},
            },
            {
                "id": "talks",
                "says": "The other side confirms that talks were asked for",
                "table": "status",
                "match": {"status": "confirmation", "matter": "talks", "tier": "adversary"},
                "expected": {"collapse": "roughly even", "planned": "unlikely", "leak": "very likely"},
            },
            {
                "id": "own_word",
                "says": "A soldier of the garrison tells it to the analyst",
                "expected": {"collapse": "likely", "planned": "unlikely", "leak": "unlikely"},
            },
        ],
        "question": [
            {
                "id": "petition",
                "asks": "Will the petition have 200 signatures by 13 September?",
                "rule": "the count of signatures, as the Council of Twelve gives it",
                "deadline": f"{start}13T23:59:00+03:00",
                "base_rate": 0.3,
                "query": 'select version, start, "end", published_at from count where total >= 200',
            },
            {
                "id": "minister",
                "asks": "Will the resignation of the minister be confirmed by 12 September?",
                "rule": "an official or the other side confirms it",
                "deadline": f"{start}12T23:59:00+03:00",
                "base_rate": 0.1,
                "table": "status",
                "match": {"status": "confirmation", "matter": "petition"},
            },
            {
                "id": "truce",
                "asks": "Will a truce be signed by the end of October?",
                "rule": "a person reads it in both sides' statements",
                "deadline": month,
                "base_rate": 0.05,
                "model": "leak",
            },
        ],
    }


def case_settings(stage: Stage) -> str:
    """The text of `case.toml`."""
    pair = told("plot")["euphemism"]
    content = {
        "title": "Karedonia, September 2021: the front breaks",
        "zone": told("country")["zone"],
        "source": [_source(voice) for voice in stage.voices.values()],
        "matter": _matters(),
        "lexicon": [{"line": pair["line"], "plain": pair["plain"], "language": "ru"}],
        "sides": {"other": ["Ставрия", "Ставрія", "Stavria", "ставрийский"]},
        "axis": _axes(),
        "event": [
            {"name": "The town falls", "at": f"{told('plot')['start'][:8]}06T06:00:00+03:00", "source": "Front Atlas"}
        ],
        "entity": [
            {
                "id": "stavria",
                "name": "Ставрия",
                "kind": "place",
                "aliases": ["Ставрія", "Stavria"],
            }
        ],
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
        **_judged(stage),
        "people": {"named": ["Орест Лавин", "Громов", "Руднев"]},
    }
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document.update(content)
    return tomlkit.dumps(document)
