"""The page in a real browser: an analyst's evening by mouse and by keyboard, at a desk and on a phone, for every reader."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from importlib.metadata import files as installed
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import offscript
from offscript.show.page import application
from offscript.show.page.guard import Access
from offscript.show.page.rooms import ROOMS
from offscript.store import ledger
from tests.show.chromium import chromium
from tests.show.page.conftest import quiet

WHERE = ["/" if room.name == "overview" else f"/{room.name}" for room in ROOMS]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="module")
def address(country: Path) -> Iterator[str]:
    config = uvicorn.Config(application(country, Access(), quiet), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def wide(browser: Any, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def a_version(country: Path) -> str:
    found = offscript.open(country).sql("select version from blame where rung = 'president' order by all limit 1")
    return str(found.fetchall()[0][0])


def rooms(country: Path) -> list[str]:
    more = ["/posts?q=мост", "/words?q=перегруппировка", "/words?tier=ministry&against_tier=independent"]
    return [
        *WHERE,
        *more,
        "/data/blame",
        "/copies?earlier=ministry&later=wire",
        f"/version/{a_version(country)}",
        "/no",
    ]


def axe() -> str:
    listed = installed("axe-playwright-python") or []
    return next(file for file in listed if file.name == "axe.min.js").read_text(encoding="utf-8")


def test_no_room_shuts_anybody_out(browser: Any, address: str, country: Path) -> None:
    wide(browser, 1440)
    script, found = axe(), []
    for room in rooms(country):
        browser.get(address + room)
        browser.execute_script(script)
        result = browser.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)"
        )
        found += [
            (room, one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:200])
            for one in result["violations"]
        ]
    assert found == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_room_is_wider_than_the_page(browser: Any, address: str, country: Path, width: int) -> None:
    wide(browser, width)
    for room in rooms(country):
        browser.get(address + room)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, room
    complained = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert [entry["message"] for entry in complained if "/no " not in entry["message"]] == []


def test_no_request_leaves_this_machine(browser: Any, address: str, country: Path) -> None:
    browser.get_log("performance")
    for room in rooms(country):
        browser.get(address + room)
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"}
    assert len(asked) > len(WHERE)
    assert {url for url in asked if not url.startswith((address, "data:"))} == set()


def text(browser: Any) -> str:
    return str(browser.execute_script("return document.body.innerText"))


def until(browser: Any, holds: Callable[[], object]) -> None:
    """Wait for what a click or a key leads to: the machine may be busy with other tests."""
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 30, ignored_exceptions=[WebDriverException]).until(lambda _: holds())


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def test_an_evening_from_the_overview_to_the_words_the_ledger_and_the_export(
    browser: Any, address: str, country: Path
) -> None:
    wide(browser, 1440)
    browser.get(f"{address}/")
    browser.find_element("partial link text", "Blame").click()
    until(browser, lambda: browser.find_elements("css selector", "#blame .drawing a"))
    mark = browser.find_element("css selector", "#blame .drawing a")
    browser.get(address + browser.execute_script("return arguments[0].getAttribute('href')", mark))
    assert "row" in text(browser)
    browser.find_element("css selector", "td a.open").click()
    until(browser, lambda: "What was found" in text(browser))
    assert browser.find_elements("css selector", ".chosen"), "the words that were pointed to are marked"
    before = len(ledger.entries(country))
    found = browser.find_element("css selector", "form.judge input[value=blame]").find_element("xpath", "..")
    found.find_element("name", "why").send_keys("сарказм")
    found.find_element("css selector", "button[value=no]").click()
    until(browser, lambda: "сарказм" in text(browser))
    assert len(ledger.entries(country)) == before + 1
    browser.back()
    browser.back()
    until(browser, lambda: "/data/blame" in browser.current_url)
    browser.get(f"{address}/data")
    assert browser.find_element("css selector", "a[href='/take/blame.csv']").get_attribute("download") is not None


def test_everything_is_done_from_the_keyboard(browser: Any, address: str, country: Path) -> None:
    wide(browser, 1440)
    browser.get(f"{address}/queue")
    before = ledger.entries(country)
    press(browser, "?")
    assert browser.execute_script("return document.getElementById('keys').open")
    press(browser, "\ue00c")
    press(browser, "j", "j", "k")
    current = browser.find_element("css selector", ".item.current")
    assert current.get_attribute("id") == "f0"
    press(browser, "r")
    until(browser, lambda: len(ledger.entries(country)) > len(before))
    after = ledger.entries(country)
    assert len(after) == len(before) + 1
    assert after[-1].content["accept"] is False
    until(browser, lambda: browser.find_elements("css selector", ".item.current"))
    press(browser, "u")
    until(browser, lambda: len(ledger.entries(country)) > len(after))
    assert ledger.entries(country)[-1].content["entry"] == after[-1].number
    browser.get(f"{address}/posts")
    press(browser, "/")
    press(browser, *"мост", "\ue007")
    until(browser, lambda: "q=%D0%BC" in browser.current_url and browser.find_elements("css selector", "ol.posts"))
    press(browser, "j", "\ue007")
    until(browser, lambda: "/version/" in browser.current_url)


def test_the_page_is_of_use_without_javascript(browser: Any, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/posts")
        browser.find_element("name", "q").send_keys("мост")
        browser.find_element("css selector", ".find button").click()
        until(
            browser,
            lambda: "q=%D0%BC" in browser.current_url and browser.find_elements("css selector", "ol.posts mark"),
        )
        browser.find_element("css selector", "a.open").click()
        until(browser, lambda: browser.find_elements("css selector", "article.full"))
        assert browser.find_elements("css selector", "article.full")
        assert browser.find_elements("css selector", "form.judge button")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
