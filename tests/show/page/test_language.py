"""The page and the brief speak the reader's language: all words of their own are translated, figures as it writes them."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from offscript.show.page.rooms import ROOMS
from offscript.show.saying import worded
from offscript.show.stored import TEMPLATES, WORDS

SHOW = files("offscript.show")
PAGE = SHOW.joinpath("page")
SECTIONS = SHOW.joinpath("brief/sections")
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


def modules(folder: Traversable) -> Iterator[ast.Module]:
    """The code below a folder."""
    for path in folder.iterdir():
        if path.is_dir():
            yield from modules(path)
        elif path.name.endswith(".py"):
            yield ast.parse(path.read_text(encoding="utf-8"))


def constants(value: ast.expr) -> list[str]:
    """What an argument may be, as it stands in the code."""
    if isinstance(value, ast.IfExp):
        return constants(value.body) + constants(value.orelse)
    return [value.value] if isinstance(value, ast.Constant) and isinstance(value.value, str) else []


def said() -> set[str]:
    """Templates of what is said in sentences."""
    found: set[str] = set()
    for tree in [*modules(SHOW), *modules(files("offscript.watch"))]:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name in ("say", "word") and call.args:
                found.update(constants(call.args[0]))
            if name == "count" and len(call.args) > 1:
                assert constants(call.args[1]), "a noun that no catalogue can know"
                found.update(f"{{number:,.0f}} {noun}" for noun in constants(call.args[1]))
    return {template for template in found if worded(template)}


def titles() -> set[str]:
    """Titles in drawings."""
    keyed = (
        (key, value)
        for tree in modules(SHOW)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
    )
    drawn = [value for key, value in keyed if isinstance(key, ast.Constant) and key.value == "title"]
    return {text for value in drawn for text in constants(value)}


def used() -> set[str]:
    """What templates, rooms and the brief mark for translation."""
    found = {room.title for room in ROOMS} | heads() | titles() | said() | set(WORDS) | set(TEMPLATES)
    briefs = [one for one in SHOW.joinpath("brief").iterdir() if one.name.endswith(".html")]
    for template in [*PAGE.joinpath("templates").iterdir(), *briefs]:
        options = {"trimmed": "true"}
        listed = extract("jinja2.ext:babel_extract", BytesIO(template.read_bytes()), options=options)
        found |= {said if isinstance(said, str) else said[0] for _, said, *_ in listed}
    return found


def first(message: Message) -> str:
    """The message, of those with plurals the form for one."""
    return message.id if isinstance(message.id, str) else message.id[0]


def fields(template: str) -> list[str]:
    """Where something is put in, and how it is written."""
    return re.findall(r"\{[^{}]*\}", template)


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_every_word_of_the_page_is_translated_and_nothing_else_is(lang: str) -> None:
    catalogue = read_po(BytesIO(SHOW.joinpath(f"locale/{lang}.po").read_bytes()), locale=lang)
    known = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue if one.id}
    assert used() == known
    plain, braced = heads() | titles(), said() | set(WORDS) | set(TEMPLATES)
    for one in catalogue:
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        assert all(forms), one.id
        assert not one.fuzzy
        if first(one) in braced:
            assert all(sorted(fields(form)) == sorted(fields(first(one))) for form in forms), one.id
            assert all(form.startswith((" ", ",")) for form in forms) or not first(one).startswith(" "), one.id
        elif one.id not in plain:
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


def test_sentences_of_the_brief_are_told_in_it(page: TestClient) -> None:
    shown = page.get("/coverage?lang=ru").text
    assert "Говорят об этом: 26 записей, 15 источников; первый в этом собрании" in shown
    assert "speak of it" not in shown
    assert "ярус" in shown


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_a_room_says_nothing_in_english_but_what_the_case_says_itself(page: TestClient, lang: str) -> None:
    """No English verb, article or preposition is left in what the run composed, posts' own words apart."""
    common = re.compile(r"\b(the|of|is|are|was|were|and|not|that|which|by|with|from)\b")
    given = [line for line in page.app.state.shown.now.settings.model_dump_json().split('"') if common.search(line)]  # type: ignore[attr-defined]
    for room in (
        "repeats",
        "known",
        "silence",
        "blame",
        "promises",
        "figures",
        "coverage",
        "alerts",
        "acknowledgement",
    ):
        told = re.sub(
            r'<(svg|script|style|blockquote|title|h1).*?</\1>| lang="und"[^>]*>[^<]*<|“[^”]*”|«[^»]*»',
            "<",
            page.get(f"/{room}?lang={lang}").text,
            flags=re.S,
        )
        texts = {html.unescape(text).strip() for text in re.split(r"<[^>]*>", told)}
        left = {text for text in texts if common.search(text) and not any(one in text for one in given)}
        assert left == set(), room


def test_a_drawing_speaks_the_language_and_its_data_stay(page: TestClient) -> None:
    english, russian = (page.get(f"/chart/repeated/1.svg?lang={lang}").text for lang in ("en", "ru"))
    assert ">ministry<" in english
    assert ">министерство<" in russian
    assert ">after the first post<" in english
    assert ">после первой записи<" in russian
    assert ">15 мин<" in russian
    values = [page.get(f"/chart/repeated/1.csv?lang={lang}").text for lang in ("en", "ru")]
    assert values[0] == values[1]
    dates = page.get("/chart/coverage/1.svg?lang=uk").text
    assert ">зібрано<" in dates
    assert "вер." in dates
