"""What a command needs is brought in when it runs: `offscript --help` answers before the engines and models are loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand


def late(name: str) -> ModuleType:
    """A module that is loaded when something of it is first asked for; its package has it, as after any import."""
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
    package, _, own = name.rpartition(".")
    setattr(sys.modules[package], own, module)
    return module


if TYPE_CHECKING:
    from offscript import case as settings
    from offscript import commands, compiled, demonstration, model, workspace
    from offscript import replay as replaying
    from offscript.collect import keyed, piped
    from offscript.collect import log as collected
    from offscript.read import recognise, record
    from offscript.show import exports
    from offscript.store import cases, entered, lock, migrations, proof
    from offscript.store import forget as forgetting
    from offscript.store import seal as sealing
    from offscript.watch import loop, outbox, shown
else:
    settings, commands, demonstration = map(late, ("offscript.case", "offscript.commands", "offscript.demonstration"))
    model, workspace, compiled = late("offscript.model"), late("offscript.workspace"), late("offscript.compiled")
    collected, piped = late("offscript.collect.log"), late("offscript.collect.piped")
    keyed = late("offscript.collect.keyed")
    entered = late("offscript.store.entered")
    recognise, record = late("offscript.read.recognise"), late("offscript.read.record")
    exports = late("offscript.show.exports")
    proof, replaying = late("offscript.store.proof"), late("offscript.replay")
    forgetting, migrations = late("offscript.store.forget"), late("offscript.store.migrations")
    cases, lock, sealing = map(late, ("offscript.store.cases", "offscript.store.lock", "offscript.store.seal"))
    loop, outbox, shown = map(late, ("offscript.watch.loop", "offscript.watch.outbox", "offscript.watch.shown"))

__all__ = [
    "Listing",
    "cases",
    "collected",
    "commands",
    "compiled",
    "demonstration",
    "entered",
    "exports",
    "forgetting",
    "keyed",
    "lock",
    "loop",
    "migrations",
    "model",
    "outbox",
    "piped",
    "proof",
    "recognise",
    "record",
    "replaying",
    "sealing",
    "settings",
    "shown",
    "workspace",
]


def _listed() -> dict[str, str]:
    """Lists that helps name in braces."""
    lists: dict[str, Iterable[str]] = {
        "readers": recognise.READERS,
        "forms": exports.FORMS,
        "whole": exports.WHOLE,
        "cited": exports.CITED,
    }
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
