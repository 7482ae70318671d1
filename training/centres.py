"""Write `src/offscript/text/centres.npz`: the mean vector of sentences in each language, for each encoder.

The vectors of one language lie close together whatever is said; without their mean, what is said shows. The sentences are
our own, those of `benchmarks/` (about an invented country, and about everyday things).

    python training/centres.py
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np

from offscript.text.embedding import embed, embed_published

ROOT = Path(__file__).parents[1]
SETS = ("voice", "figures", "blame", "admissions", "positions", "lexicon")
LANGUAGES = ("ru", "uk", "en")
MOST = 400


def sentences(language: str) -> list[str]:
    """Sentences of a language, without marks and grades."""
    found = []
    for name in SETS:
        for line in (ROOT / "benchmarks" / name / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            said = re.sub(r"\{\w+ ?[^|{}]*\||[{}\[\]]", "", line.split("||")[0]).strip()
            if said and not said.startswith("#"):
                found.append(said)
    pairs = tomllib.loads((ROOT / "benchmarks" / "translated.toml").read_text(encoding="utf-8"))
    found += [trio[LANGUAGES.index(language)] for trio in pairs["dev"]]
    step = max(1, len(found) // MOST)
    return found[::step][:MOST]


def main() -> None:
    """Write the file."""
    said = {language: sentences(language) for language in LANGUAGES}
    means = {language: embed(listed).mean(axis=0) for language, listed in said.items()}
    means |= {f"published {language}": embed_published(listed).mean(axis=0) for language, listed in said.items()}
    target = ROOT / "src" / "offscript" / "text" / "centres.npz"
    np.savez(target, **{name: mean.astype(np.float32) for name, mean in means.items()})
    print(f"{target}: {', '.join(sorted(means))}")


if __name__ == "__main__":
    main()
