"""What those reach who post to mislead: the invented country without and with each poison of the simulator.

`python benchmarks/poisoning.py` prints, for each poison, how far it gets with a reader who takes what is posted as it is (trusts
times, counts outlets, compares letters, reads names) and how far with offscript: `{"backdated": {"naive": …, "offscript": …,
…}}`. `near`, `backdated`, `edited`: share of the ministry's statements of which a stranger is said to have been first. `flood`:
by how much the share of posts that carry the ministry's word falls; by how much a known tier's likeness moves, in the middle and
at most. `confirmed`: voices that confirm the false thing, the owner unknown and known. `look_alike`: figures laid to the ministry
that it never said. `invisible`: share of copies that are not seen. `addressed`: findings about honest posts that changed.
`collided`: share of posts of nonsense, each word sought out to hash like one of the ministry's, that pass for copies; without and
with the look at letters.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import offscript
from offscript.find.reuse import spelt
from offscript.model import SECOND
from offscript.simulate import Strengths, build, play
from offscript.text.words import ENDING_BITS, words

Told = dict[str, Any]
_STRANGERS = "(p.source like 'telegram-93%' or p.source like 'stranger%')"
_FIRST = f"""
with statement as (
    select p.post, p.published_at, c.cascade, c.order_known
    from post as p
    inner join version as v on v.version = p.first_version
    left join cascade as c on c.post = p.post
    where p.source = 'mo' and array_length(string_split(v.text, ' ')) > 20
),
stranger as (
    select c.cascade, min(p.published_at) as published_at
    from cascade as c
    inner join post as p on p.post = c.post
    where {_STRANGERS}
    group by c.cascade
)
select
    count(*) as statements,
    sum(case when t.published_at < s.published_at then 1 else 0 end) as naive,
    sum(case when {_STRANGERS.replace("p.", "r.")} and s.order_known then 1 else 0 end) as told
from statement as s
left join stranger as t on t.cascade = s.cascade
left join post as r on r.post = s.cascade
"""


def analysed(folder: Path, settings: str, exports: Path, analyses: list[str]) -> offscript.Case:
    """A new case of these settings, with what lies in the exports read and analysed."""
    offscript.new(folder)
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    case = offscript.open(folder)
    case.read([exports])
    case.analyse(analyses)
    return case


def made(
    folder: Path, poisons: set[str], analyses: list[str], change: Callable[[str], str] = str, hours: float = 2.0
) -> offscript.Case:
    """The country with poisons, read and analysed."""
    build(folder, strengths=Strengths(poisons=frozenset(poisons), set_back_hours=hours))
    settings = folder / "case.toml"
    written = change(settings.read_text(encoding="utf-8"))
    return analysed(folder / "case", written, folder / "exports", analyses)


def one(case: offscript.Case, sql: str) -> tuple[Any, ...]:
    """The one row of a query."""
    row: tuple[Any, ...] = case.sql(sql).fetchall()[0]
    return row


def said_first(folder: Path, name: str, hours: float = 2.0) -> Told:
    """Of how many statements a stranger is said to be first."""
    statements, naive, told = one(made(folder, {name}, ["reuse"], hours=hours), _FIRST)
    return {"naive": round(naive / statements, 3), "offscript": round(told / statements, 3), "statements": statements}


def set_back(folder: Path, name: str) -> Told:
    """The same by how far times are set back; the channels post some six times a day."""
    return {f"{hours:g} h": said_first(folder / f"{hours:g}", name, hours) for hours in (2, 12, 36)}


_LINE = """
with ministry as (
    select distinct k.cascade
    from cascade as k
    inner join post as q on q.post = k.post
    where q.source = 'mo'
)
select avg(case when m.cascade is null then 0.0 else 1.0 end)
from post as p
left join cascade as c on c.post = p.post
left join ministry as m on m.cascade = c.cascade
"""


def flooded(folder: Path, name: str) -> Told:
    """What a flood hides."""
    likeness = "select tier || aspect || bucket || name || \"at\", value from unison where tier <> 'unassigned'"
    before, after = (
        made(folder / kind, poisons, ["unison"]) for kind, poisons in (("without", set()), ("with", {name}))
    )
    was, now = (dict(case.sql(likeness).fetchall()) for case in (before, after))
    moved = [abs(now.get(key, 0.0) - value) for key, value in was.items()]
    share = [one(case, _LINE)[0] for case in (before, after)]
    most, middle = round(max(moved), 3), round(sorted(moved)[len(moved) // 2], 3)
    return {"naive": round(1 - share[1] / share[0], 3), "offscript": middle, "most": most, "windows": len(moved)}


def ownerless(settings: str) -> str:
    """Settings in which no owner is known."""
    return "\n".join(line for line in settings.splitlines() if not line.startswith("owner"))


_ASSESSED = """
select a.sources, a.affirmed, a.standing
from assessed as a
inner join claim as c on c.claim = a.claim
where c.source like 'stranger%'
order by a.sources desc
limit 1
"""


def confirmed(folder: Path, name: str) -> Told:
    """How many voices seem to confirm what one owner's ten channels say."""
    blind = made(folder / "unknown", {name}, ["corroboration"], ownerless)
    sources, unknown, alone = one(blind, _ASSESSED)
    _, known, together = one(made(folder / "known", {name}, ["corroboration"]), _ASSESSED)
    return {"naive": sources, "owner_unknown": unknown, "offscript": known, "standing": [alone, together]}


