"""A case watched: the evening's second figure is told once, with both figures; verdicts make the record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

import offscript
from offscript.collect.fetch import Fetcher
from offscript.model import MINUTE
from offscript.store.engine import Embedded
from offscript.store.run import Apart
from offscript.watch import loop
from offscript.watch.loop import Say, Turned, beat, turn, watch
from offscript.watch.outbox import opened_outbox
from tests.collect.server import Server, page, plain, serving

APART = offscript.Case.analyse_apart
NOON = 1_662_811_200_000_000


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as held:
        yield held


def test_a_doubled_figure_that_comes_while_a_full_turn_is_busy_is_told_once_though_the_rest_is_cut_off(
    case: offscript.Case, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (1, "2022-09-10T12:00:00+00:00", "За двое суток противник лишился до 2000 солдат.")
    later = (2, "2022-09-10T18:00:00+00:00", "За двое суток противник лишился до 4000 солдат.")
    server.plays["/s/agency"] = plain(page(first))
    path = case.folder / "case.toml"
    feed = (
        f'[[feed]]\nid = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\nevery = 5\nreread_hours = 0\n'
    )
    text = re.sub(
        r"\n\[people\]",
        f'\n[watch]\nfile = "alerts.ndjson"\nfeed = "alerts.xml"\n{feed}\n[people]',
        path.read_text("utf-8"),
    )
    path.write_text(text, encoding="utf-8")
    case, now = offscript.open(case.folder), [NOON]
    heard: list[str] = []

    def watched() -> Turned:
        now[0] += 6 * MINUTE
        turned = turn(case, Fetcher(pause=0, robots=False), heard.append, lambda: now[0])
        beat(case, turned)
        return turned

    assert watched().decisions == {"before": 0}

    done: list[list[str]] = []

    def busy(case: offscript.Case, only: list[str], apart: Apart, engine: Embedded, say: Say) -> object:
        done.append(only)
        if only == ["claim"]:
            server.plays["/s/agency"] = plain(page(first, later))
            now[0] += 6 * MINUTE
        if only == ["promise"] and done.count(only) == 1:
            raise KeyboardInterrupt
        return APART(case, only, apart, engine, say)

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(offscript.Case, "analyse_apart", busy)
        killed.setattr(loop, "_stretches", lambda case: [["claim"], ["promise"]])
        watched()
    told = [line for line in heard if "figure" in line]
    assert len(told) == 1
    assert "2,000 → 4,000" in told[0]
    assert "“За двое суток противник лишился до 4000 солдат.”" in told[0]
    with monkeypatch.context() as again:
        again.setattr(offscript.Case, "analyse_apart", busy)
        again.setattr(loop, "_stretches", lambda case: [["claim"], ["promise"]])
        watched()
    assert done == [["claim"], ["promise"], ["promise"]]
    assert not (case.folder / "watch-left.json").exists()
    assert watched().decisions == {"told": 0, "held": 0, "muted": 0}
    assert [line for line in heard if "figure" in line] == told
    lines = [json.loads(line) for line in (case.folder / "alerts.ndjson").read_text("utf-8").splitlines()]
    assert [line["kind"] for line in lines].count("figure") == 1
    assert (case.folder / "alerts.xml").exists()
    assert json.loads((case.folder / "watch.json").read_text("utf-8"))["new"] == 0
    with monkeypatch.context() as quick:
        quick.setattr(loop, "_LONG_S", 1e9)
        (whole,) = loop._stretches(case)
    with monkeypatch.context() as slow:
        slow.setattr(loop, "_LONG_S", -1.0)
        single = loop._stretches(case)
    assert [table for stretch in single for table in stretch] == whole
    assert all(len(stretch) == 1 for stretch in single)
    assert whole.index("claim") < whole.index("alert")
    assert "figure" not in whole
    with opened_outbox(case.folder) as outbox:
        (figure,) = [row for row in outbox.listed() if row["kind"] == "figure"]
    case.judge(f"alert:{figure['alert']}", "right", "seen on the ministry's page", "desk")
    case.analyse(["alerts"])
    assert case.sql("select distinct held_right, looked_at from alert where kind = 'figure'").fetchall() == [(1, 1)]


def test_a_case_whose_settings_break_is_told_and_the_watch_goes_on(case: offscript.Case, server: Server) -> None:
    server.plays["/s/agency"] = plain(page((1, "2022-09-10T12:00:00+00:00", "Сводка: бои продолжаются.")))
    path = case.folder / "case.toml"
    feed = f'[[feed]]\nid = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\n[collect]\npause = 0\n'
    sound = re.sub(r"\n\[people\]", f"\n{feed}\n[people]", path.read_text("utf-8"))
    path.write_text(sound + "\nbroken", encoding="utf-8")
    heard: list[str] = []
    turns = iter([lambda: path.write_text(sound, encoding="utf-8"), None])

    def slept(seconds: float) -> None:
        mend = next(turns)
        if mend is None:
            raise KeyboardInterrupt
        mend()

    with pytest.raises(KeyboardInterrupt):
        watch([case.folder], heard.append, sleep=slept)
    assert any("this turn failed" in line and "not valid TOML" in line for line in heard)
    assert offscript.open(case.folder).sql("select count(*) from post").fetchall() == [(1,)]


def test_a_full_turn_that_was_cut_off_goes_on_where_it_stood_unless_that_state_is_gone(case: offscript.Case) -> None:
    case.analyse(["coverage"])
    note, stretches, now = case.folder / "watch-left.json", [["claim", "assessed"], ["promise"]], case.snapshot
    assert loop._begun(case, stretches) == (now, stretches)
    note.write_text(json.dumps({"snapshot": now.number, "left": ["assessed", "promise"]}), encoding="utf-8")
    assert loop._begun(case, stretches) == (now, [["assessed"], ["promise"]])
    for torn in ('{"snapshot": 999, "left": ["promise"]}', '{"snapshot": 1', "[]", '{"snapshot": 1, "left": ["gone"]}'):
        note.write_text(torn, encoding="utf-8")
        assert loop._begun(case, stretches) == (case.snapshot, stretches)
