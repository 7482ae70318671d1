"""offscript: watch a state's message machine, with the exact words as evidence.

`offscript.open("kharkiv")` opens a case; `case.run()` runs what is stale; `case.table("reuse")` is a DuckDB relation.
"""

from offscript.workspace import Case
from offscript.workspace import create as new
from offscript.workspace import open_case as open

__version__ = "0.1.0"
__all__ = ["Case", "new", "open"]
