"""Would a test fail if the code were wrong? `python benchmarks/mutation.py --sample 200`.

Places in `find` and `measure` are drawn at random; at each one thing is changed (an operator, a comparison, a number, a condition,
a loop: operators of cosmic-ray, https://cosmic-ray.readthedocs.io), and the tests that run that line are run, the quickest first
and no more than `--seconds` of them: a mutant no test fails on survives. Which tests run a line is measured first, by coverage,
over the tests of both packages. Last comes what the tests beside `tests/unchanged` hold, that every table is what it was: not by
those tests, which run everything, but by the steps that run the line, each on what lay before it (`stepwise.py`); a step that finds
something else fails them. What is in annotations, decorators and docstrings is not changed. Prints
`{"killed_share": …, "interval": [low, high], "by": {…}, "survived": […]}`; the interval (Wilson, 95%) is for all places together.
Tests of other packages, which would fail on more, are not run: the share is a lower bound.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple

import coverage
import pytest

from offscript.measure.repeats import wilson

ROOT = Path(__file__).resolve().parents[1]
_TESTS = {"find": "tests/find", "measure": "tests/measure"}
_STEPS = ("benchmarks/stepwise.py", "--cases")
_CODE, _ENDED = "src/offscript", 300.0
_LONGEST = 15.0
"""Seconds above which a test is left out: it would make a case anew for each mutant."""


class Place(NamedTuple):
    """Where something can be changed: file, line, column, and the operators that can, each with its node's number and its index."""

    path: str
    line: int
    column: int
    ways: tuple[tuple[str, int, int], ...]


class Mutant(NamedTuple):
    """A changed file: its path, the line, by which operator, and the whole of its code."""

    path: str
    line: int
    operator: str
    code: str


class _Bare(ast.NodeTransformer):
    """Code without annotations, decorators and docstrings: what is left says what it does."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function as it runs."""
        node.decorator_list, node.returns = [], None
        for one in ast.walk(node.args):
            if isinstance(one, ast.arg):
                one.annotation = None
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """A class without its decorators."""
        node.decorator_list = []
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """A named value without its type."""
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A docstring says nothing to the machine."""
        return ast.Pass() if isinstance(node.value, ast.Constant) else self.generic_visit(node)


def _meaning(code: str) -> str:
    return ast.dump(_Bare().visit(ast.parse(code)))


@cache
def _operators() -> dict[str, Any]:
    from cosmic_ray.operators.provider import OperatorProvider

    named = OperatorProvider()
    return {name: named[name]() for name in named if not named[name].arguments() and name != "RemoveDecorator"}


def _nodes(code: str) -> Iterator[Any]:
    import parso

    waiting = [parso.parse(code)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += list(getattr(node, "children", ()))[::-1]


def places(path: str) -> list[Place]:
    """Every place of a file where something can be changed."""
    found: dict[tuple[int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for number, node in enumerate(_nodes((ROOT / path).read_text(encoding="utf-8"))):
        for name, operator in _operators().items():
            for index, (begin, _) in enumerate(operator.mutation_positions(node)):
                found[begin].append((name, number, index))
    return [Place(path, line, column, tuple(ways)) for (line, column), ways in found.items()]


def _changed(code: str, way: tuple[str, int, int]) -> str:
    """The code of a file with one thing changed."""
    name, number, index = way
    node = next(one for at, one in enumerate(_nodes(code)) if at == number)
    parent, root = node.parent, node.get_root_node()
    mutated = _operators()[name].mutate(node, index)
    if parent is not None:
        at = next(at for at, child in enumerate(parent.children) if child is node)
        parent.children[at : at + 1] = [mutated] if mutated is not None else []
    return str(root.get_code())


def drawn(chance: random.Random, listed: list[Place], many: int) -> list[Mutant]:
    """So many mutants that mean something else, one a place."""
    found: list[Mutant] = []
    for place in chance.sample(listed, len(listed)):
        if len(found) == many:
            break
        code, way = (ROOT / place.path).read_text(encoding="utf-8"), chance.choice(place.ways)
        changed = _changed(code, way)
        try:
            if _meaning(changed) != _meaning(code):
                found.append(Mutant(place.path, place.line, way[0], changed))
        except SyntaxError:
            continue
    return found


class Tests(NamedTuple):
    """Which tests run each line of each file, and how long each takes; pytest tells no time of the quickest."""

    lines: dict[str, dict[int, set[str]]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that run a mutant's line, or its module where that runs once or compiled; the quickest first."""
        held = self.lines.get(mutant.path, {})
        named = held.get(mutant.line) or set[str]().union(*held.values())
        return sorted(named, key=lambda one: (self.seconds.get(one, 0.0), one))

    def within(self, mutant: Mutant, budget: float) -> list[str]:
        """The quickest of them, so many seconds of them."""
        chosen, taken = list[str](), 0.0
        for test in self.of(mutant):
            taken += self.seconds.get(test, 0.0)
            if self.seconds.get(test, 0.0) > _LONGEST or (chosen and taken > budget):
                break
            chosen.append(test)
        return chosen


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lines that run in a test, its fixtures included, are set down as this test's (pytest loads this file while it measures)."""
    measuring = coverage.Coverage.current()
    if measuring:
        measuring.switch_context(item.nodeid.split("[")[0])
    return (yield)


