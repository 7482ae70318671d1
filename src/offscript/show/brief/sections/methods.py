"""How each result was come by, in the words of the modules that did it."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from types import ModuleType

from offscript.show.brief.document import Aside, Block, Heading, Section
from offscript.show.brief.view import View


def parts(module: ModuleType) -> list[ModuleType]:
    """An analysis and the modules it is made of."""
    inner = pkgutil.iter_modules(module.__path__) if hasattr(module, "__path__") else ()
    return [module, *(import_module(f"{module.__name__}.{part.name}") for part in inner)]


def explained() -> list[tuple[str, list[str]]]:
    """Every analysis by name, with what its modules say of their method."""
    # All of them at once bring whatever any of them needs: only who lists them pays for that.
    from offscript.find import analyses as find
    from offscript.judge import analyses as judge
    from offscript.measure import analyses as measure

    found = []
    for module in (*find.ANALYSES, *measure.ANALYSES, *judge.ANALYSES):
        texts = [inspect.cleandoc(part.__doc__ or "") for part in parts(module)]
        found.append((module.__name__.removeprefix("offscript."), texts))
    return found


def section(view: View) -> Section:
    """The methods appendix."""
    blocks: list[Block] = []
    for name, texts in explained():
        blocks.append(Heading(name))
        blocks += [Aside(paragraph.replace("\n", " ")) for text in texts for paragraph in text.split("\n\n")]
    return Section("methods", "How this was done", tuple(blocks))
