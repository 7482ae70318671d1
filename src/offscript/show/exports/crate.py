"""The case as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): tables, what the brief rests on, and who made it from what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.model import TABLES, table_doc
from offscript.show.exports.asked import Asked, iso
from offscript.show.exports.tables import as_parquet

_ABOUT = "Tables of one state of an inquiry into who says what, when and after whom."
_WHOLE_CASE = "A whole case, not for publication: offscript replay FILE NEW runs it again and compares every table."
_RIGHTS = "The tables may be used as their keeper allows; the words quoted in them remain their authors'."
_PARQUET = "application/vnd.apache.parquet"
_KINDS = {
    ".parquet": _PARQUET,
    ".json": "application/json",
    ".toml": "application/toml",
    ".sqlite": "application/vnd.sqlite3",
}


def _file(path: Path, name: str, about: str, kind: str) -> dict[str, Any]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    said = {"@id": path.name, "@type": "File", "name": name, "description": about, "encodingFormat": kind}
    return {**said, "contentSize": str(len(content)), "sha256": digest}


def _files(asked: Asked, folder: Path, names: tuple[str, ...]) -> list[dict[str, Any]]:
    listed = []
    for name in names:
        table = pa.Table.from_pylist(asked.rows(f'select * from "{name}" order by all'), TABLES[name])
        if len(table):
            path = folder / f"{name}.parquet"
            as_parquet(table, path)
            listed.append(_file(path, name, table_doc(TABLES[name]), _PARQUET))
    return listed


def _said(asked: Asked, at: str, listed: list[dict[str, Any]], about: str) -> str:
    """The metadata of a crate whose files are listed."""
    tool = {
        "@id": "#offscript",
        "@type": "SoftwareApplication",
        "name": "offscript",
        "softwareVersion": version("offscript"),
    }
    files = [{"@id": one["@id"]} for one in listed]
    made = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "offscript run",
        "endTime": at,
        "instrument": {"@id": "#offscript"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": asked.settings.title,
        "description": about,
        "datePublished": at,
        "license": _RIGHTS,
        "hasPart": files,
        "mentions": [{"@id": "#run"}],
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    graph = [descriptor, root, tool, {**made, "result": files}, *listed]
    said = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(said, ensure_ascii=False, indent=1)


def packed(asked: Asked, contents: Mapping[str, str]) -> str:
    """`ro-crate-metadata.json` of a packed case, from its files and their digests: what it is, what made it, how it is replayed."""
    at = iso(round(asked.made_at) * 1_000_000)
    files = [
        {"@id": name, "@type": "File", "name": name, "sha256": digest, "encodingFormat": _kind(name)}
        for name, digest in sorted(contents.items())
    ]
    return _said(asked, at, files, f"{_WHOLE_CASE} {_ABOUT}")


def _kind(name: str) -> str:
    return next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), "application/octet-stream")


def as_crate(asked: Asked, folder: Path, names: tuple[str, ...]) -> list[Path]:
    """A folder `crate` with a Parquet file for each table that holds something and `ro-crate-metadata.json`."""
    into = folder / "crate"
    into.mkdir(parents=True, exist_ok=True)
    listed, at = _files(asked, into, names), iso(round(asked.made_at) * 1_000_000)
    path = into / "ro-crate-metadata.json"
    path.write_text(_said(asked, at, listed, _ABOUT), encoding="utf-8")
    return [path, *(into / one["@id"] for one in listed)]
