"""Every room answers, holds what the brief holds, and every address it gives leads somewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

import offscript
from offscript.case import CaseError
from offscript.show.page import state
from offscript.show.page.filters import Filters
from offscript.show.page.rooms import ROOMS
from tests.show.page.conftest import asked, quiet

WHERE = ["/" if room.name == "overview" else f"/{room.name}" for room in ROOMS]
LOCAL = re.compile(r'(?:href|src|action)="(/[^"]*)"')


def text(page: TestClient, address: str) -> str:
    answer = page.get(address)
    assert answer.status_code == 200, address
    assert len(answer.content) <= 400_000, f"{address} weighs {len(answer.content):,} bytes"
    return answer.text


@pytest.mark.parametrize("address", WHERE)
def test_every_room_answers_and_says_where_one_is(page: TestClient, address: str) -> None:
    shown = text(page, address)
    assert shown.count("<h1>") == 1
    assert f'href="{address}" aria-current="page"' in shown
    assert "case.invalid" not in shown
    assert "style=" not in shown, "the policy forbids styles in the markup"


def test_the_rooms_hold_every_section_of_the_brief(page: TestClient, country: Path) -> None:
    listed = {section["name"] for section in json.loads((country / "brief.json").read_text("utf-8"))["sections"]}
    assert listed == {section for room in ROOMS for section in room.sections}


def test_every_address_in_every_room_leads_somewhere(page: TestClient) -> None:
    found = {unescape(link).partition("#")[0] for address in WHERE for link in LOCAL.findall(text(page, address))}
    kinds: dict[str, list[str]] = {}
    for link in sorted(found):
        kinds.setdefault("/".join(link.split("?")[0].split("/")[:2]), []).append(link)
    assert {"/version", "/post", "/posts", "/data", "/copies", "/chart", "/take", "/place"} <= kinds.keys()
    for kind, links in kinds.items():
        if kind in ("/enter", "/undo", "/newest"):
            continue
        for link in links[:: max(1, len(links) // 6)][:7]:
            answer = page.get(link, follow_redirects=True)
            assert answer.status_code == 200, link


@pytest.mark.parametrize("bounds", ["from=2021-09-06", "to=2021-09-08"])
def test_a_window_may_be_open_at_one_end(page: TestClient, bounds: str) -> None:
    assert "/version/" in text(page, f"/posts?{bounds}")


def test_a_spike_opens_to_its_posts_in_two_steps(page: TestClient, country: Path) -> None:
    bar = next(link for link in LOCAL.findall(text(page, "/coverage")) if "tier=ministry" in link and "/posts" in link)
    posts = text(page, unescape(bar))
    opened = re.search(r'class="open" href="(/version/[^"]+)"', posts)
    assert opened is not None
    shown = text(page, opened[1])
    version = opened[1].split("/")[2]
    (words,) = offscript.open(country).sql(f"select text from version where version = '{version}'").fetchall()[0]
    article = re.search(r"<article[^>]*>(.*?)</article>", shown, re.DOTALL)
    assert article is not None
    assert unescape(re.sub(r"<[^>]+>", "", article[1])) == words, "the words are shown as they are stored"


def test_words_are_found_in_any_form_and_marked(page: TestClient) -> None:
    shown = text(page, "/posts?q=перегруппировка")
    marked = {unescape(word).lower() for word in re.findall(r"<mark>([^<]+)</mark>", shown)}
    assert any(word != "перегруппировка" and word.startswith("перегруппиров") for word in marked)
    assert "No post fits" in text(page, "/posts?q=ъъъъъ")


def test_filters_stay_in_the_address_and_in_the_form(page: TestClient) -> None:
    shown = text(page, "/posts?q=мост&tier=wire&from=2021-09-06&to=2021-09-08&order=oldest")
    assert '<option value="wire" selected>' in shown
    assert 'name="from" value="2021-09-06"' in shown
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)', shown)
    assert days == sorted(days)
    assert set(days) <= {"2021-09-06", "2021-09-07", "2021-09-08"}


def test_posts_with_words_in_a_voice_are_found(page: TestClient, country: Path) -> None:
    told = text(page, "/posts?voice=reported&tier=wire")
    found = set(re.findall(r'class="open" href="/version/([^"?]+)', told))
    held = offscript.open(country).sql("select distinct version from voice where voice = 'reported'").fetchall()
    assert found
    assert found <= {row[0] for row in held}
    assert '<option value="reported" selected>' in told


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/posts?from=yesterday", "is no day or time"),
        ("/posts?page=0", "a number from 1 to 500"),
        ("/posts?order=random", "there are best, newest, oldest"),
        (f"/posts?q={'a' * 500}", "at most 400"),
    ],
)
def test_an_unclear_address_is_answered_in_words(page: TestClient, address: str, said: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 400
    assert said in unescape(answer.text)


@pytest.mark.parametrize(
    "address", ["/version/none", "/post/none", "/data/record", "/data/none", "/chart/volume/9.svg", "/no"]
)
def test_what_is_not_there_is_said_in_words(page: TestClient, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 404
    assert "<h1>404</h1>" in answer.text


def test_the_search_box_holds_the_words_asked_for_and_nothing_else(page: TestClient) -> None:
    for address in [*WHERE, "/copies?earlier=ministry&later=wire", "/data/blame?q=вина"]:
        assert '<input id="find" name="q" type="search" maxlength="400" value="">' in text(page, address)
    assert 'maxlength="400" value="мост">' in text(page, "/words?q=мост")


def test_a_drawing_is_taken_along_in_every_form(page: TestClient) -> None:
    assert page.get("/chart/volume/1.png").content.startswith(b"\x89PNG")
    drawn = page.get("/chart/volume/1.svg").text
    assert drawn.startswith("<svg")
    assert "<a " not in drawn
    held = json.loads(page.get("/chart/volume/1.json").content)
    assert "vega-lite" in held["$schema"]
    assert "by tier" in held["description"]
    rows = pq.read_table(BytesIO(page.get("/chart/volume/1.parquet").content))
    assert {"tier", "day", "rate"} <= set(rows.column_names)
    assert page.get("/chart/volume/1.csv").content.decode("utf-8-sig").count("\n") == rows.num_rows + 1


def test_the_whole_case_is_taken_along_with_a_click(page: TestClient) -> None:
    shown = text(page, "/data")
    for form, begins in (("gexf", b"<?xml"), ("sqlite", b"SQLite format 3"), ("crate", b"PK"), ("bibtex", b"@misc")):
        assert f'href="/whole/{form}"' in shown
        assert page.get(f"/whole/{form}").content.startswith(begins)
    assert page.get("/whole/none").status_code == 404


def test_a_table_is_filtered_by_any_of_its_columns(page: TestClient, country: Path) -> None:
    wanted = offscript.open(country).sql("select count(*) from blame where rung = 'president'").fetchall()[0][0]
    assert f"{wanted} row" in text(page, "/data/blame?rung=president")


@pytest.mark.parametrize("asked", ["-*", "%22", "a-b*", "(*", "%2B%5B*"])
def test_odd_words_get_an_answer(page: TestClient, asked: str) -> None:
    assert page.get(f"/posts?q={asked}").status_code == 200


@pytest.mark.parametrize("address", ["/data/break?probability=abc", "/data/blame?start="])
def test_odd_questions_get_an_answer(page: TestClient, address: str) -> None:
    assert page.get(address).status_code == 200


def test_a_word_is_found_by_its_beginning_and_left_out_by_its_minus(page: TestClient) -> None:
    def number(asked: str) -> int:
        found = re.search(r"([\d,]+) wordings?", text(page, f"/posts?q={asked}"))
        return int(found[1].replace(",", "")) if found else 0

    assert number("перегрупп*") >= number("перегруппировка") > 0
    assert number("мост -мост") == 0
    assert 0 < number("мост -река") <= number("мост")
    assert number('"через реку"') <= number("через реку")


def test_keyness_sets_two_tiers_apart(page: TestClient) -> None:
    shown = text(page, "/words?tier=ministry&against_tier=independent")
    assert "What sets them apart" in shown
    assert len(re.findall(r"\[-?\d+\.\d\d; -?\d+\.\d\d\]", shown)) > 10


def test_headlines_are_new_to_a_browser_only_once(country: Path) -> None:
    with asked(country) as client:
        first, second = client.get("/"), client.get("/")
        assert 'class="badge"' not in first.text
        assert 'class="badge"' not in second.text
    with asked(country) as client:
        client.cookies.set("seen", "000000")
        assert client.get("/").text.count('class="badge"') > 5


def test_what_came_since_the_last_visit_is_counted(country: Path) -> None:
    with asked(country) as client:
        assert "Since you were last here" not in client.get("/").text
        assert "Since you were last here" not in client.get("/").text, "nothing came"
        counts = client.cookies["counted"].split("-")
        before = "-".join([str(int(counts[0]) - 7), *counts[1:]])
    with asked(country) as client:
        told = client.get("/", headers={"cookie": f"counted={before}"}).text
        assert '<a href="/posts?order=newest">+7 post</a></p>' in told
        assert "Since you were last here" not in client.get("/", headers={"cookie": "counted=7-x"}).text


def test_copies_an_archive_keeps_stand_on_the_page_of_their_post(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    head = "Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash"
    row = (
        "https://t.me/tihaya/7,success,https://keep.example/7.html,2022-09-10T13:00:00+00:00,2022-09-10T12:00:00+00:00,,"
        "Паром снова ходит.,SHA-256:ab12"
    )
    line = "me,t)/tihaya/7 20220911120000 http://www.t.me/tihaya/7/ text/html 200 AAAA 900"
    case.read([write("sheet.csv", f"{head}\n{row}\n"), write("captures.cdx", f" CDX N b a m s k S\n{line}\n")])
    case.run()
    (version,) = offscript.open(case.folder).sql("select first_version from post").fetchall()[0]
    with asked(case.folder) as client:
        shown = client.get(f"/version/{version}").text
    kept = re.findall(r"<dt>Kept by an archive</dt><dd>([^:]+:\d\d) \((\w+)\): <code>([^<]+)</code>", shown)
    assert [one[0] for one in kept] == ["10 Sep 2022, 16:00", "11 Sep 2022, 15:00"], (
        "in Kyiv's time, the earliest first"
    )
    assert kept[0][2] == "https://keep.example/7.html"
    assert "20220911120000" in kept[1][2]


def test_laying_out_takes_more_memory_where_a_little_is_not_enough(
    country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(country, folder, ignore=shutil.ignore_patterns("index"))
    monkeypatch.setattr(state, "_WHILE_LAID_OUT", ("1MB",))
    with pytest.raises(CaseError, match="takes more memory than there is"):
        state.State(folder, quiet)
    monkeypatch.setattr(state, "_WHILE_LAID_OUT", ("1MB", "1GB"))
    assert state.State(folder, quiet).index.search(Filters(words="мост")).total > 0


def test_an_empty_case_says_what_to_do(case: offscript.Case) -> None:
    with asked(case.folder) as client:
        assert "offscript run" in client.get("/").text
        assert "offscript read" in client.get("/posts").text
        for address in WHERE:
            assert client.get(address).status_code == 200, address


def test_a_newer_state_is_announced_and_shown_when_asked_for(country: Path, tmp_path: Path) -> None:
    with asked(country) as client:
        before = client.get("/").text
        assert "A newer state" not in before
        offscript.open(country).run(["coverage"])
        case = offscript.open(country)
        case.correct("finding", {"anchor": "x", "start": 0, "end": 1, "target": "blame", "accept": True}, "", "me")
        case.run(["blame"])
        shown = client.get("/").text
        assert "A newer state" in shown
        form = re.search(r'name="form" value="([^"]+)"', shown)
        assert form is not None
        assert client.post("/newest", data={"form": form[1], "back": "/blame"}).headers["location"] == "/blame"
        assert "A newer state" not in client.get("/").text
