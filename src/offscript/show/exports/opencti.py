"""The case as a bundle for OpenCTI: channels, narratives and events beside STIX 2.1's own objects.

STIX has no word for what a channel says; OpenCTI has three, each a new kind of object under its extension
(https://docs.opencti.io/latest/reference/data-model/): `channel` is a source, `narrative` a claim, `event` what the case dates. A
relationship is `related-to` and says only where a claim was first met in this collection: nobody is said to have made it up.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from offscript.show.exports.asked import CLAIMS, Asked, iso, stable
from offscript.show.exports.stix import SOURCES, known_of, vouched

_EXTENSION = "extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"
"""OpenCTI's own extension of STIX."""
_EVENTS = """select "at", kind, what from event where kind in ('event', 'break') order by "at", kind, what"""
_LONGEST_NAME = 120
_Object = dict[str, Any]


def _made(at: str, kind: str, *parts: str) -> _Object:
    """What every object has; one that STIX does not know says that it is a new kind."""
    held: _Object = {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{stable(kind, *parts)}",
        "created": at,
        "modified": at,
    }
    if kind != "relationship":
        held["extensions"] = {_EXTENSION: {"extension_type": "new-sdo"}}
    return held


def _channel(row: dict[str, Any], at: str) -> _Object:
    said = {
        "name": row["name"] or row["source"],
        "channel_types": [row["platform"] or "unknown"],
        "labels": [row["tier"]],
    }
    return _made(at, "channel", row["source"]) | said


def _narrative(row: dict[str, Any], at: str) -> _Object:
    named = {"name": row["words"][:_LONGEST_NAME], "narrative_types": [row["standing"] or "open"]}
    return _made(at, "narrative", row["claim"]) | named | {"description": known_of(row)} | vouched(row)


def _first(row: dict[str, Any], channel: str, narrative: str, at: str) -> _Object:
    said = {
        "relationship_type": "related-to",
        "source_ref": channel,
        "target_ref": narrative,
        "start_time": iso(row["first_at"]),
    }
    told = {"description": "where it was first met in this collection; not who made it up"}
    return _made(at, "relationship", channel, narrative) | said | told


def _event(row: dict[str, Any], at: str) -> _Object:
    when = iso(row["at"])
    return _made(at, "event", row["kind"], row["what"], when) | {
        "name": row["what"][:_LONGEST_NAME],
        "event_types": [row["kind"]],
        "start_time": when,
        "stop_time": when,
    }


def as_opencti(asked: Asked, folder: Path) -> list[Path]:
    """`bundle.opencti.json`."""
    path, at = folder / "bundle.opencti.json", iso(round(asked.made_at) * 1_000_000)
    channels = {row["source"]: _channel(row, at) for row in asked.rows(SOURCES)}
    objects = list(channels.values())
    for row in asked.rows(CLAIMS):
        narrative = _narrative(row, at)
        objects += [narrative, _first(row, channels[row["source"]]["id"], narrative["id"], at)]
    objects += [_event(row, at) for row in asked.rows(_EVENTS)]
    bundle = {"type": "bundle", "id": f"bundle--{stable('opencti', asked.settings.title, at)}", "objects": objects}
    path.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")
    return [path]
