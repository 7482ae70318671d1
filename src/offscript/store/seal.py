"""A seal on the ledger: the digest of its last entry signed with somebody's key, so that others can see that it was his.

Ed25519 (RFC 8032) by the library `cryptography`. The private key stays with whoever seals; beside the ledger lie the seals,
each with number and digest of the last entry then, the public key and the signature, one JSON object a line.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from offscript.case import CaseError
from offscript.store.ledger import LEDGER, Entry, LedgerError, entries, lay, written

SEALS = "ledger.seals"
_VERSION = slice(96, 100)
"""Where the head of a SQLite file names the version that wrote it last (file format, section 1.3.20); counts of its changes stand
at 24 and 92 (sections 1.3.8, 1.3.20)."""


class Seal(NamedTuple):
    """A signature of the ledger up to an entry; `key` is the public key in hexadecimal digits."""

    number: int
    digest: str
    at: str
    key: str
    signature: str


def _private(path: Path) -> Ed25519PrivateKey:
    """The key in a file; made there where it is missing."""
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        path.touch(mode=0o600)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return made
    try:
        held = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError):
        raise CaseError(
            f"{path}: no private key in PEM form without a password; name another file, or a new one"
        ) from None
    if not isinstance(held, Ed25519PrivateKey):
        raise CaseError(f"{path}: the key is of another kind; an Ed25519 key is needed")
    return held


def _message(number: int, digest: str, at: str) -> bytes:
    return f"offscript ledger\n{number}\n{digest}\n{at}".encode()


def seal(case: Path, key: Path) -> Seal:
    """Sign the ledger as it stands; the key is made where the file is missing.

    Raises:
        CaseError: there is nothing to sign, or the file holds no such key.
        LedgerError: the ledger was changed.
    """
    listed = entries(case)
    if not listed:
        raise CaseError(f"{case}: the ledger has no entries to seal")
    last, at = listed[-1], datetime.now(UTC).isoformat(timespec="seconds")
    private = _private(key)
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    made = Seal(last.number, last.digest, at, raw.hex(), private.sign(_message(last.number, last.digest, at)).hex())
    with (case / SEALS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(made._asdict()) + "\n")
    return made


def seals(case: Path) -> list[Seal]:
    """The seals beside a ledger, in order."""
    path = case / SEALS
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(Seal(**json.loads(line)))
        except (ValueError, TypeError):
            raise LedgerError(f"{path}, line {number}: no seal; restore a backup, or remove the line") from None
    return found


def _holds(one: Seal, listed: list[Entry]) -> bool:
    if not 0 < one.number <= len(listed) or listed[one.number - 1].digest != one.digest:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one.key))
        public.verify(bytes.fromhex(one.signature), _message(one.number, one.digest, one.at))
    except (InvalidSignature, ValueError):
        return False
    return True


def _as_written(case: Path) -> bytes:
    """The bytes a ledger with these entries has, one put in after another."""
    with TemporaryDirectory(prefix="offscript-") as folder:
        path = Path(folder) / LEDGER
        lay(path, written(case))
        return path.read_bytes()


def _uncounted(file: bytes) -> bytes:
    """A SQLite file without its counts of changes and the version that wrote it: a process that dies on the way counts too."""
    return file[:24] + file[28:92] + file[100:]


def _untouched(case: Path, entered: int) -> None:
    """Refuse a file that holds these entries and yet is not, byte for byte, what entering them leaves."""
    held, wanted = (case / LEDGER).read_bytes(), _as_written(case)
    if _uncounted(held) == _uncounted(wanted) and held[_VERSION] == wanted[_VERSION]:
        return
    if _uncounted(held) == _uncounted(wanted):
        raise LedgerError(
            f"{case / LEDGER}: another version of SQLite wrote it last ({int.from_bytes(held[_VERSION])}, here "
            f"{int.from_bytes(wanted[_VERSION])}); if that is so, the next entry settles it; else the file was changed"
        )
    raise LedgerError(
        f"{case / LEDGER}: its {entered} entries are whole, but bytes beside them are others than entering them leaves: "
        "the file was changed or rewritten by another program; restore a backup"
    )


def verified(case: Path) -> tuple[list[Entry], list[Seal]]:
    """Entries and seals of a ledger, all of which hold.

    Raises:
        LedgerError: an entry was changed, removed or put in after it was made, or a seal does not fit.
    """
    listed = entries(case)
    if listed:
        _untouched(case, len(listed))
    for number, one in enumerate(seals(case), 1):
        if not _holds(one, listed):
            raise LedgerError(
                f"{case / SEALS}, line {number}: the seal of {one.at} does not fit the ledger: entries up to {one.number} are "
                "not those that were signed, or the seal was changed; restore a backup"
            )
    return listed, seals(case)
