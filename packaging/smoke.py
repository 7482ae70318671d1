"""Does the wheel do its work where nothing but Python is?

Builds the wheel, makes a bare environment for each interpreter, installs the wheel into it with pip, and there asks for help, runs
the invented country from export to brief and verifies it, all in a folder outside the repository.
Usage: python packaging/smoke.py [--python PATH …] prints `{"3.12.1": {"demo_s": …, …}, …}`; exits with 1 where a command failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMANDS = {
    "version": ("--version",),
    "help": ("--help",),
    "demo": ("demo", "demo"),
    "verify": ("verify", "demo"),
    "status": ("status", "demo"),
}


def built(into: Path) -> Path:
    """The wheel, built from the repository."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(into), str(ROOT)]
    subprocess.run(command, check=True)
    return next(into.glob("*.whl"))


def tried(python: str, wheel: Path, folder: Path) -> dict[str, float | str]:
    """Seconds of each command in a bare environment of one interpreter; what was said where one failed."""
    subprocess.run([python, "-m", "venv", str(folder / "bare")], check=True)
    within = folder / "bare" / ("Scripts" if sys.platform == "win32" else "bin")
    told: dict[str, float | str] = {}
    every = {"install": [str(within / "python"), "-m", "pip", "install", "--quiet", "--prefer-binary", str(wheel)]}
    every |= {name: [str(within / "offscript"), *words] for name, words in COMMANDS.items()}
    for name, command in every.items():
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        told[f"{name}_s"] = round(time.perf_counter() - started, 1)
        if done.returncode:
            return told | {"failed": f"{name}: {(done.stderr or done.stdout).strip()[-400:]}"}
    return told


def main() -> int:
    """Build, install, run."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--python", nargs="*", default=[sys.executable], help="interpreters")
    given = asked.parse_args()
    found: dict[str, dict[str, float | str]] = {}
    with tempfile.TemporaryDirectory(prefix="wheel-") as held:
        wheel = built(Path(held))
        for number, python in enumerate(given.python):
            said = subprocess.run(
                [python, "-c", "import platform; print(platform.python_version())"], capture_output=True, text=True
            )
            (folder := Path(held) / str(number)).mkdir()
            found[said.stdout.strip()] = tried(python, wheel, folder)
            print(json.dumps(found), file=sys.stderr, flush=True)
    print(json.dumps(found))
    return int(any("failed" in one for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
