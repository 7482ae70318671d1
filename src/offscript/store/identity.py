"""Who speaks: forms of names resolved to sources, and what is known of each.

A form is resolved, in this order, by a correction, by an alias of the case (of that time, if it carries dates), by its own
key. Two keys that one record gives together (number and handle) are one source. A display name alone never makes two keys
one, unless the analyst lists it: a look-alike channel stays a voice of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from offscript.case import Alias, Settings, SourceSettings
from offscript.model import ALIAS, SOURCE
from offscript.read.identity import alias_key, name_key
from offscript.store.catalogue import Entry, suggest
from offscript.store.groups import Groups
from offscript.store.steps import Settings as Chosen

_LONGEST = 80
"""Most characters of an id, as the settings take them."""
Stretch = tuple[int | None, int | None]


def plain_id(key: str) -> str:
    """A readable id made of a key: `telegram:@slug` is `slug`, `name:Some Paper` is `some-paper`."""
    body = key.split(":", 1)[-1] if not re.match(r"telegram:\d", key) else key
    plain = re.sub(r"[^\w.]+", "-", body.removeprefix("@").removeprefix("name:"), flags=re.UNICODE).strip("-")
    return plain[:_LONGEST] or "unnamed"


def _case_forms(settings: Settings) -> dict[str, list[tuple[str, Stretch]]]:
    """Every form the case lists, with the source and stretch of time it stands for."""
    forms: dict[str, list[tuple[str, Stretch]]] = {}
    for source in settings.source:
        listed = [
            *source.aliases,
            *([Alias(name=source.name)] if source.name and source.tier_status == "given" else []),
        ]
        for alias in listed:
            stretch = (settings.micros(alias.start), settings.micros(alias.end))
            forms.setdefault(alias_key(alias.name, source.platform), []).append((source.id, stretch))
    return forms


def _gaps(source: str, key: str, stretches: list[tuple[str, Stretch]], otherwise: str) -> Iterable[dict[str, Any]]:
    """Rows of a key: the dated forms, and what it stands for outside their dates."""
    ordered = sorted(stretches, key=lambda item: (item[1][0] is not None, item[1][0] or 0))
    reached: int | None = None
    open_start = True
    for owner, (start, end) in ordered:
        if start is not None and (open_start or reached is None or start > reached):
            yield {"source_key": key, "source": otherwise, "basis": "met", "from_us": reached, "to_us": start}
        yield {"source_key": key, "source": owner, "basis": "case", "from_us": start, "to_us": end}
        reached, open_start = end, False
        if end is None:
            return
    yield {"source_key": key, "source": otherwise, "basis": "met", "from_us": reached, "to_us": None}


def _corrected(rows: list[dict[str, Any]]) -> dict[str, str]:
    ordered = sorted((row for row in rows if row["origin"] == "correction"), key=lambda row: row["last_at"])
    return {row["source_key"]: row["source_name"] for row in ordered}


def _forms_of(rows: list[dict[str, Any]]) -> tuple[Groups, dict[str, set[str]]]:
    """Keys joined where one record gives both, and every form each group appears under."""
    groups, named = Groups(), []
    for row in rows:
        if row["origin"] != "correction":
            named.append((row["source_key"], row["source_name"]))
            if row["handle"]:
                groups.join(row["source_key"], f"telegram:@{row['handle'].lower()}")
    forms: dict[str, set[str]] = {}
    for key, name in named:
        forms.setdefault(groups.root(key), set()).update({key, *([name_key(name)] if name else [])})
    return groups, forms


def aliases(table: pa.Table, chosen: Chosen) -> pa.Table:
    """The table `alias`: every form met, with the source it stands for."""
    settings = Settings.model_validate({"source": chosen["source"], "zone": chosen["zone"], "tiers": chosen["tiers"]})
    rows = table.to_pylist()
    listed, corrected = _case_forms(settings), _corrected(rows)
    groups, forms = _forms_of(rows)
    found: list[dict[str, Any]] = []
    for key in sorted({row["source_key"] for row in rows if row["origin"] != "correction"}):
        root = groups.root(key)
        own = plain_id(root)
        stretches = (
            listed.get(key) or [item for form in sorted({root, *forms[root]}) for item in listed.get(form, [])][:1]
        )
        if key in corrected:
            found.append(
                {"source_key": key, "source": corrected[key], "basis": "correction", "from_us": None, "to_us": None}
            )
        elif stretches:
            found.extend(_gaps(stretches[0][0], key, stretches, own))
        else:
            found.append({"source_key": key, "source": own, "basis": "met", "from_us": None, "to_us": None})
    return pa.Table.from_pylist(found, schema=ALIAS)


def _described(
    source: str, given: SourceSettings | None, name: str, platform: str, entry: Entry | None
) -> dict[str, Any]:
    status = given.tier_status if given else "suggested" if entry else "unknown"
    settled = given.name if given and given.name and given.tier_status == "given" else name
    return {
        "source": source,
        "name": settled,
        "tier": given.tier if given else entry.tier if entry else "unassigned",
        "tier_status": status,
        "language": (given.language if given else None) or (entry.language if entry else None),
        "platform": (given.platform if given else None) or platform,
        "country": (given.country if given else None) or (entry.country if entry else None),
        "reliability": given.reliability if given else None,
    }


def sources(table: pa.Table, chosen: Chosen) -> pa.Table:
    """The table `source`: what the case says of each voice, else what the packaged catalogue suggests."""
    settings = Settings.model_validate({"source": chosen["source"], "zone": chosen["zone"], "tiers": chosen["tiers"]})
    given = {source.id: source for source in settings.source}
    met: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        met.setdefault(row["source"], []).append(row)
    found = []
    for source, rows in sorted(met.items()):
        last = max(rows, key=lambda row: (row["last_at"], row["source_name"] or ""))
        handles = [row["handle"] or row["source_key"].removeprefix("telegram:@") for row in rows]
        entry = suggest({row["source_key"] for row in rows}, set(handles), {row["source_name"] or "" for row in rows})
        found.append(_described(source, given.get(source), last["source_name"] or source, last["platform"], entry))
    return pa.Table.from_pylist(found, schema=SOURCE)
