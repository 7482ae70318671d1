"""Proposals of new euphemisms: words that set the origin apart where others say the plain word."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from offscript.find.lexicon import known_words
from offscript.measure.apart import apart
from offscript.measure.proposed import proposed
from offscript.model import PROPOSED


def test_a_word_of_one_side_only_stands_out() -> None:
    one, other = Counter({"мост": 20, "встряска": 25}), Counter({"мост": 20, "взрыв": 25})
    found = {row.word: row.z for row in apart(one, other, one + other, prior=100.0)}
    assert found["встряска"] > 2.58 > abs(found["мост"])


def test_only_words_several_sources_of_the_origin_use_are_proposed() -> None:
    origin: list[tuple[str, str, str, list[str]]] = [
        ("wire", f"w{n % 3}", f"На складе произошла встряска, сообщили в штабе, номер {n}.", []) for n in range(30)
    ]
    others = [
        ("independent", f"i{n % 3}", f"На складе взрыв, пишут жители, номер {n}.", ["explosion"]) for n in range(30)
    ]
    rows = [
        {
            "matter": "m",
            "post": f"p{n}",
            "version": f"v{n}",
            "source": s,
            "tier": t,
            "published_at": n,
            "text": x,
            "plain": p,
        }
        for n, (t, s, x, p) in enumerate(origin + others)
    ]
    found = proposed(pa.Table.from_pylist(rows), {})
    assert found.schema == PROPOSED
    words = {row["word"] for row in found.to_pylist()}
    assert "встряска" in words
    assert "взрыв" not in words
    alone = [row | {"source": "w0"} if row["tier"] == "wire" else row for row in rows]
    assert proposed(pa.Table.from_pylist(alone), {}).num_rows == 0


def test_a_word_that_is_known_is_passed_over_and_the_next_is_proposed() -> None:
    assert "хлопок" in known_words("ru")
    assert "встряска" not in known_words("ru")
    origin: list[tuple[str, str, str, list[str]]]
    origin = [("wire", f"w{n % 3}", f"На складе хлопок, потом встряска, номер {n}.", []) for n in range(30)]
    origin += [("wire", f"w{n % 3}", f"На складе снова хлопок, номер {n}.", []) for n in range(20)]
    others = [("independent", f"i{n % 3}", f"На складе взрыв, номер {n}.", ["explosion"]) for n in range(30)]
    rows = [
        {"matter": "m", "post": f"p{n}", "version": f"v{n}", "source": s, "tier": t, "published_at": n, "text": x}
        | {"plain": p}
        for n, (t, s, x, p) in enumerate([*origin, *others])
    ]
    words = [row["word"] for row in proposed(pa.Table.from_pylist(rows), {}).to_pylist()]
    assert "хлопок" not in words
    assert "встряска" in words
