"""offscript: watch a state's message machine, with the exact words as evidence.

`offscript.open("kharkiv")` opens a case; `case.run()` runs what is stale; `case.table("reuse")` is a DuckDB relation.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from offscript.workspace import Case
    from offscript.workspace import create as new
    from offscript.workspace import open_case as open

__version__ = "0.1.0"
__all__ = ["Case", "new", "open"]


def __getattr__(name: str) -> Any:
    """What is public, brought in when it is first asked for: a worker, or `--version`, needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module 'offscript' has no attribute {name!r}")
    from offscript import workspace

    return {"Case": workspace.Case, "new": workspace.create, "open": workspace.open_case}[name]
