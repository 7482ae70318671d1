"""Which posts a matter is about, and the addresses in posts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
MATTER = """
[[matter]]
id = "retreat"
terms = { ru = ["отступление"], uk = ["відступ"], en = ["retreat"] }
places = ["Верхний Брод"]
exclude = ["лирическое отступление"]
window = { from = 2022-09-10, to = 2022-09-10 }
"""


def about(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        'select p.native_id, substr(v.text, cast(m.start + 1 as int), cast(m."end" - m.start as int)) from matter m '
        "join version v on v.version = m.version join post p on p.post = m.post order by all"
    ).fetchall()


def test_terms_places_exclusions_and_window_decide(case: offscript.Case, write: Write) -> None:
    with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write(MATTER)
    case = offscript.open(case.folder)
    texts = [
        "Об отступлении молчат",
        "Про відступу ні слова",
        "Nobody retreated",
        "Дорога на Верхний Брод закрыта",
        "Небольшое лирическое отступление о погоде",
        "Дождь",
    ]
    posts = [telethon(n, text) for n, text in enumerate(texts, 1)]
    posts.append(telethon(9, "Отступление раньше окна", at="2022-09-09T20:00:00+00:00"))
    case.read([write("a.json", posts)])
    case.analyse(["matter"])
    assert about(case) == [("1", "отступлении"), ("2", "відступу"), ("3", "retreated"), ("4", "Верхний Брод")]


EXAMPLES = """
[[matter]]
id = "retreat"
examples = { ru = [
    "Наши войска оставили город и отошли на другой берег реки.",
    "Подразделения отступили из посёлка, бросив технику.",
] }
exclude = ["учения"]
"""


def test_sentences_like_the_examples_count_in_other_words_and_in_their_window(
    case: offscript.Case, write: Write
) -> None:
    with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
        out.write(EXAMPLES)
    case = offscript.open(case.folder)
    texts = [
        "Погода хорошая. Войска ушли из города и теперь стоят за рекой.",
        "В городе открыли новый парк на берегу реки, сообщает мэрия.",
        "На учениях войска оставили город и отошли на другой берег реки.",
        "Цены на бензин выросли на три процента за неделю.",
    ]
    case.read([write("a.json", [telethon(n, text) for n, text in enumerate(texts, 1)])])
    case.analyse(["matter"])
    assert about(case) == [("1", "Войска ушли из города и теперь стоят за рекой.")]
    assert case.sql("select term from matter").fetchall() == [("like the examples",)]


def test_addresses_in_words_and_behind_them(case: offscript.Case, write: Write) -> None:
    hidden = [{"_": "MessageEntityTextUrl", "url": "https://www.gazeta.example/story?utm_medium=tg"}]
    case.read([write("a.json", [telethon(1, "Читать: t.me/agency/5 и здесь", entities=hidden)])])
    case.analyse(["link"])
    rows = case.sql("select start, url, domain from link order by domain").fetchall()
    assert rows == [(None, "https://www.gazeta.example/story", "gazeta.example"), (8, "https://t.me/agency/5", "t.me")]
