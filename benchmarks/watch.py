"""The invented country replayed through a server on this machine into a watch: how soon, how surely, how often it tells.

`python benchmarks/watch.py` prints `{"told_share": …, "lag_s_p95": …, …}`. The play's days `--from-day` to `--to-day` pass at
`--speed` times their pace; every voice is a channel's preview or a feed. What lies before is read first. `--ballast` posts of
shuffled words, without names and figures, in fifty channels lie in the case besides; `--crowd` posts a day come in fifty channels
more while it watches: five in six tell other news, one in six repeats with some words changed what the play's voices said in the
day before; with `--crowd-says words` all are words shuffled from what is said on quiet days, the line's among them. `--kills`
times the watcher is killed and started anew. Lags are wall time from when a post could be seen to when its alert was decided.
Planted are figures, an edit, a post that vanishes, the first of each rung of blame, a crossing, promises that fall due. What was
found and held back, since the case bears no more, counts as missed and is named; how long it took to decide about all that the
crowd and the play brought is said too.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

import offscript
from offscript.collect.fetch import Fetcher
from offscript.model import DAY, SECOND
from offscript.simulate import case_settings, play
from offscript.simulate.stage import Said, Stage
from offscript.simulate.truth import truth
from offscript.simulate.wording import Phrases, reworded
from offscript.watch.loop import turn
from offscript.watch.outbox import opened_outbox

PAGE = 20


class Country:
    """The play as it can be seen at a moment."""

    def __init__(self, stage: Stage, now: Callable[[], int]) -> None:
        self.stage, self.now = stage, now
        self.posts: dict[str, list[Said]] = {}
        for said in sorted(stage.posts, key=lambda one: (one.voice, one.at, one.number)):
            if said.collected:
                self.posts.setdefault(said.voice, []).append(said)

    def seen(self, voice: str) -> list[tuple[int, int, str]]:
        """Number, time and present words of what a voice shows now."""
        now = self.now()
        return [
            (said.number, said.at, said.later_text if said.later_text and (said.edited_at or 0) <= now else said.text)
            for said in self.posts.get(voice, [])
            if said.at <= now and not (said.gone_at and said.gone_at <= now)
        ]

    def preview(self, voice: str, before: int) -> bytes:
        """A page of a channel's preview."""
        shown = [one for one in self.seen(voice) if one[0] < before][-PAGE:]
        named = self.stage.voices[voice]
        body = "".join(
            f'<div class="tgme_widget_message" data-post="{named.handle}/{number}"><div class="tgme_widget_message_text">'
            f'{html.escape(text)}</div><a class="tgme_widget_message_date"><time datetime="{_iso(at)}"></time></a></div>'
            for number, at, text in shown
        )
        return (
            f'<html><head><meta property="og:title" content="{named.name}"></head><body>{body}</body></html>'.encode()
        )

    def listing(self, voice: str) -> bytes:
        """A feed's last entries."""
        named = self.stage.voices[voice]
        items = "".join(
            f"<item><title>{html.escape(text)}</title><guid>{voice}-{number}</guid><link>https://{named.host}/{number}</link>"
            f"<pubDate>{formatdate(at / SECOND)}</pubDate></item>"
            for number, at, text in self.seen(voice)[-60:]
        )
        head = f"<title>{named.name}</title><link>https://{named.host}</link>"
        return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


def _iso(at: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(at / SECOND))


def served(country: Country) -> ThreadingHTTPServer:
    """A server that shows the country."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            voice = asked.path.rsplit("/", 1)[-1]
            before = int(parse_qs(asked.query).get("before", ["1000000000"])[0])
            body = country.preview(voice, before) if asked.path.startswith("/s/") else country.listing(voice)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def clock_of(begin: int, started: float, speed: float) -> Callable[[], int]:
    """The play's time, as it passes."""
    return lambda: begin + round((time.time() - started) * speed * SECOND)


