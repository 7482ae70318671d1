"""Data that lies beside the code as TOML, so that an analyst can read and correct it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def toml_beside(package: str, name: str) -> dict[str, Any]:
    """The content of `name.toml` that lies in a package."""
    return tomllib.loads(files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
