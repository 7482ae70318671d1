"""The file `sources.toml`: what is written there of sources met while reading."""

from __future__ import annotations

import tomlkit

SOURCES_HEAD = """# Sources met while reading, written by offscript. A suggested tier is used, and marked as suggested, until you
# set its status to "given" (or run: offscript sources CASE --confirm). Sources nobody knows stay unassigned.
"""


def source_entry(row: dict[str, object], keys: list[str]) -> str:
    """The entry of a source met, with the forms it was met under and what is suggested for it."""
    entry = tomlkit.table()
    for key, name in (("id", "source"), ("name", "name")):
        entry[key] = row[name]
    entry["aliases"] = keys
    entry["tier"], entry["status"] = row["tier"], row["tier_status"]
    if row["language"]:
        entry["language"] = row["language"]
    listed = tomlkit.aot()
    listed.append(entry)
    document = tomlkit.document()
    document["source"] = listed
    return "\n" + tomlkit.dumps(document)
