"""Sources a case has met, listed in its `sources.toml` with what is suggested for each, for an analyst to correct."""

from __future__ import annotations

from pathlib import Path

from offscript.case import Settings, load_settings
from offscript.case.listing import SOURCES_HEAD, source_entry
from offscript.store.engine import Files, opened, rows_of


def list_met(case: Path, tables: Files) -> Settings | None:
    """Add the sources that the case does not list; gives the settings as they are then, None where there was nothing to add.

    Args:
        case: the folder of the case.
        tables: files of `source` and `alias`.
    """
    listed = {source.id for source in load_settings(case).source}
    with opened(tables) as connection:
        new = [
            row
            for row in rows_of(connection.sql("select * from source order by source"))
            if row["source"] not in listed
        ]
        if not new:
            return None
        forms = "select source, array_sort(array_agg(distinct source_key)) as keys from alias group by source"
        keys = {row["source"]: row["keys"] for row in rows_of(connection.sql(forms))}
    path = case / "sources.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else SOURCES_HEAD
    added = "".join(source_entry(row, keys.get(row["source"], [])) for row in new)
    path.write_text(text + added, encoding="utf-8")
    return load_settings(case)
