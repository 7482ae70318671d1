"""Does a step find what it found? `python benchmarks/stepwise.py --cases FOLDER [--steps country/blame,real/voice,…]`.

Makes the cases of `tests/unchanged` in a folder unless they are there; then each step whose function is Python is run on what
lies before it in them, alone, and what it finds is compared with what lies there, as the tests beside those cases compare it: a
step that finds something else fails them. Prints the steps that do, the first alone with `--first`, and what one run of each takes.
With coverage at work it sets down which lines each step runs.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import coverage
import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import offscript  # noqa: E402
from offscript.store.engine import Embedded, in_memory  # noqa: E402
from offscript.store.run import snapshot_files  # noqa: E402
from offscript.store.snapshot import latest  # noqa: E402
from offscript.store.steps import Group, Query, Step, in_order, reads  # noqa: E402
from tests.unchanged import by_network, compared, listed  # noqa: E402
from tests.unchanged.cases import CASES  # noqa: E402


def made(folder: Path) -> dict[str, offscript.Case]:
    """The cases, by name; made where they are not there yet."""
    for name, make in CASES.items():
        if not (folder / name / "made").exists():
            make(folder / name)
            (folder / name / "made").touch()
    return {name: offscript.open(folder / name) for name in CASES}


def in_python(case: offscript.Case) -> list[Step]:
    """Steps whose function is Python and whose table is compared."""
    names = compared()
    return [step for step in in_order(case.steps()) if not isinstance(step, Query) and step.writes in names]


def found(case: offscript.Case, step: Step, engine: Embedded) -> duckdb.DuckDBPyRelation:
    """What a step finds now on the tables that lie in a case."""
    assert not isinstance(step, Query)
    files, given = snapshot_files(case.folder, latest(case.folder)), case.plain()
    rows = engine.query(step.sql, {name: files[name] for name in reads(step)})
    chosen = {name: given[name] for name in step.settings}
    if isinstance(step, Group):
        return duckdb.from_arrow(engine.group(step, rows, chosen, _quiet))
    return duckdb.from_arrow(in_memory(engine.map(step, rows, chosen, _quiet)))


def _quiet(*_: object) -> None:
    """How far a step is, told to nobody."""


def forgotten() -> None:
    """Let go of what functions remember: what one step looked up another looks up anew."""
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper:
            one.cache_clear()


def differs(case: offscript.Case, step: Step, engine: Embedded, network: bool) -> bool:
    """Whether a step finds now what does not lie in the case, or nothing for an error."""
    try:
        return listed(found(case, step, engine), network) != listed(case.table(step.writes), network)
    except Exception as error:
        print(f"{step.name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        return True


def again(folder: Path, names: Sequence[str], first: bool) -> Iterator[tuple[str, float, bool]]:
    """Run steps again, those named (`case/step`) in this order or all: name, seconds, whether it finds something else."""
    cases, engine, measuring = made(folder), Embedded(1), coverage.Coverage.current()
    known = {f"{name}/{step.name}": (case, step) for name, case in cases.items() for step in in_python(case)}
    networks = {name: by_network(case) for name, case in cases.items()}
    for name in names or known:
        case, step = known[name]
        if measuring:
            forgotten()
            measuring.switch_context(name)
        started = time.perf_counter()
        changed = differs(case, step, engine, step.writes in networks[name.split("/")[0]])
        yield name, time.perf_counter() - started, changed
        if changed and first:
            return


def main() -> None:
    """Run the steps, and print one JSON object on the last line; fails where one finds something else."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=Path, required=True)
    asked.add_argument("--steps", default="")
    asked.add_argument("--first", action="store_true")
    given = asked.parse_args()
    done = list(again(given.cases, [name for name in given.steps.split(",") if name], given.first))
    changed = [name for name, _, other in done if other]
    print(json.dumps({"changed": changed, "seconds": {name: round(took, 3) for name, took, _ in done}}))
    raise SystemExit(1 if changed else 0)


if __name__ == "__main__":
    main()