def _covered(folder: Path, data: Path) -> list[str]:
    """Python that sets down which lines of both packages run."""
    settings, sources = folder / "coveragerc", "\n    ".join(f"{_CODE}/{name}" for name in _TESTS)
    settings.write_text(f"[run]\nsource =\n    {sources}\n", encoding="utf-8")
    return [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", f"--data-file={data}"]


def measured(folder: Path, tests: str) -> Tests:
    """Run tests once, and see which lines each runs; what an earlier call left in the folder is taken up."""
    data = folder / f"data-{tests.replace('/', '-')}"
    call = [*_covered(folder, data), "-m", "pytest"]
    call += ["-q", "-p", "no:cacheprovider", "-p", Path(__file__).stem, "--durations=0", "--durations-min=0", tests]
    told = data.with_suffix(".txt")
    if not told.exists():
        path = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": path}
        said = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout
        told.write_text(said, encoding="utf-8")
    said = told.read_text(encoding="utf-8")
    seconds: dict[str, float] = defaultdict(float)
    for took, node in re.findall(r"^([\d.]+)s (?:setup|call|teardown) +(\S+)", said, re.MULTILINE):
        seconds[node.split("[")[0]] += float(took)
    return Tests(_lines(data), dict(seconds))


def _lines(data: Path) -> dict[str, dict[int, set[str]]]:
    """Which contexts ran each line of each file."""
    held = coverage.CoverageData(basename=str(data))
    held.read()
    lines = {}
    for path in held.measured_files():
        by = held.contexts_by_lineno(path)
        lines[str(Path(path).relative_to(ROOT))] = {
            line: {one for one in contexts if one} for line, contexts in by.items()
        }
    return lines


def steps_measured(folder: Path, cases: Path) -> Tests:
    """The same of steps: which run each line, and how long each takes.

    Raises:
        RuntimeError: a step finds other than what lies in its case without any change.
    """
    from stepwise import made

    data = folder / "data-steps"
    told = data.with_suffix(".json")
    if not told.exists():
        made(cases)
        call = [*_covered(folder, data), *_STEPS, str(cases)]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"steps do not find what they found: {done.stderr[-2000:]} {done.stdout[-2000:]}")
        told.write_text(done.stdout.splitlines()[-1], encoding="utf-8")
    return Tests(_lines(data), json.loads(told.read_text(encoding="utf-8"))["seconds"])


def _together(found: Sequence[Tests]) -> Tests:
    lines: dict[str, dict[int, set[str]]] = {}
    for one in found:
        for path, held in one.lines.items():
            into = lines.setdefault(path, {})
            for line, named in held.items():
                into[line] = into.get(line, set()) | named
    return Tests(lines, {test: took for one in found for test, took in one.seconds.items()})


