"""What notebooks and benchmarks call keeps its names, its order of arguments and what it gives; a change here is a new version."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

import offscript

FROZEN = {
    "find.reuse.links": "posts, references=None, ranges=None -> pa.Table",
    "find.voice.segments": "text, lang -> list[Segment]",
    "find.figures.extract": "text, lang, published_at -> list[Figure]",
    "find.promises.extract": "text, lang, published_at, zone='UTC' -> list[Promise]",
    "find.opinions.extract": "text, lang -> list[Opinion]",
    "find.opinions.attitude": "text, span, lang -> Attitude",
    "find.blame.extract": "text, lang, rungs=() -> list[Blame]",
    "find.lexicon.uses": "text, lang, given=() -> list[Use]",
    "measure.breaks.detect": "series, kind=None, least=0.4, expected=0.4 -> list[Break]",
    "measure.coordination.edges": "events, window_us, most_false=0.1, block_us=None, families=1 -> pa.Table",
    "judge.check.article": "case, text -> list[Mark]",
    "text.embed": "texts -> Vectors",
    "workspace.open_case": "folder -> Case",
    "workspace.create": "folder, title='', zone='UTC' -> Case",
}
METHODS = {
    "read": "paths, format_name, columns, wait, tell, say, placed",
    "run": "only, wait, tell, say, engine",
    "table": "name",
    "sql": "query",
    "export": "form, folder, names",
    "check": "path, folder",
    "correct": "kind, content, why, who",
    "judge": "subject, value, why, who, odds, seen",
}


def signature(function: object) -> str:
    """Arguments with their defaults, and what comes back, without the arguments' types."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    shown = [
        name if one.default is inspect.Parameter.empty else f"{name}={one.default!r}"
        for name, one in found.parameters.items()
    ]
    return f"{', '.join(shown)} -> {found.return_annotation}"


@pytest.mark.parametrize("name", FROZEN)
def test_a_documented_function_keeps_its_signature(name: str) -> None:
    module, function = f"offscript.{name}".rsplit(".", 1)
    assert signature(getattr(import_module(module), function)) == FROZEN[name]


@pytest.mark.parametrize("name", METHODS)
def test_a_method_of_a_case_keeps_its_arguments(name: str) -> None:
    _, *arguments = inspect.signature(getattr(offscript.Case, name)).parameters
    assert ", ".join(arguments) == METHODS[name]


def test_what_is_public_is_there_and_nothing_else_is_answered() -> None:
    assert sorted(offscript.__all__) == ["Case", "new", "open"]
    assert all(hasattr(offscript, name) for name in offscript.__all__)
    assert not hasattr(offscript, "nothing")
