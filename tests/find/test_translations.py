"""A sentence of the line is found in another language, by its meaning and its numbers; what merely speaks of the like is not."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import offscript
from offscript.find.translations.match import POOL, matched
from offscript.text import embed
from tests.conftest import telethon

GOLD = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "translated.toml").read_text(encoding="utf-8"))


def drawn(choices: list[list[str]], count: int) -> list[str]:
    """Different sentences, a word or two from each list."""
    chance = random.Random(1)
    out: set[str] = set()
    while len(out) < count:
        out.add(" ".join(chance.choice(words) for words in choices) + ".")
    return sorted(out)


def test_vectors_have_length_one_and_nothing_gives_nothing() -> None:
    found = embed(["Мост взорван", "Міст підірвано", "", "The bridge was blown up"])
    assert found.dtype == np.float32
    assert len(found) == 4
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert embed([]).shape[0] == 0


@pytest.mark.parametrize(("one", "other"), [(0, 2), (1, 2), (0, 1)])
def test_the_translation_is_found_among_others_of_the_same_subject(one: int, other: int) -> None:
    names = ("ru", "uk", "en")
    texts = [
        [triple[side] for triple in GOLD["test"]] + drawn(GOLD["distractors"][names[side]], 80) for side in (one, other)
    ]
    vectors = [embed(listed) for listed in texts]
    at = [np.zeros(len(listed), np.int64) for listed in texts]
    pairs = {(a, b) for a, b, _ in matched(vectors[0], vectors[1], at[0], at[1], (names[one], names[other]))}
    right = {(k, k) for k in range(len(GOLD["test"]))}
    assert len(pairs & right) >= 0.95 * len(right)
    assert not {(a, b) for a, b in pairs - right if a < len(right) or b < len(right)}


def test_sentences_far_apart_in_time_and_small_pools_match_nothing() -> None:
    one = embed([triple[0] for triple in GOLD["test"]] * 3)
    other = embed([triple[2] for triple in GOLD["test"]] * 3)
    now = np.zeros(len(one), np.int64)
    assert matched(one, other, now, now + 10**15, ("ru", "en")) == []
    assert matched(one[: POOL - 1], other, now[: POOL - 1], now, ("ru", "en")) == []


def test_a_case_in_two_languages_shows_what_was_carried_over(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    settings = case.folder / "case.toml"
    listed = '[[source]]\nid = "min"\nname = "Ministry"\naliases = ["1"]\ntier = "ministry"\nplatform = "telegram"\n'
    listed += '[[source]]\nid = "paper"\nname = "Paper"\naliases = ["2"]\ntier = "foreign"\nplatform = "telegram"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + listed, encoding="utf-8")
    opened = offscript.open(case.folder)
    russian = [triple[0] for triple in GOLD["test"]] + drawn(GOLD["distractors"]["ru"], 60)
    english = [triple[2] for triple in GOLD["test"]] + drawn(GOLD["distractors"]["en"], 60)
    english[1] = english[1].replace("Four", "4 or 5")
    day = "2022-09-10T{:02}:{:02}:00+00:00"
    posts = [telethon(n + 1, text, 1, day.format(8 + n // 60, n % 60)) for n, text in enumerate(russian)]
    posts += [telethon(n + 1, text, 2, day.format(12 + n // 60, n % 60)) for n, text in enumerate(english)]
    opened.read([write("a.json", posts)])
    opened.analyse(["translations"])
    found = opened.sql(
        "select substr(v.text, cast(earlier_start + 1 as int), cast(earlier_end - earlier_start as int)) as one, "
        "substr(w.text, cast(later_start + 1 as int), cast(later_end - later_start as int)) as other, kind, lag_us "
        "from translation t join version v on v.version = t.earlier_version join version w on w.version = t.later_version"
    ).fetchall()
    pairs = {(row[0], row[1]) for row in found}
    gold = {(triple[0], triple[2]) for triple in GOLD["test"]}
    assert len(pairs & gold) >= 17, json.dumps(sorted(gold - pairs), ensure_ascii=False)
    assert {row[2] for row in found} == {"translated"}
    assert all(row[3] == 4 * 3_600_000_000 for row in found if (row[0], row[1]) in gold)
    assert opened.run(["translations"])[0].ran == []
