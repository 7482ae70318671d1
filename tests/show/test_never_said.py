"""What the tool says of its own never accuses: words that only posts may use, in quotation marks, as theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "offscript"
NEVER = re.compile(
    r"\b(?:liars?|lied|lying|fakes?|bots?|trolls?|puppets?|disinformation|propagand\w+|inauthentic|coordinated|traitors?|terrorists?|guilty|"
    r"лжец\w*|лгун\w*|врун\w*|фейк\w*|бот(?:ы|ов)?|тролл\w*|марионет\w*|пропаганд\w*|предател\w*|террорист\w*|виновн\w*|"
    r"брехун\w*|пропаганд\w*|зрадник\w*|терорист\w*|винн(?:ий|а|і))\b",
    re.IGNORECASE,
)
DENIED = {"Nothing here says that anybody acted in concert, or lied."}
"""Sentences that say that it does not say so."""
SAYING = ("show", "watch", "cli", "judge", "measure")


def said(path: Path) -> str:
    text = " ".join(path.read_text(encoding="utf-8").split())
    for sentence in DENIED:
        words = r'[\s"]+'.join(map(re.escape, sentence.split()))
        text = re.sub(words, "", text)
    return text


@pytest.mark.parametrize("folder", SAYING)
def test_no_word_of_ours_accuses(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".sql", ".html", ".po", ".md")]
    assert files
    found = [(path.relative_to(ROOT).as_posix(), match[0]) for path in files for match in NEVER.finditer(said(path))]
    assert found == []


def test_the_list_of_words_is_the_one_people_are_told_of() -> None:
    told = (ROOT.parents[1] / "docs" / "misuse.md").read_text(encoding="utf-8")
    listed = re.search(r"of its own\n\n(.+?)\. Posts", told, re.DOTALL)
    assert listed is not None
    words = [word.split(" (")[0].strip() for word in listed[1].split(",")]
    assert len(words) > 10
    assert all(NEVER.search(word) for word in words), words
