"""The brief in a real browser, at a desk and on a phone. Skipped where Chromium is not installed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.show.chromium import chromium

Demo = tuple[offscript.Case, dict[str, Any]]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("chromium"))


def shown(browser: Any, path: Path, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(path.as_uri())


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_page_and_nothing_is_complained_of(browser: Any, karedonia: Demo, width: int) -> None:
    shown(browser, karedonia[0].folder / "brief.html", width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    wide = browser.execute_script(
        "return [...document.querySelectorAll('p, h1, h2, h3, li, caption')].filter("
        "e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"
    )
    assert wide == 0


def test_a_mark_leads_to_its_words_and_no_request_leaves_the_page(browser: Any, karedonia: Demo) -> None:
    path = karedonia[0].folder / "brief.html"
    shown(browser, path, 1280)
    browser.execute_script("document.querySelector('#repeated a.mark').click()")
    target = browser.execute_script("return document.querySelector(':target p.words').innerText")
    assert target.strip()
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert path.as_uri() in asked
    assert not [address for address in asked if address.startswith("http")]


def test_every_drawing_is_drawn(browser: Any, karedonia: Demo) -> None:
    shown(browser, karedonia[0].folder / "brief.html", 1280)
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('figure svg')].map(e => [e.getBoundingClientRect().width, "
        "e.getBoundingClientRect().height, e.querySelectorAll('path, rect, text').length])"
    )
    assert len(sizes) == 15
    assert all(width > 150 and height > 60 and marks > 10 for width, height, marks in sizes)


def test_the_executive_page_prints_on_one_side(browser: Any, karedonia: Demo) -> None:
    browser.get((karedonia[0].folder / "page.html").as_uri())
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
