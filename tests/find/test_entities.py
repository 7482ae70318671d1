"""Who and what is named: one id for the forms, scripts and offices of a name, and nobody private by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.find.entities.gazetteer import Place, settle
from offscript.find.entities.keys import key
from offscript.text.plain import plain
from offscript.text.sentences import sentences
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
LISTED = """
[[entity]]
id = "rudnev"
name = "Павел Руднев"
aliases = ["Pavel Rudnev", "Павло Руднєв"]
roles = ["министр пристани"]

[[entity]]
id = "ratusha"
name = "Ратуша"
kind = "organisation"
"""


@pytest.fixture
def named(case: offscript.Case, write: Write) -> Callable[[list[str]], offscript.Case]:
    """A case in which these texts were read and their entities found."""

    def run(texts: list[str]) -> offscript.Case:
        with (case.folder / "case.toml").open("a", encoding="utf-8") as out:
            out.write(LISTED)
        opened = offscript.open(case.folder)
        opened.read([write("a.json", [telethon(number, text) for number, text in enumerate(texts, 1)])])
        opened.analyse(["entity"])
        return opened

    return run


VILLAGE = """
[[entity]]
id = "selo"
name = "Ольховое Село"
kind = "place"
aliases = ["Вільхове Село"]
latitude = 49.25
longitude = 37.5
"""


@pytest.mark.parametrize("gazetteer", [True, False])
def test_a_village_lies_where_the_case_says_and_a_town_where_the_gazetteer_does(
    case: offscript.Case, write: Write, gazetteer: bool
) -> None:
    path = case.folder / "case.toml"
    path.write_text(f"gazetteer = {str(gazetteer).lower()}\n{path.read_text('utf-8')}{VILLAGE}", "utf-8")
    opened = offscript.open(case.folder)
    opened.read([write("a.json", [telethon(1, "Из Ольхового Села дорога ведёт в Харьков.")])])
    opened.analyse(["entity"])
    rows = opened.sql(
        "select entity, latitude, longitude, basis from entity where kind = 'place' order by start"
    ).fetchall()
    assert rows[0] == ("selo", 49.25, 37.5, "case")
    assert (rows[1][1] is not None, rows[1][3]) == ((True, "gazetteer") if gazetteer else (False, "key"))


@pytest.mark.parametrize(
    ("gone", "said"), [("latitude = 49.25", "one of them is missing"), ('kind = "place"', "are for a place")]
)
def test_half_a_place_is_refused(case: offscript.Case, gone: str, said: str) -> None:
    path = case.folder / "case.toml"
    path.write_text(path.read_text("utf-8") + VILLAGE.replace(gone, ""), "utf-8")
    with pytest.raises(CaseError, match=said):
        offscript.open(case.folder)


def found(case: offscript.Case) -> list[tuple[Any, ...]]:
    """Number of the post, words, kind and entity of each name, in order."""
    return case.sql(
        'select cast(p.native_id as int), substr(v.text, cast(e.start + 1 as int), cast(e."end" - e.start as int)), e.kind, '
        "e.entity from entity e join version v using (version) join post p on p.post = v.post order by 1, e.start"
    ).fetchall()


@pytest.mark.parametrize(
    "forms", [("Балаклея", "Балаклія", "Balakliia", "Balakleya"), ("Харьков", "Харків", "Kharkiv", "Kharkov")]
)
def test_transliterations_of_one_name_have_one_key(forms: tuple[str, ...]) -> None:
    assert len({key(form) for form in forms}) == 1


def test_a_listed_person_is_found_in_every_form_script_and_by_office(named: Callable[..., offscript.Case]) -> None:
    case = named(
        [
            "Павел Руднев приехал утром.",
            "С Рудневым никто не говорил о погоде.",
            "Павло Руднєв мовчить.",
            "The town met Pavel Rudnev at the pier.",
            "К министру пристани пришли рыбаки.",
        ]
    )
    assert {(post, entity) for post, _, _, entity in found(case) if entity == "rudnev"} == {
        (number, "rudnev") for number in range(1, 6)
    }


def test_forms_and_scripts_of_a_place_are_one_place_with_coordinates(named: Callable[..., offscript.Case]) -> None:
    named(["Колонна вышла из Балаклеи.", "Військові увійшли до Балаклії.", "Troops are in Balakliia."])
    case = named([])
    rows = case.sql("select distinct entity, country, round(latitude, 1) from entity where kind = 'place'").fetchall()
    assert rows == [("place:712926", "UA", 49.5)]


def test_a_private_person_is_nowhere_by_name(named: Callable[..., offscript.Case]) -> None:
    case = named(["Слесарь Геннадий Пустовойтов написал письмо.", "Вечером Пустовойтова видели у пристани."])
    persons = {entity for _, _, kind, entity in found(case) if kind == "person"}
    assert len(persons) == 1 and min(persons).startswith("person-")
    for table in ("name", "named", "entity"):
        assert "устовойтов" not in str(case.table(table).fetchall()).lower()
        assert "pstv" not in str(case.table(table).fetchall()).lower()


def test_a_place_that_may_be_two_stays_ambiguous() -> None:
    two = tuple(Place(f"place:{n}", "Ivanovka", "UA", str(n), 0.0, 0.0, 900 + n) for n in (1, 2))
    assert settle(two, {"UA": 1.0}, set()) is None
    assert settle(two, {"UA": 1.0}, {"UA.2"}) == two[1]


def test_what_people_merge_and_split_survives_a_run(named: Callable[..., offscript.Case]) -> None:
    case = named(["Ратуша молчит.", "Совет Двенадцати молчит, и Ратуша тоже."])
    version, start = case.sql(
        "select version, min(start) from entity where entity = 'ratusha' group by all"
    ).fetchall()[0]
    other = next(entity for _, words, _, entity in found(case) if "Совет" in words)
    case.correct("entity", {"anchor": other, "target": "ratusha"}, "one house", "me")
    case.correct(
        "entity",
        {"anchor": version, "start": start, "end": start + 6, "target": "organisation:building"},
        "the building",
        "me",
    )
    for _ in range(2):
        case.analyse(["entity"])
        entities = [entity for _, _, _, entity in found(case)]
        assert entities.count("organisation:building") == 1 and entities.count("ratusha") == 2
        case.read([])
    assert case.table("stranded").fetchall() == []


def test_plain_text_keeps_every_place() -> None:
    text = "⚡️**Жирно** и [слова](https://example.org/a) рядом\n__курсив__ 🙂."
    assert len(plain(text)) == len(text)
    assert plain(text).split() == ["Жирно", "и", "слова", "рядом", "курсив", "."]
    lines = "Раз два. Три\nчетыре"
    assert [lines[one.start : one.end] for one in sentences(lines)] == ["Раз два.", "Три", "четыре"]
