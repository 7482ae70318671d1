"""Corroboration: how many independent roots planted claims have, and circles, told from posts by the whole engine.

`python benchmarks/lineages.py [--claims 200] [--seed 1]` writes posts of an invented press in our own words, some claims each with
one to three roots, told in different words, and with copies (to the letter and with words changed), posts that name whose words
they are, forwards, words of nobody who is named, sources of one owner, and circles of sources that cite each other. It reads and
runs them, and compares. Last line: one JSON object: share of claims put together whole, share with the right number of roots,
circles found, circles told where there is none, seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import offscript

SOURCES = [
    "Полюс", "Рубеж", "Маяк", "Горизонт", "Компас", "Причал", "Фонарь", "Якорь", "Парус", "Глобус", "Колокол", "Вымпел",
]  # fmt: skip
OWNED = ("Якорь", "Парус")
TELL = ["Полюс", "Рубеж", "Маяк", "Горизонт", "Компас"]
CARRY = ["Причал", "Фонарь", "Глобус", "Колокол", "Вымпел"]
"""Who tells things of his own, and who only carries them: were it in turn, two would seem to have a common source."""
ENDS = ("гатск", "бродск", "лужск", "мостовск", "речинск", "холмск", "ярск", "поленск")
TOWNS = [f"{one}{two}" for one in ("Верхне", "Нижне", "Старо", "Ново", "Велико") for two in ENDS]
THINGS = ["мукой", "углём", "бумагой", "тканями", "стеклом", "лесом", "кирпичом", "солью", "шерстью", "маслом"]
FIRST = (
    "Андре",
    "Бори",
    "Глеб",
    "Дани",
    "Емель",
    "Игна",
    "Кири",
    "Лавр",
    "Мака",
    "Нику",
    "Оси",
    "Прохо",
    "Сав",
    "Тихо",
    "Фео",
)
STREETS = (
    "Речной",
    "Луговой",
    "Кузнечной",
    "Садовой",
    "Пушкарской",
    "Мельничной",
    "Каменной",
    "Озёрной",
    "Торговой",
    "Гончарной",
)
CAUSES = (
    "молния",
    "проводка",
    "печка",
    "сигарета",
    "лампа",
    "искра",
    "сварка",
    "свеча",
    "плитка",
    "ракетница",
    "спичка",
)
WORDINGS = [
    "Ночью на {street} улице города {town} сгорел склад купца {who} с {thing}, причина {cause}, пострадали {n} сторожей.",
    "Склад с {thing}, принадлежавший купцу {who}, сгорел: {town}, дом на {street} улице, {n} сторожей обожжены, виновата {cause}.",
    "Купец {who} из города {town} лишился склада с {thing}: {cause} зажгла строение на {street} улице, сторожей пострадало {n}.",
    "В пожаре на {street} улице, {town}, погиб склад с {thing}; купец {who} винит случай ({cause}), у {n} сторожей ожоги.",
    "{n} сторожей обгорели, склад с {thing} купца {who} сгорел дотла, {cause} тому причиной: {street} улица, город {town}.",
]
SPARE = ["снова", "вскоре", "также", "сразу", "затем"]


class Press:
    """Posts as they are written, and what is planted."""

    def __init__(self, seed: int) -> None:
        self.dice, self.posts, self.planted = random.Random(seed), list[dict[str, Any]](), list[dict[str, Any]]()
        self.at = 1_650_000_000

    def say(self, source: str, text: str, forward: dict[str, Any] | None = None) -> dict[str, Any]:
        """A post some minutes after the last."""
        self.at += self.dice.randrange(180, 900)
        number = SOURCES.index(source)
        post: dict[str, Any] = {
            "_": "Message",
            "id": len(self.posts) + 1,
            "peer_id": {"channel_id": 700 + number},
            "message": text,
        }
        post["date"] = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(self.at))
        if forward is not None:
            post["fwd_from"] = {
                "from_id": {"channel_id": forward["peer_id"]["channel_id"]},
                "channel_post": forward["id"],
            }
        self.posts.append(post)
        return post

    def claim(self, number: int) -> None:
        """One claim with its roots, and what carries each."""
        fill = {
            "town": TOWNS[number % len(TOWNS)],
            "thing": THINGS[(number // len(TOWNS)) % len(THINGS)],
            "n": 3 + number % 90,
        }
        fill |= {"who": f"{self.dice.choice(FIRST)}{self.dice.choice(('нова', 'шина', 'цкого', 'ева'))}"}
        fill |= {"street": self.dice.choice(STREETS), "cause": self.dice.choice(CAUSES)}
        order, carriers = self.dice.sample(TELL, len(TELL)), self.dice.sample(CARRY, len(CARRY))
        kind = number % 8
        if kind == 7:
            ring = order[:3]
            said = [WORDINGS[n].format(**fill) for n in range(3)]
            posts = []
            for n, one in enumerate(ring):
                text = f"Как сообщает агентство «{ring[(n + 1) % 3]}», {said[n][0].lower()}{said[n][1:]}"
                posts.append(self.say(one, text))
            self.planted.append({"posts": [post["id"] for post in posts], "roots": 3, "circle": sorted(ring)})
            return
        roots = 1 + number % 3
        posts = []
        for root in range(roots):
            text = WORDINGS[root].format(**fill)
            first = self.say(order.pop(), text)
            posts += [first, *self.carried(first, text, kind, carriers)]
        if kind == 6:
            posts += [self.say(one, WORDINGS[3 + n].format(**fill)) for n, one in enumerate(OWNED)]
            roots += 1
        self.planted.append({"posts": [post["id"] for post in posts], "roots": roots, "circle": []})

    def carried(self, first: dict[str, Any], text: str, kind: int, order: list[str]) -> list[dict[str, Any]]:
        """What carries a root: copies, quotations, forwards."""
        name = SOURCES[first["peer_id"]["channel_id"] - 700]
        found: list[dict[str, Any]] = []
        for _ in range(self.dice.randrange(0, 3)):
            if not order:
                break
            other = order.pop()
            how = (kind + len(found)) % 4
            if how == 0:
                found.append(self.say(other, text))
            elif how == 1:
                words = text.split()
                words.insert(self.dice.randrange(2, len(words) - 2), self.dice.choice(SPARE))
                found.append(self.say(other, " ".join(words)))
            elif how == 2:
                found.append(self.say(other, f"По данным агентства «{name}», {text[0].lower()}{text[1:]}"))
            else:
                found.append(self.say(other, text, forward=first))
        return found


def build(folder: Path, claims: int, seed: int) -> tuple[offscript.Case, list[dict[str, Any]]]:
    """The case, read and run, and what was planted."""
    press = Press(seed)
    for number in range(claims):
        press.claim(number)
    case = offscript.new(folder)
    lines = ['zone = "UTC"\n[[matter]]\nid = "fire"\nterms.ru = ["склад"]\n']
    for number, name in enumerate(SOURCES):
        owner = '\nowner = "holding"' if name in OWNED else ""
        lines.append(
            f'[[source]]\nid = "s{number}"\nname = "{name}"\naliases = ["{700 + number}"]\ntier = "independent"{owner}\n'
        )
    (folder / "case.toml").write_text("".join(lines), encoding="utf-8")
    (folder / "posts.json").write_text(json.dumps(press.posts), encoding="utf-8")
    case = offscript.open(folder)
    case.read([folder / "posts.json"])
    case.run(["corroboration"])
    return case, press.planted


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--claims", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    begun = time.perf_counter()
    case, planted = build(Path(tempfile.mkdtemp()) / "case", given.claims, given.seed)
    seconds = time.perf_counter() - begun
    of_post = dict(case.sql("select p.native_number, c.claim from claim c join post p using (post)").fetchall())
    roots = dict(case.sql("select claim, count(*) from root group by claim").fetchall())
    circles = dict(case.sql("select claim, circle from assessed").fetchall())
    names = {f"s{number}": name for number, name in enumerate(SOURCES)}
    whole = right = found = false = 0
    for one in planted:
        claims = {of_post.get(post) for post in one["posts"]}
        whole += len(claims) == 1 and None not in claims
        told = roots.get(next(iter(claims)), 0) if len(claims) == 1 else -1
        right += told == one["roots"]
        ring = sorted(names[source] for source in circles.get(next(iter(claims)), [])) if len(claims) == 1 else []
        found += bool(one["circle"]) and ring == one["circle"]
        false += bool(ring) and not one["circle"]
        if given.show and told != one["roots"]:
            print(one, claims, told)
    total = len(planted)
    figures = {
        "benchmark": "lineages",
        "claims": total,
        "whole": round(whole / total, 3),
        "roots_right": round(right / total, 3),
    }
    figures |= {"circles": sum(bool(one["circle"]) for one in planted), "circles_found": found, "circles_false": false}
    print(json.dumps(figures | {"posts": len(of_post), "seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
