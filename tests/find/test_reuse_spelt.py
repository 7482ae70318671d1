"""What only hashes alike is no copy; what is written otherwise, in other letters or unseen ones among them, still is."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from offscript.find.reuse import spelt
from offscript.find.reuse.pairs import pairs
from offscript.text.words import ENDING_BITS, words

SAID = "Части отошли на новые рубежи у реки, чтобы сберечь людей и подготовить удар во фланг неприятеля завтра утром"
LATIN = str.maketrans("аеорсух", "aeopcyx")


def posts(*texts: str) -> pa.Table:
    """Posts of as many sources, a minute apart."""
    places = range(len(texts))
    return pa.table(
        {
            "id": [f"p{place}" for place in places],
            "source": [f"s{place}" for place in places],
            "published_at": [1_662_800_000_000_000 + place * 60_000_000 for place in places],
            "text": list(texts),
        }
    )


def colliding(count: int) -> list[tuple[str, str]]:
    """Pairs of different words that share all of their hash above the ending."""
    chance = random.Random(5)
    drawn = sorted({"".join(chance.choices("бвгдзклмнпрстфхцчшщ", k=9)) for _ in range(40_000)})
    stems = (words(pa.array([" ".join(drawn)])).hash >> ENDING_BITS).tolist()
    first: dict[int, str] = {}
    found = [
        (first[stem], word) for stem, word in zip(stems, drawn, strict=True) if first.setdefault(stem, word) != word
    ]
    return found[:count]


def test_nonsense_whose_words_hash_like_a_texts_is_no_copy_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = colliding(24)
    assert len(made) == 24
    both = posts(" ".join(one for one, _ in made), " ".join(other for _, other in made))
    assert len(pairs(both)) == 0
    monkeypatch.setattr(spelt, "LEAST", 0.0)
    assert len(pairs(both)) == 1


@pytest.mark.parametrize(
    "copy",
    [
        SAID.upper(),
        SAID.translate(LATIN),
        "\u200b".join(SAID.translate(LATIN)),
        SAID.replace("рубежи", "рубежей").replace("людей", "людям"),
        SAID.replace(" ", "  \n"),
    ],
)
def test_a_copy_in_other_letters_stays_one(copy: str) -> None:
    assert len(pairs(posts(SAID, copy))) == 1
