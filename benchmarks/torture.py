"""Is anything lost when a process dies, or a disk fails, at any moment?

A case is read into, run, corrected, exported, watched, made to forget, each as a process of its own; it is killed at
random moments (`--kills`), and at single calls of write, fsync and rename that end the process, fail or fall short (`--faults`,
Linux with a C compiler). After each: the case opens; what the ledger acknowledged is in it; doing the same again gives exactly the
tables of an undisturbed run; and where a call failed, the command says so in words.
Usage: python benchmarks/torture.py [--kills 500] [--faults 500] [--seed 1] [--commands read,run,…]
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import offscript
from offscript import cli
from offscript.model import TABLES
from offscript.store.compare import different
from offscript.store.ledger import entries
from offscript.store.seal import verified

FAULTS = ("enospc", "eio", "short", "kill")
ONLY = "reuse,figures"
WHY = "said by telephone"
_SHORTEST = 0.05


class Command(NamedTuple):
    """What is done to a case: arguments of `offscript` for it, and how far the case is before and after."""

    name: str
    arguments: Callable[[Path], list[str]]
    before: str
    after: str


def _post(case: Path) -> str:
    return str(offscript.open(case).sql("select min(post) from post").fetchall()[0][0])


COMMANDS = {
    one.name: one
    for one in (
        Command("read", lambda case: ["read", str(case), str(case.parent / "b.json")], "ran", "read"),
        Command("run", lambda case: ["run", str(case), "--only", ONLY], "read", "ran twice"),
        Command(
            "ledger",
            lambda case: ["correct", "time", str(case), _post(case), "2022-09-10", "--why", WHY],
            "ran",
            "corrected",
        ),
        Command(
            "export",
            lambda case: ["export", str(case), "--as", "parquet", "--to", str(case.parent / "out")],
            "ran",
            "ran",
        ),
        Command("watch", lambda case: ["watch", str(case), "--once"], "read", "watched"),
        Command(
            "forget", lambda case: ["forget", str(case), "--post", _post(case), "--why", WHY, "--yes"], "ran", "forgot"
        ),
    )
}


def _message(number: int, text: str) -> dict[str, Any]:
    at = f"2022-09-{10 + number % 15:02}T12:{number % 60:02}:00+00:00"
    return {"_": "Message", "id": number, "peer_id": {"channel_id": 55}, "date": at, "message": text}


def _exports(folder: Path) -> None:
    for name, numbers in (("a", range(1, 60)), ("b", range(40, 110))):
        listed = [
            _message(n, f"За сутки потеряно {n} тысяч снарядов, мост у села номер {n % 7} стоит.") for n in numbers
        ]
        (folder / f"{name}.json").write_text(
            json.dumps({"channel_name": "Вести", "messages": listed}), encoding="utf-8"
        )


def called(arguments: list[str], **environment: str) -> subprocess.Popen[str]:
    """The command line as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "offscript", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment, "COLUMNS": "300"},
    )


def done(arguments: list[str]) -> str:
    """The command line, to its end, in this process: nothing disturbs it.

    Raises:
        RuntimeError: it failed.
    """
    said = io.StringIO()
    before, sys.argv = sys.argv, ["offscript", *arguments]
    try:
        with redirect_stdout(said), redirect_stderr(said):
            cli.main()
    except SystemExit as stopped:
        if stopped.code:
            raise RuntimeError(f"{' '.join(arguments)}: {said.getvalue()[-2000:]}") from None
    finally:
        sys.argv = before
    return said.getvalue()


def stages(folder: Path, chosen: Sequence[Command]) -> dict[str, Path]:
    """Cases as they are before and after each command, undisturbed."""
    _exports(folder)
    first = folder / "ran" / "case"
    done(["new", str(first)])
    with (first / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[feed]]\nid = "drop"\nkind = "folder"\naddress = "drop"\n')
    done(["read", str(first), str(folder / "a.json")])
    done(["run", str(first), "--only", ONLY])
    (first / "drop").mkdir()
    shutil.copy2(folder / "b.json", first / "drop" / "c.json")
    made = {"ran": first}
    shutil.copy2(folder / "b.json", first.parent / "b.json")
    wanted = {one.name for one in chosen} | {"read" for one in chosen if one.before == "read"}
    for command in COMMANDS.values():
        if command.name in wanted and command.after not in made:
            case = _copied(made[command.before], folder / command.after.replace(" ", "-"))
            done(command.arguments(case))
            made[command.after] = case
    return made


def _copied(case: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(case.parent / "b.json", folder / "b.json")
    return Path(shutil.copytree(case, folder / "case"))


def _rows(case: Path) -> Callable[[str], Any]:
    opened = offscript.open(case)
    return lambda name: opened.sql(f'select * from "{name}"')


LEFT_OUT = ("step", "file", "reception")
"""Tables that tell of the run itself, or hold times of this machine."""


class Trial(NamedTuple):
    """One disturbed command: how it was disturbed, and what did not hold afterwards."""

    command: str
    disturbed: str
    struck: bool
    wrong: str


def _repeats(case: Path, command: Command, arguments: list[str], acknowledged: int) -> bool:
    """Whether somebody who saw the command fail would do it again: not a correction that is entered, nor a post that is gone."""
    if command.name == "ledger":
        return len(entries(case)) == acknowledged
    if command.name == "forget":
        post = arguments[arguments.index("--post") + 1]
        return bool(offscript.open(case).sql(f"select 1 from post where post = '{post}'").fetchall())
    return True


def _checked(case: Path, wanted: Path, command: Command, arguments: list[str], acknowledged: int) -> str:
    """What does not hold in a case after a command was disturbed; the command is repeated first."""
    try:
        offscript.open(case).table("post").limit(1).fetchall()
        if len(entries(case)) < acknowledged:
            return f"the ledger has {len(entries(case))} entries of {acknowledged} acknowledged"
        if _repeats(case, command, arguments, acknowledged):
            done(arguments)
        verified(case)
        names = [name for name in TABLES if name not in LEFT_OUT]
        if command.name == "forget":
            done(["run", str(case), "--only", ONLY])
            done(["run", str(wanted), "--only", ONLY])
        others = different(_rows(case), _rows(wanted), names)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[-600:]}"
    return f"tables differ: {', '.join(others)}" if others else ""


