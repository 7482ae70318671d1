"""What a command needs is brought in when it runs: `offscript --help` answers before the engines and models are loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

from typer.core import TyperCommand


def late(name: str) -> ModuleType:
    """A module that is loaded when something of it is first asked for."""
    known = sys.modules.get(name)
    if known is not None:
        return known
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _listed() -> dict[str, str]:
    """Lists that helps name in braces."""
    from offscript.read.recognise import READERS
    from offscript.show.exports import CITED, FORMS, WHOLE

    lists: dict[str, Iterable[str]] = {"readers": READERS, "forms": FORMS, "whole": WHOLE, "cited": CITED}
    return {name: ", ".join(found) for name, found in lists.items()}


class Listing(TyperCommand):
    """A command whose help names what there is, `{readers}` or `{forms}`: looked up when the command is looked at."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Parameters, their helps filled in."""
        for one in self.params:
            told = getattr(one, "help", None)
            if told and "{" in told:
                one.help = told.format(**_listed())  # type: ignore[attr-defined]
        return super().get_params(ctx)
