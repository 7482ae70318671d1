"""The key of a case: what its pseudonyms are made with."""

from __future__ import annotations

import secrets
from pathlib import Path


def pseudonym_key(folder: Path) -> bytes:
    """The case's own key for pseudonyms; made once, kept beside the case, never shared with it."""
    path = folder / "case.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
