"""Does an input that is bred to reach new branches bring a reader, the settings, a packed case or the page down?

What `fuzz.py` tries at random is bred here: an input that takes a branch no other took is kept and varied further (libFuzzer, by
atheris: https://github.com/google/atheris). Every form of file that is read has a process of its own and a share of the time. A
crash, ten seconds or two gigabytes are wrong; an error that stops a reader, which `offscript read` says, is listed. With `--corpus`
what was bred is kept, and taken up again the next time.
Usage: python benchmarks/fuzz_guided.py [--minutes 60 | --seconds 300] [--targets readers,settings,packed,page] [--corpus FOLDER]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import fuzz

STOPPED, TARGETS = "stopped.jsonl", ("readers", "settings", "packed", "page")


def forms() -> dict[str, list[tuple[str, bytes]]]:
    """Files of every form that is read, names and contents, by form."""
    from tests.read.shapes import SHAPES

    found: dict[str, list[tuple[str, bytes]]] = {}
    for shape in SHAPES:
        found.setdefault(shape.format_name, []).append((Path(shape.name).name, shape.content))
    return found


def whole(targets: list[str], case: Path) -> dict[str, list[tuple[str, bytes]]]:
    """Inputs to begin with of every process there is to be: of each form, of the settings, packed cases and addresses."""
    listed = {f"readers {form}": given for form, given in forms().items()} if "readers" in targets else {}
    return listed | {target: fuzz.seeds(target, case) for target in targets if target != "readers"}


def breed(target: str, name: str, case: str, kept: Path, flags: list[str]) -> None:
    """Breed inputs of one target, in this process; what stopped a reader is written down as it comes."""
    import atheris

    with atheris.instrument_imports(include=["offscript"]):
        tried = fuzz.attempt(target.split(" ")[0], case)
    met = set[str]()

    def once(content: bytes) -> None:
        stopped = tried(content, name)
        if stopped and stopped not in met:
            met.add(stopped)
            (kept / f"stopped-{len(met)}-{name}").write_bytes(content)
            with (kept / STOPPED).open("a", encoding="utf-8") as out:
                print(json.dumps(stopped), file=out)

    atheris.Setup([sys.argv[0], *flags], once)
    atheris.Fuzz()


def _number(said: str, pattern: str) -> int:
    """The last number a pattern finds in what libFuzzer says."""
    found = re.findall(pattern, said)
    return int(found[-1]) if found else 0


def bred(target: str, given: list[tuple[str, bytes]], seconds: float, case: Path, corpus: Path) -> dict[str, Any]:
    """Breed inputs of a target for some time; gives what came of it."""
    place = corpus / re.sub(r"\W+", "-", target)
    bred_in, kept = place / "inputs", place / "kept"
    for folder in (bred_in, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for number, (_, content) in enumerate(given):
        (bred_in / f"seed-{number}").write_bytes(content)
    words = "".join('"' + "".join(f"\\x{byte:02x}" for byte in word[:64]) + '"\n' for word in fuzz.WORDS)
    (place / "words.dict").write_text(words, encoding="ascii")
    flags = [
        f"-max_total_time={max(1, round(seconds))}",
        f"-timeout={fuzz.LONGEST_S:.0f}",
        f"-rss_limit_mb={fuzz.MOST_MIB}",
    ]
    flags += ["-print_final_stats=1", f"-artifact_prefix={kept}/", f"-dict={place / 'words.dict'}", str(bred_in)]
    call = [sys.executable, __file__, "--one", target, "--named", given[0][0], "--case", str(case), "--kept", str(kept)]
    done = subprocess.run([*call, "--", *flags], capture_output=True, text=True, errors="replace", check=False)
    stopped = (kept / STOPPED).read_text(encoding="utf-8").splitlines() if (kept / STOPPED).exists() else []
    wrong = sorted(one.name for one in kept.iterdir() if re.match("crash|timeout|oom|leak", one.name))
    if done.returncode and not wrong:
        wrong = [f"ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"]
    return {
        "tries": _number(done.stderr, r"number_of_executed_units: (\d+)") or _number(done.stderr, r"#(\d+)\s"),
        "branches": _number(done.stderr, r"cov: (\d+)"),
        "most_mib": max(map(int, re.findall(r"rss: (\d+)Mb", done.stderr)), default=0),
        "wrong": wrong,
        "reader_stopped": Counter(json.loads(line) for line in stopped),
    }


def main() -> None:
    """Breed, and print one JSON object on the last line; fails where anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seconds", type=float)
    asked.add_argument("--targets", default=",".join(TARGETS))
    asked.add_argument("--corpus", type=Path)
    for name in ("--one", "--named", "--case", "--kept"):
        asked.add_argument(name, help=argparse.SUPPRESS)
    asked.add_argument("flags", nargs="*", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        breed(given.one, given.named, given.case, Path(given.kept), given.flags)
        return
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        case = fuzz.small_case(Path(folder))
        targets = whole(given.targets.split(","), case)
        seconds = (given.seconds if given.seconds is not None else given.minutes * 60) / len(targets)
        corpus = (given.corpus or Path(folder) / "corpus").resolve()
        result = {}
        for target, inputs in targets.items():
            result[target] = bred(target, inputs, seconds, case, corpus)
            print(json.dumps({target: result[target]}, ensure_ascii=False), flush=True)
    print(json.dumps(result, ensure_ascii=False))
    raise SystemExit(1 if any(one["wrong"] for one in result.values()) else 0)


if __name__ == "__main__":
    main()