def watcher(folder: Path, begin: int, started: float, speed: float, until: int, full_s: float) -> None:
    """Turn after turn until the play's end; a line of figures a turn."""
    now, fetcher, full_at = clock_of(begin, started, speed), Fetcher(pause=0, robots=False), 0.0
    with (folder / "turns.jsonl").open("a", encoding="utf-8") as out:
        while True:
            last = now() >= until
            full = last or time.time() - full_at >= full_s
            full_at = time.time() if full else full_at
            before = time.time()
            turned = turn(offscript.open(folder), fetcher, lambda text: None, now, full)
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            said = {
                "seconds": time.time() - before,
                "full": full,
                "new": turned.new,
                "mb": held,
                "problems": len(turned.problems),
            }
            print(json.dumps(said), file=out, flush=True)
            if last:
                return
            time.sleep(1)


def ballast(folder: Path, stage: Stage, posts: int) -> Path:
    """Posts of shuffled words in fifty channels, over the month before the play."""
    chance = random.Random(7)
    words = sorted({word for said in stage.posts for word in said.text.split() if word.isalpha() and word.islower()})
    path = folder / "ballast.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(posts):
            at = stage.moment(1) - round(chance.random() * 30 * DAY)
            row = {"id": number + 1, "peer_id": {"channel_id": 700_000 + number % 50}, "date": _iso(at)}
            print(json.dumps({**row, "message": " ".join(chance.choices(words, k=40))}, ensure_ascii=False), file=out)
    return path


def shuffled(stage: Stage, chance: random.Random) -> Callable[[int], str]:
    """What a crowd says that shuffles the words of quiet days."""
    quiet = [said for said in stage.posts if said.at < stage.moment(5)]
    before = [said.text for said in quiet if stage.voices[said.voice].language == "ru"]
    words = sorted({word for text in before for word in text.split() if word.isalpha() and word.islower()})
    return lambda at: " ".join(chance.choices(words, k=25))


def talking(stage: Stage, chance: random.Random) -> Callable[[int], str]:
    """What a crowd says that tells other news, or repeats what was said in the day before."""
    play = sorted((said for said in stage.posts if stage.voices[said.voice].language == "ru"), key=lambda one: one.at)
    times = [said.at for said in play]

    def says(at: int) -> str:
        heard = play[bisect_left(times, at - DAY) : bisect_left(times, at)]
        if heard and chance.random() < 1 / 6 and len((text := chance.choice(heard).text).split(" ")) > 4:
            return reworded(text, chance.choice((0.05, 0.1, 0.2)), "ru", chance)[0]
        return Phrases(chance).text("news", chance.randint(1, 4))

    return says


CROWDS = {"news": talking, "words": shuffled}


def crowded(stage: Stage, begin: int, until: int, posts_a_day: int, says: str) -> None:
    """Fifty channels more, which speak all day and night."""
    chance = random.Random(8)
    said_at = CROWDS[says](stage, chance)
    like = next(
        voice
        for voice in stage.voices.values()
        if voice.handle and (voice.tier, voice.language) == ("unassigned", "ru")
    )
    names = [f"crowd{number}" for number in range(50)]
    for name in names:
        stage.voices[name] = replace(like, id=name, handle=name, name=name, number=9_200_000 + int(name[5:]))
    for number in range(round(posts_a_day * (until - begin) / DAY)):
        at = begin + round(chance.random() * (until - begin))
        stage.say(names[number % 50], at, said_at(at))
    for name in names:
        said = sorted((one for one in stage.posts if one.voice == name), key=lambda one: one.at)
        for number, one in enumerate(said, 1):
            one.number = number


def made(folder: Path, stage: Stage, address: str, alerts: float, every: float) -> offscript.Case:
    """The case of the country, with a feed for each voice."""
    feeds = "".join(
        f'[[feed]]\nid = "{name}"\nkind = "{"telegram" if voice.handle else "feed"}"\nevery = {every}\npages = 200\n'
        f'address = "{address}/{"s" if voice.handle else "rss"}/{name}"\n'
        for name, voice in stage.voices.items()
    )
    watch = f'[watch]\nalerts_per_week = {alerts}\nfile = "alerts.ndjson"\n'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(f"{case_settings(stage)}\n{watch}{feeds}", encoding="utf-8")
    return offscript.open(folder)