def _copy(folder: Path) -> Path:
    """A copy of the project to change, compiled so that a changed file is never taken for what it was."""
    copied = folder / "main"
    kept_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", "demo", "site", ".*_cache", ".hypothesis", "dist")
    shutil.copytree(ROOT, copied, ignore=kept_out)
    if (ROOT.parent / "shared").exists():
        (folder / "shared").symlink_to(ROOT.parent / "shared")
    compiled = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "tests"]
    subprocess.run(compiled, cwd=copied, check=True)
    return copied


def tried(mutant: Mutant, copied: Path, cases: Path, tests: Sequence[str], steps: Sequence[str], least: float) -> str:
    """What is said of a mutant: `tests` or `steps` fail on it, it `ended` after a long time, or it `survived`; `least`: seconds
    the steps take where nothing is changed."""
    path = copied / mutant.path
    before = path.read_text(encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copied / "src")}
    calls = {
        "tests": ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        "steps": [*_STEPS, str(cases), "--first", "--steps", ",".join(steps)],
    }
    path.write_text(mutant.code, encoding="utf-8")
    try:
        for name, call in calls.items():
            if tests if name == "tests" else steps:
                one, most = [sys.executable, *call], _ENDED + (3 * least if name == "steps" else 0)
                done = subprocess.run(one, cwd=copied, env=environment, capture_output=True, timeout=most, check=False)
                if done.returncode:
                    return name
    except subprocess.TimeoutExpired:
        return "ended"
    finally:
        path.write_text(before, encoding="utf-8")
    return "survived"


def _files(packages: Sequence[str]) -> list[str]:
    found = (path for name in packages for path in sorted((ROOT / _CODE / name).rglob("*.py")))
    return [str(path.relative_to(ROOT)) for path in found]


def main() -> None:
    """Draw mutants, try each, and print one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packages", default="find,measure")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--contexts", type=Path, help="folder in which is kept which tests run a line, and the cases of steps"
    )
    given = parser.parse_args()
    packages = given.packages.split(",")
    mutants = drawn(random.Random(given.seed), [one for path in _files(packages) for one in places(path)], given.sample)
    with tempfile.TemporaryDirectory(prefix="mutation-") as held, ThreadPoolExecutor(given.workers) as pool:
        folder = Path(held)
        known = given.contexts or folder
        known.mkdir(parents=True, exist_ok=True)
        tests = _together(list(pool.map(lambda name: measured(known, _TESTS[name]), packages)))
        steps = steps_measured(known, known / "cases")
        copies: Queue[Path] = Queue()
        for number in range(given.workers):
            (folder / f"w{number}").mkdir()
            copies.put(_copy(folder / f"w{number}"))

        def try_one(mutant: Mutant) -> str:
            named, again, copied = tests.within(mutant, given.seconds), steps.of(mutant), copies.get()
            least = sum(steps.seconds.get(one, 0.0) for one in again)
            result = tried(mutant, copied, known / "cases", named, again, least)
            copies.put(copied)
            place = f"{mutant.path}:{mutant.line}"
            print(json.dumps([place, mutant.operator, result, len(named), len(again)]), flush=True)
            return result

        results = list(pool.map(try_one, mutants))
    left = [
        (f"{m.path.removeprefix(_CODE)}:{m.line}", m.operator)
        for m, one in zip(mutants, results, strict=True)
        if one == "survived"
    ]
    killed = len(mutants) - len(left)
    said: dict[str, Any] = {"mutants": len(mutants), "killed": killed, "killed_share": round(killed / len(mutants), 3)}
    said |= {"interval": [round(one, 3) for one in wilson(killed, len(mutants))], "by": dict(Counter(results))}
    print(json.dumps({**said, "survived": sorted(left)}))


if __name__ == "__main__":
    main()