def looks_alike(folder: Path, name: str) -> Told:
    """Figures that a look-alike's posts lay to the ministry."""
    case = made(folder, {name}, ["figures"])
    name_of_ministry = "translate(s.name, 'aeopcyxAEOPCXKMTHB', 'аеорсухАЕОРСХКМТНВ') = 'Минобороны Каредонии'"
    shown = one(
        case,
        f"""
        select count(*)
        from post as p
        inner join source as s on s.source = p.source
        where {_STRANGERS} and {name_of_ministry}
        """,
    )
    taken = one(
        case,
        """
        select count(*)
        from post as p
        inner join resolution as r on r.post = p.post
        inner join record as c on c.record = r.record
        where p.source = 'mo' and c.source_key like '%93006%'
        """,
    )
    return {"naive": shown[0], "offscript": taken[0]}


_UNSEEN = f"""
with of_ministry as (
    select q.post, w.text
    from version as w
    inner join post as q on q.post = w.post
    where q.source = 'mo'
)
select
    count(*),
    sum(case when v.text in (select text from of_ministry) then 1 else 0 end),
    sum(case when p.post in (select l.later from reuse as l inner join of_ministry as o on o.post = l.earlier) then 1 else 0 end)
from post as p
inner join version as v on v.version = p.first_version
where {_STRANGERS}
"""


def unseen(folder: Path, name: str) -> Told:
    """Copies with unseen letters that no link is found for."""
    posts, same, linked = one(made(folder, {name}, ["reuse"]), _UNSEEN)
    return {"naive": round(1 - same / posts, 3), "offscript": round(1 - linked / posts, 3), "copies": posts}


_FOUND = {
    "reuse": f"""
        select r.earlier, r.later, r.kind, r.earlier_start
        from reuse as r
        inner join post as p on p.post = r.later
        where not {_STRANGERS}
        """,
    "blame": "select version, start, form, kind, rung from blame where source not like 'telegram-93%'",
    "claim": "select version, start, status from claim where source not like 'telegram-93%'",
}


def changed(folder: Path, name: str) -> Told:
    """Findings about honest posts that differ once orders to a machine are read."""
    was, now = (
        made(folder / kind, poisons, [*_FOUND, "corroboration"])
        for kind, poisons in (("without", set()), ("with", {name}))
    )
    differ = {table: len(set(was.sql(sql).fetchall()) ^ set(now.sql(sql).fetchall())) for table, sql in _FOUND.items()}
    return {"offscript": sum(differ.values()), "by_table": differ}


_CONSONANTS = np.array([list(letter.encode()) for letter in "бвгджзклмнпрстфхцчшщ"], np.uint8)
_DRAWN, _DRAWS = 500_000, 60


def colliding(wanted: set[str]) -> dict[str, str]:
    """For words, nonsense that shares all of their hash above the ending, as far as some thirty million words hold it."""
    chance, left = np.random.default_rng(3), sorted(wanted)
    stems = {word: int(words(pa.array([word])).hash[0] >> ENDING_BITS) for word in left}
    found: dict[str, str] = {}
    for _ in range(_DRAWS):
        letters = _CONSONANTS[chance.integers(0, len(_CONSONANTS), (_DRAWN, 8))].reshape(_DRAWN, 16)
        text = np.concatenate([letters, np.full((_DRAWN, 1), 32, np.uint8)], axis=1).tobytes().decode()
        hashes = words(pa.array([text], pa.large_string()), places=False).hash >> ENDING_BITS
        for word in [word for word in left if word not in found]:
            for place in np.flatnonzero(hashes == stems[word])[:1].tolist():
                found[word] = text[place * 9 : place * 9 + 8]
    return found


def collided(folder: Path, name: str) -> Told:
    """Nonsense that passes for copies."""
    build(folder)
    stage = play()
    said = [one for one in stage.posts if one.voice == "mo" and len(one.text.split()) > 20][:12]
    plain = {one.at: re.findall(r"\w+", one.text.casefold()) for one in said}
    instead = colliding({word for held in plain.values() for word in held if not word.isdigit()})
    messages = [
        {
            "_": "Message",
            "id": number,
            "peer_id": {"_": "PeerChannel", "channel_id": 9_300_900},
            "date": datetime.fromtimestamp(at / SECOND + 600, UTC).isoformat(),
            "message": " ".join(instead.get(word, word) for word in held),
        }
        for number, (at, held) in enumerate(sorted(plain.items()), 1)
    ]
    (folder / "exports" / "nonsense.json").write_text(json.dumps(messages, ensure_ascii=False), encoding="utf-8")
    shares = []
    for kind, least in (("without", 0.0), ("with", spelt.LEAST)):
        spelt.LEAST = least
        case = analysed(folder / kind, (folder / "case.toml").read_text("utf-8"), folder / "exports", ["reuse"])
        passed = one(
            case,
            "select count(distinct r.later) from reuse as r inner join post as p on p.post = r.later "
            "where p.source = 'telegram-9300900'",
        )
        shares.append(round(passed[0] / len(messages), 3))
    different = {word for held in plain.values() for word in held}
    return {"naive": shares[0], "offscript": shares[1], "words_found": round(len(instead) / len(different), 3)}


MEASURES: dict[str, Callable[[Path, str], Told]] = {
    "near": said_first,
    "backdated": set_back,
    "edited": said_first,
    "flood": flooded,
    "confirmed": confirmed,
    "look_alike": looks_alike,
    "invisible": unseen,
    "addressed": changed,
    "collided": collided,
}


def main() -> None:
    """Measure every poison asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--only", nargs="*", choices=sorted(MEASURES), default=list(MEASURES))
    given = asked.parse_args()
    found: dict[str, Told] = {}
    with tempfile.TemporaryDirectory(prefix="poisoned-") as held:
        for name in given.only:
            found[name] = MEASURES[name](Path(held) / name, name)
            print(name, json.dumps(found[name], ensure_ascii=False), file=sys.stderr, flush=True)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