def wanted(stage: Stage, begin: int, until: int) -> list[tuple[str, str, int, int]]:
    """Planted things that an alert is to tell: kind, source, number of the post, when it can be seen."""
    known = truth(stage)
    found = []

    def add(kind: str, post: dict[str, Any], at: int | None = None) -> None:
        number = int(str(post["native_id"]).rsplit("-", 1)[-1])
        found.append((kind, str(post["source"]), number, at or int(post["at"])))

    for fact in known["figure"]:
        add("figure", fact["posts"][1])
    for fact in known["petition"][1:]:
        if fact["post"]["source"] == "sovet":
            add("figure", fact["post"])
    said = {(one.voice, one.number): one for one in stage.posts}
    for kind, name in (("wording", "revision"), ("vanished", "gone")):
        for fact in known[name]:
            one = said[(fact["post"]["source"], int(fact["post"]["native_id"]))]
            add(kind, fact["post"], one.edited_at or one.gone_at)
    first: dict[Any, dict[str, Any]] = {}
    for fact in sorted(known["blame"], key=lambda one: int(one["post"]["at"])):
        first.setdefault(("blame", fact["rung"]), fact["post"])
    crossing = [
        fact["post"] for fact in known["euphemism"] if fact["use"] == "plain" and fact["post"]["source"] == "gromov"
    ]
    first |= {("crossing", number): post for number, post in enumerate(crossing)}
    for (kind, _), post in first.items():
        add(kind, post)
    for fact in known["promise"]:
        if fact["due"] and not fact["kept"]:
            add("promise", fact["post"], int(fact["due"]))
    return [one for one in found if begin < one[3] < until - DAY // 24]


AT_ONCE = ("figure", "wording", "vanished", "crossing", "admission", "blame")
"""Kinds that are looked for in every turn."""


def until_decided(case: offscript.Case, begin: int, speed: float) -> dict[str, Any]:
    """Wall seconds until it was decided, told or held back, about everything that can be told at once and came while it watched."""
    with opened_outbox(case.folder) as outbox:
        rows = [row for decision in ("told", "held") for row in outbox.listed(decision, 100_000)]
    lags = [
        (row["decided_at"] - row["known_at"]) / SECOND / speed
        for row in rows
        if row["kind"] in AT_ONCE and row["known_at"] > begin
    ]
    p50, p95 = (round(float(np.quantile(lags, share)), 1) if lags else None for share in (0.5, 0.95))
    return {"decided": len(lags), "decided_s_p50": p50, "decided_s_p95": p95}


def measured(case: offscript.Case, plan: list[tuple[str, str, int, int]], speed: float, days: float) -> dict[str, Any]:
    """How many of the planted things were told, how late, and how much was told in all."""
    places = {
        row["version"]: (row["source"], row["native_id"])
        for row in case.rows(
            "select v.version, p.source, p.native_id from version v inner join post p on p.post = v.post"
        )
    }
    told: dict[tuple[str, str, int], int] = {}
    with opened_outbox(case.folder) as outbox:
        decisions, rows = outbox.counts(), outbox.listed("told", 100_000)
    for row in rows:
        source, native = places.get(row["version"], ("", ""))
        number = int(str(native).rsplit("-", 1)[-1]) if str(native).rsplit("-", 1)[-1].isdigit() else 0
        told[(row["kind"], source, number)] = min(
            row["decided_at"], told.get((row["kind"], source, number), row["decided_at"])
        )
    lags = {one: (told[one[:3]] - one[3]) / SECOND / speed for one in plan if one[:3] in told}
    with opened_outbox(case.folder) as outbox:
        held = {(row["kind"], *places.get(row["version"], ("", ""))) for row in outbox.listed("held", 100_000)}
    named = {(kind, source, str(native).rsplit("-", 1)[-1]) for kind, source, native in held}
    missed = sorted(
        f"{kind} {source}/{number}: {'held back' if (kind, source, str(number)) in named else 'not found'}"
        for kind, source, number, _ in set(plan) - set(lags)
    )
    kinds = Counter(str(row["kind"]) for row in rows)
    written = [json.loads(line)["key"] for line in (case.folder / "alerts.ndjson").read_text("utf-8").splitlines()]
    turns = [json.loads(line) for line in (case.folder / "turns.jsonl").read_text("utf-8").splitlines()]
    short, full = ([one["seconds"] for one in turns if one["full"] is kind] for kind in (False, True))
    return {
        "planted": len(plan),
        "told_share": round(len(lags) / max(1, len(plan)), 3),
        "missed": missed,
        "lag_s_p50": round(float(np.median(list(lags.values()))), 1) if lags else None,
        "lag_s_p95": round(float(np.quantile(list(lags.values()), 0.95)), 1) if lags else None,
        "told_a_week": round(len(rows) / days * 7, 1),
        "decisions": decisions,
        "told_by_kind": dict(sorted(kinds.items())),
        "in_file_once": len(written) == len(set(written)) == len(rows),
        "turns": len(turns),
        "turn_s_p50": round(float(np.median(short)), 1) if short else None,
        "turn_s_p95": round(float(np.quantile(short, 0.95)), 1) if short else None,
        "full_turn_s": round(float(np.median(full)), 1) if full else None,
        "peak_mb_first_last": [round(turns[0]["mb"]), round(turns[-1]["mb"])] if turns else None,
        "posts": case.sql("select count(*) from post").fetchall()[0][0],
        "slowest_s": {
            row["writes"]: round(row["seconds"], 1)
            for row in case.rows("select writes, seconds from step order by seconds desc, writes limit 12")
        },
    }


def main() -> None:
    """Replay and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from-day", type=float, default=5.0)
    parser.add_argument("--to-day", type=float, default=12.0)
    parser.add_argument("--speed", type=float, default=600.0)
    parser.add_argument("--ballast", type=int, default=0)
    parser.add_argument("--crowd", type=int, default=0)
    parser.add_argument("--crowd-says", choices=sorted(CROWDS), default="news")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--alerts", type=float, default=60.0)
    parser.add_argument("--full-s", type=float, default=120.0)
    parser.add_argument("--watcher", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.watcher:
        folder, begin, started, speed, until = given.watcher
        watcher(Path(folder), int(begin), float(started), float(speed), int(until), given.full_s)
        return
    stage = play()
    begin, until = stage.moment(given.from_day), stage.moment(given.to_day)
    if given.crowd:
        crowded(stage, begin, until, given.crowd, given.crowd_says)
    with tempfile.TemporaryDirectory() as made_in:
        folder, moment = Path(made_in) / "case", [begin]
        country = Country(stage, lambda: moment[0])
        server = served(country)
        case = made(folder, stage, f"http://127.0.0.1:{server.server_port}", given.alerts, every=given.speed / 60)
        if given.ballast:
            case.read([ballast(Path(made_in), stage, given.ballast)])
        turn(case, Fetcher(pause=0, robots=False), lambda text: None, lambda: moment[0])
        started = time.time()
        country.now = clock_of(begin, started, given.speed)
        command = [
            sys.executable,
            __file__,
            "--full-s",
            str(given.full_s),
            "--watcher",
            str(folder),
            str(begin),
            str(started),
            str(given.speed),
            str(until),
        ]
        lasts = (until - begin) / SECOND / given.speed
        chance = random.Random(1)
        for _ in range(given.kills):
            process = subprocess.Popen(command)
            time.sleep(lasts / (given.kills + 1) * chance.uniform(0.5, 1.2))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        subprocess.run(command, check=True)
        days = (until - begin) / DAY
        case = offscript.open(folder)
        found = measured(case, wanted(stage, begin, until), given.speed, days)
        print(json.dumps(found | until_decided(case, begin, given.speed), ensure_ascii=False))
        server.shutdown()


if __name__ == "__main__":
    main()
