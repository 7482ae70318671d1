"""The page speaks the reader's language: every word of its own is translated, numbers and dates as that language writes them."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from offscript.show.page.rooms import ROOMS

PAGE = files("offscript.show.page")


def used() -> set[str]:
    """What templates and rooms mark for translation."""
    found = {room.title for room in ROOMS}
    for template in PAGE.joinpath("templates").iterdir():
        options = {"trimmed": "true"}
        listed = extract("jinja2.ext:babel_extract", BytesIO(template.read_bytes()), options=options)
        found |= {said if isinstance(said, str) else said[0] for _, said, *_ in listed}
    return found


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_every_word_of_the_page_is_translated_and_nothing_else_is(lang: str) -> None:
    catalogue = read_po(BytesIO(PAGE.joinpath(f"locale/{lang}.po").read_bytes()), locale=lang)
    known = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue if one.id}
    assert used() == known
    for one in catalogue:
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        assert all(forms), one.id
        assert not one.fuzzy
        assert list(one.check(catalogue)) == [], "the same places for numbers in both"


@pytest.mark.parametrize(
    ("lang", "room", "words", "date"),
    [("ru", "Молчание и унисон", "редакци", "сент. 2021"), ("uk", "Мовчання й унісон", "редакці", "вер. 2021")],
)
def test_a_room_in_another_language(page: TestClient, lang: str, room: str, words: str, date: str) -> None:
    shown = page.get(f"/posts?lang={lang}").text
    assert f'<html lang="{lang}">' in shown
    for part in (room, words, date):
        assert part in shown
    assert page.get("/posts", headers={"cookie": f"lang={lang}"}).text.count(room) == 1


def test_the_browser_says_which_language_it_prefers(page: TestClient) -> None:
    shown = page.get("/methods", headers={"accept-language": "fr-FR, uk;q=0.8, en;q=0.5", "cookie": ""}).text
    assert '<html lang="uk">' in shown
