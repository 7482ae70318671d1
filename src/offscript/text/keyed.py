"""Words as digests that only the holder of a case's key can make: compared, and never read."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from offscript.text.morphology import readings


@lru_cache(maxsize=200_000)
def hidden(words: str, secret: str) -> str:
    """Words, each as such a digest."""
    return " ".join(hmac.new(secret.encode(), word.encode(), hashlib.sha256).hexdigest()[:12] for word in words.split())


def form_marks(word: str, secret: str) -> frozenset[str]:
    """Digests of a word and of its base forms in Russian and Ukrainian, ё as е."""
    forms = {word.casefold()} | {one.lemma for lang in ("ru", "uk") for one in readings(word, lang)}
    return frozenset(hidden(form.replace("ё", "е"), secret) for form in forms)
