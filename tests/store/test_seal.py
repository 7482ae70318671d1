"""The ledger's seal: every changed byte is found, entries cannot be taken out or put in, and a signature holds for what it
signed."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from offscript.case import CaseError
from offscript.store import ledger
from offscript.store.seal import SEALS, seal, verified


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for number in range(12):
        ledger.enter(folder, "ann", "judgement", {"subject": f"question:{number}", "odds": number / 12}, "слово")
    return folder


def test_a_whole_ledger_is_whole(filled: Path) -> None:
    assert len(verified(filled)[0]) == 12
    ledger.enter(filled, "bob", "judgement", {"subject": "question:1"}, "later")
    assert len(verified(filled)[0]) == 13


def test_every_changed_byte_is_found(filled: Path, tmp_path: Path) -> None:
    held, dice = (filled / ledger.LEDGER).read_bytes(), random.Random(5)
    for number in range(120):
        at, changed = dice.randrange(len(held)), tmp_path / f"changed{number}"
        changed.mkdir()
        (changed / ledger.LEDGER).write_bytes(held[:at] + bytes([held[at] ^ dice.randrange(1, 256)]) + held[at + 1 :])
        with pytest.raises(ledger.LedgerError):
            verified(changed)


def test_a_seal_holds_until_what_it_signed_is_changed(filled: Path, tmp_path: Path) -> None:
    made = seal(filled, tmp_path / "key.pem")
    ledger.enter(filled, "bob", "judgement", {"subject": "question:1"}, "after the seal")
    assert verified(filled)[1] == [made]
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    shutil.copytree(filled, other)
    (other / SEALS).write_text(json.dumps({**made._asdict(), "number": 3}) + "\n", encoding="utf-8")
    with pytest.raises(ledger.LedgerError, match="does not fit"):
        verified(other)
    (other / SEALS).write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(ledger.LedgerError, match="line 1: no seal"):
        verified(other)


def test_what_cannot_be_sealed_is_refused(tmp_path: Path, filled: Path) -> None:
    with pytest.raises(CaseError, match="no entries"):
        seal(tmp_path, tmp_path / "key.pem")
    (tmp_path / "bad.pem").write_text("no key", encoding="utf-8")
    with pytest.raises(CaseError, match="no private key"):
        seal(filled, tmp_path / "bad.pem")