def _disturbed(
    case: Path, wanted: Path, command: Command, how: str, disturb: Callable[[list[str]], tuple[bool, str]]
) -> Trial:
    acknowledged, arguments = len(entries(case)), command.arguments(case)
    struck, said = disturb(arguments)
    wrong = _checked(case, wanted, command, arguments, acknowledged)
    return Trial(command.name, how, struck, said or wrong)


def killed(after: float) -> Callable[[list[str]], tuple[bool, str]]:
    """Kill the command after so many seconds."""

    def disturb(arguments: list[str]) -> tuple[bool, str]:
        process = called(arguments)
        try:
            process.communicate(timeout=after)
            return False, ""
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True, ""

    return disturb


def failing(library: Path, case: Path, kind: str, at: int) -> Callable[[list[str]], tuple[bool, str]]:
    """Let one call of the command fail."""

    def disturb(arguments: list[str]) -> tuple[bool, str]:
        process = called(
            arguments, LD_PRELOAD=str(library), FAULT_UNDER=str(case.parent), FAULT_KIND=kind, FAULT_AT=str(at)
        )
        said = process.communicate()[0]
        if kind != "kill" and "Traceback (most recent call last)" in said:
            return True, f"a traceback reached the user: {said.strip().splitlines()[-1][:300]}"
        return process.returncode != 0, ""

    return disturb


def compiled(folder: Path) -> Path | None:
    """The library that lets calls fail; None where there is no compiler for it."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "fault.so"
    source = Path(__file__).parent / "torture" / "fault.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


def counted(library: Path, case: Path, command: Command) -> int:
    """Calls that could fail in an undisturbed command; all its processes together."""
    told = case.parent / "calls"
    process = called(
        command.arguments(case),
        LD_PRELOAD=str(library),
        FAULT_UNDER=str(case.parent),
        FAULT_AT="0",
        FAULT_COUNT=str(told),
    )
    process.communicate()
    return sum(map(int, told.read_text(encoding="utf-8").split())) if told.exists() else 0


def seconds_of(case: Path, command: Command) -> float:
    """Seconds an undisturbed command takes, as the process that is to be killed."""
    started = time.perf_counter()
    called(command.arguments(case)).communicate()
    return time.perf_counter() - started


def tried(
    kills: int, faults: int, names: list[str], seed: int, folder: Path, tell: Callable[[Trial], None]
) -> list[Trial]:
    """Disturb commands, in turn, each on a fresh copy of the case it needs."""
    chance, chosen = random.Random(seed), [COMMANDS[name] for name in names]
    made = stages(folder, chosen)
    library = compiled(folder) if faults else None
    trials: list[Trial] = []
    lasting = {
        one.name: seconds_of(_copied(made[one.before], folder / f"timed-{one.name}"), one) for one in chosen if kills
    }
    calls = {
        one.name: counted(library, _copied(made[one.before], folder / f"counted-{one.name}"), one)
        for one in chosen
        if library is not None
    }
    for number in range(kills + (faults if library is not None else 0)):
        command = chosen[number % len(chosen)]
        case = _copied(made[command.before], folder / f"trial-{number}")
        if number < kills:
            after = chance.uniform(_SHORTEST, lasting[command.name])
            trial = _disturbed(case, made[command.after], command, f"killed after {after:.2f} s", killed(after))
        else:
            kind, at = chance.choice(FAULTS), chance.randint(1, max(1, calls[command.name]))
            assert library is not None
            how = f"{kind} at call {at} of {calls[command.name]}"
            trial = _disturbed(case, made[command.after], command, how, failing(library, case, kind, at))
        trials.append(trial)
        tell(trial)
        shutil.rmtree(case.parent, ignore_errors=True)
    return trials


def told(trials: list[Trial]) -> Mapping[str, Any]:
    """What came of the trials."""
    wrong = [trial for trial in trials if trial.wrong]
    return {
        "trials": len(trials),
        "struck": sum(trial.struck for trial in trials),
        "by_command": dict(Counter(trial.command for trial in trials)),
        "by_kind": dict(Counter(re.split(r" (?:at|after) ", trial.disturbed)[0] for trial in trials)),
        "wrong": len(wrong),
        "wrong_are": [f"{one.command}, {one.disturbed}: {one.wrong}" for one in wrong[:20]],
    }


def main() -> None:
    """Disturb, and print one JSON object on the last line; fails where anything did not hold."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--faults", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--commands", default=",".join(COMMANDS))
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as held:
        trials = tried(
            given.kills,
            given.faults,
            given.commands.split(","),
            given.seed,
            Path(held).resolve(),
            lambda one: print(f"{one.command}: {one.disturbed}: {one.wrong or 'holds'}", file=sys.stderr, flush=True),
        )
    result = told(trials)
    print(json.dumps(result, ensure_ascii=False))
    raise SystemExit(1 if result["wrong"] else 0)


if __name__ == "__main__":
    main()
