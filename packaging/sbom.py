"""Write what an installation holds as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/): every pinned package with its version,
the SHA-256 of every file pip may take for it, and its licence. Says what has no licence that goes with this project's.

Usage: python packaging/sbom.py [--lock requirements.lock] [--to sbom.json]
"""

from __future__ import annotations

import argparse
import json
import re
import uuid
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GOING = (
    "MIT",
    "BSD",
    "Apache",
    "ISC",
    "PSF",
    "Python Software Foundation",
    "MPL",
    "Mozilla",
    "Zlib",
    "CC0",
    "Unlicense",
    "0BSD",
    "CNRI",
)
"""Licences under which a dependency may be installed beside this project, by the words they are named with."""
SAID = {"axe-playwright-python": "MIT"}
"""Licences of packages whose metadata name none, as their own files say."""


class Package(NamedTuple):
    """A pinned package: its name, version, digests of its files, licence (empty: it is not installed here)."""

    name: str
    version: str
    digests: tuple[str, ...]
    licence: str


def licence_of(name: str) -> str:
    """The licence a package names; empty where it is not installed on this kind of machine."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    listed = [one.split(" :: ")[-1] for one in said.get_all("Classifier") or [] if one.startswith("License")]
    given = str(said.get("License-Expression") or "; ".join(listed) or said.get("License") or "")
    return given.strip().splitlines()[0] if given.strip() else SAID.get(name, "unknown")


def pinned(lock: Path) -> list[Package]:
    """Every package of a lock file."""
    parts = re.split(r"(?m)^(?=[\w.-]+==)", lock.read_text(encoding="utf-8"))
    found = []
    for part in parts:
        head = re.match(r"([\w.-]+)==([^\s;\\]+)", part)
        if head:
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", part))
            found.append(Package(head[1], head[2], digests, licence_of(head[1])))
    return found


def goes(licence: str) -> bool:
    """Whether a licence goes with this project's: one of its alternatives does."""
    if not licence:
        return True
    return any(any(word in one for word in GOING) for one in re.split(r" OR |; ", licence))


def component(one: Package) -> dict[str, Any]:
    """A package as a component."""
    licences = {"licenses": [{"license": {"name": one.licence}}]} if one.licence else {}
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
        "name": one.name,
        "version": one.version,
        "purl": f"pkg:pypi/{one.name}@{one.version}",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.digests],
        **licences,
    }


def bill(packages: list[Package]) -> dict[str, Any]:
    """The whole bill: the same for the same lock, so that it can be compared."""
    own = {
        "type": "application",
        "name": "offscript",
        "version": version("offscript"),
        "licenses": [{"license": {"id": "MIT"}}],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, " ".join(f"{one.name}=={one.version}" for one in packages))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": own},
        "components": [component(one) for one in packages],
    }


def main() -> None:
    """Write the bill; fail where a licence does not go with this project's."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    asked.add_argument("--to", type=Path, default=ROOT / "sbom.json")
    given = asked.parse_args()
    packages = pinned(given.lock)
    given.to.write_text(json.dumps(bill(packages), indent=1), encoding="utf-8")
    wrong = [f"{one.name}: {one.licence}" for one in packages if not goes(one.licence)]
    absent = [one.name for one in packages if not one.licence]
    print(
        f"{len(packages)} packages in {given.to}; not installed here, licence not looked at: {', '.join(absent) or 'none'}"
    )
    if wrong:
        raise SystemExit(f"licences that do not go with this project's: {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
