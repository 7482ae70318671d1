"""The ledger: is every changed byte found, is nothing lost that was acknowledged, do writers get in each other's way?

`python benchmarks/ledger.py [--edits 10000] [--entries 40] [--writers 4] [--each 200] [--kills 20]`. Last line: one JSON object:
edits of one byte and how many were found; entries of writers at once and how many are there; writers killed in the middle, and
entries they had acknowledged that are missing.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from offscript.store import ledger
from offscript.store.seal import verified

WRITER = (
    "import sys\nfrom pathlib import Path\nfrom offscript.store import ledger\n"
    "for number in range(int(sys.argv[2])):\n"
    "    made = ledger.enter(Path(sys.argv[1]), sys.argv[3], 'judgement', {'subject': f'question:{number}', 'odds': .5}, 'why')\n"
    "    print(made, flush=True)\n"
)


def edits(folder: Path, entries: int, number: int, dice: random.Random) -> int:
    """Found among edits of one byte, each of a copy of the ledger's file."""
    whole, changed = folder / "whole", folder / "changed"
    whole.mkdir()
    for entry in range(entries):
        ledger.enter(
            whole, "ann", "judgement", {"subject": f"question:q{entry}", "odds": entry / entries}, f"слово {entry}"
        )
    verified(whole)
    held = (whole / ledger.LEDGER).read_bytes()
    found = 0
    for _ in range(number):
        at = dice.randrange(len(held))
        one = bytes([held[at] ^ dice.randrange(1, 256)])
        shutil.rmtree(changed, ignore_errors=True)
        changed.mkdir()
        (changed / ledger.LEDGER).write_bytes(held[:at] + one + held[at + 1 :])
        try:
            verified(changed)
        except ledger.LedgerError:
            found += 1
    return found


def writers(folder: Path, several: int, each: int) -> int:
    """Entries in the ledger after several processes wrote at once."""
    folder.mkdir()
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(each), f"w{n}"], stdout=subprocess.DEVNULL)
        for n in range(several)
    ]
    for one in running:
        one.wait()
    return len(verified(folder)[0])


def killed(folder: Path, times: int, dice: random.Random) -> tuple[int, int]:
    """Entries acknowledged by writers that were killed, and how many of them are missing."""
    folder.mkdir()
    acknowledged: set[int] = set()
    for _ in range(times):
        one = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), "100000", "k"], stdout=subprocess.PIPE, text=True
        )
        assert one.stdout is not None
        one.stdout.readline()
        time.sleep(dice.random() * 0.2)
        one.send_signal(signal.SIGKILL)
        rest = one.stdout.read().split("\n")
        one.wait()
        acknowledged |= {int(line) for line in rest[:-1] if line}
    held = {entry.number for entry in verified(folder)[0]}
    return len(acknowledged), len(acknowledged - held)


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser()
    for name, value in (("edits", 10_000), ("entries", 40), ("writers", 4), ("each", 200), ("kills", 20), ("seed", 1)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    given = arguments.parse_args()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = edits(Path(folder), given.entries, given.edits, dice)
        there = writers(Path(folder) / "writers", given.writers, given.each)
        acknowledged, missing = killed(Path(folder) / "killed", given.kills, dice)
    figures = {"benchmark": "ledger", "edits": given.edits, "found": found, "written": given.writers * given.each}
    print(json.dumps(figures | {"there": there, "acknowledged": acknowledged, "missing": missing}))


if __name__ == "__main__":
    main()
