"""One key for the forms a name has in Cyrillic and Latin letters: what is left of it when spelling habits are taken away.

Балаклея, Балаклія, Balakliia and Balakleya differ in the letters that transliterations render each in their own way: vowels,
soft signs, й, г and х. The key keeps the other consonants in one Latin form, and the first letter, whatever it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгґдежзиіклмнопрстуфцы", "abvggdezziiklmnoprstufcy", strict=True)),
    **{"х": "h", "ч": "c", "ш": "s", "щ": "s", "э": "e", "є": "e", "ё": "e", "ю": "u", "я": "a", "ї": "i", "й": "i"},
    **{"ь": "", "ъ": "", "'": "", "ў": "v"},
}
_LATIN = (
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("ch", "c"),
    ("sh", "s"),
    ("ts", "c"),
    ("tz", "c"),
    ("ph", "f"),
    ("ck", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("j", "i"),
)
_VOWELS = re.compile("[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """A word in one rough Latin spelling, vowels kept: for telling how alike two words with one key are."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ё", "е").replace("й", "й"))
    plain = "".join(letter for letter in unicodedata.normalize("NFC", folded) if letter.isalpha() or letter == "'")
    if any("а" <= letter <= "ӿ" for letter in plain):
        return "".join(_CYRILLIC.get(letter, letter) for letter in plain)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if "a" <= letter <= "z")
    for written, kept in _LATIN:
        plain = plain.replace(written, kept)
    return plain


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """Key of one word; words of one name in two scripts have the same, and some others do too."""
    rough = latin(word)
    bare = _VOWELS.sub("", rough[1:]).replace("g", "h")
    return _TWICE.sub(r"\1", (rough[:1].replace("g", "h") or "") + bare)
