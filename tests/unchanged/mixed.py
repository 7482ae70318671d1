"""Posts put together of the sentences: how a paragraph goes on, who speaks in it, and what stands about a sentence matter too."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

_POSTS = 300
_FRAMES = {
    "ru": (
        *(
            "{}.",
            "{}?",
            "{}!",
            "⚡️{}.",
            "{}\n\n",
            "**{}**\n",
            "«{}», — заявил губернатор Семён Ракитин.",
            "Пишут, что «{}».",
        ),
        *(
            "Как сообщает Каринформ, {}.",
            "По словам министра обороны, {}.",
            "Лавин: {}.",
            "— {}, — сказал он журналистам.",
            "Неправда, что {}.",
        ),
        *(
            "{}, сообщили в пресс-службе Министерства обороны Каредонии.",
            "Не исключено, что {}.",
            "Утверждается, что {}.",
            "{}. #сводка",
        ),
        *(
            "Если {}, то 12 сентября всё изменится.",
            "В Брод-Заречье {}.",
            "Источник агентства: {}.",
            "{} (фото: Каринформ).",
            "За сутки — {}.",
        ),
    ),
    "uk": (
        *(
            "{}.",
            "{}?",
            "{}\n\n",
            "«{}», — заявив губернатор Семен Ракітін.",
            "За словами речника, {}.",
            "Як повідомляє Карінформ, {}.",
        ),
        *(
            "Неправда, що {}.",
            "Не виключено, що {}.",
            "{}, повідомили у штабі.",
            "— {}, — сказала вона.",
            "Стверджується, що {}.",
        ),
    ),
    "en": (
        *(
            "{}.",
            "{}?",
            "{}\n\n",
            '"{}," said Governor Simon Rakitin.',
            "According to the ministry, {}.",
            "Rumour has it that {}.",
        ),
        *(
            "It is not true that {}.",
            "{}, the spokesman added.",
            "The general may have said that {}.",
            "One in three say {}.",
            "He warned: {}.",
        ),
    ),
}
"""What stands about a sentence, by its language."""


def _language(text: str) -> str:
    if re.search("[іїєґ]", text.lower()):
        return "uk"
    return "ru" if re.search("[а-я]", text.lower()) else "en"


def _framed(text: str, chance: random.Random) -> str:
    """A sentence with something about it, and now and then another number in it."""
    bare = chance.choice(_FRAMES[_language(text)]).format(text.rstrip(".!? "))
    return re.sub(r"\d+", lambda number: number[0] if chance.random() < 0.6 else str(chance.randint(1, 4_000)), bare)


def mixed(lines: Sequence[str]) -> Iterator[str]:
    """Posts of two to four of the lines, always the same ones."""
    for number in range(_POSTS):
        chance = random.Random(number)
        chosen = chance.sample(lines, chance.randint(2, 4))
        yield chance.choice([" ", " ", "\n", "\n\n"]).join(_framed(text, chance) for text in chosen)
