"""The page speaks the reader's language: every word of its own is translated, numbers and dates as that language writes them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from offscript.show.page.rooms import ROOMS

PAGE = files("offscript.show.page")


SECTIONS = files("offscript.show.brief.sections")
PLACES = {"Section": 1, "Heading": 0, "Table": 1}
"""Where what makes a part of the brief has its title or the heads of its columns."""


def words_of(value: ast.expr, held: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Words that stand in the code as they are told; what is only known when it runs is told as it is."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.Tuple):
        for part in value.elts:
            yield from words_of(part, held)
    elif isinstance(value, ast.Name):
        for part in held.get(value.id, []):
            yield from words_of(part, {})


def assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What is given to each name."""
    held: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            assert isinstance(node, ast.Assign)
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    held.setdefault(name.id, []).append(value)
    return held


def heads() -> set[str]:
    """Titles and heads of columns of the brief."""
    found: set[str] = set()
    for path in SECTIONS.iterdir():
        if path.name.endswith(".py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            held = assigned(tree)
            for node in ast.walk(tree):
                place = (
                    PLACES.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
                )
                if place is not None and isinstance(node, ast.Call) and len(node.args) > place:
                    found.update(words_of(node.args[place], held))
    return found - {""}


def used() -> set[str]:
    """What templates, rooms and the brief's own titles and heads mark for translation."""
    found = {room.title for room in ROOMS} | heads()
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
    plain = heads()
    for one in catalogue:
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        assert all(forms), one.id
        assert not one.fuzzy
        if one.id not in plain:
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


def test_titles_and_heads_of_the_brief_are_told_in_it(page: TestClient) -> None:
    shown = page.get("/blame?lang=ru").text
    assert "Кто кого винит</a></h2>" in shown
    assert '<th scope="col">винит</th>' in shown
    assert 'data-head="винит"' in shown


def test_the_browser_says_which_language_it_prefers(page: TestClient) -> None:
    shown = page.get("/methods", headers={"accept-language": "fr-FR, uk;q=0.8, en;q=0.5", "cookie": ""}).text
    assert '<html lang="uk">' in shown
