"""Reuse: copies are found, whole or in part, with the words on both sides; what is no copy is left alone."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from offscript.find.reuse import links
from offscript.find.reuse.boilerplate import edges
from offscript.find.reuse.cascades import cascades, parents
from offscript.find.reuse.edits import edits, edits_between
from offscript.text.words import ENDING_BITS, words

VOWELS, CONSONANTS = "аеиоуыэюя", "бвгджзклмнпрстфхцчшщ"
MINUTE = 60_000_000
COLUMNS = [
    "earlier", "later", "kind", "similarity", "earlier_start", "earlier_end", "later_start", "later_end", "lag_us", "lag_error_us",
]  # fmt: skip


def made_up(chance: random.Random, count: int) -> list[str]:
    """Words that no language has, so that nothing is shared by accident."""
    return [
        "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(2, 4)))
        for _ in range(count)
    ]


def table(rows: list[tuple[Any, ...]], **more: list[Any]) -> pa.Table:
    ids, sources, times, texts = zip(*rows, strict=True)
    return pa.table({"id": ids, "source": sources, "published_at": pa.array(times, pa.int64()), "text": texts, **more})


def found(rows: list[tuple[Any, ...]], **more: Any) -> list[dict[str, Any]]:
    return list(links(table(rows), **more).to_pylist())


TEXT = (
    "Командование приняло решение вывести гарнизон из крепости на правый берег до наступления темноты и взорвать мост"
)


def test_the_columns_are_those_of_the_public_interface() -> None:
    assert links(table([("a", "x", 0, TEXT)])).column_names[: len(COLUMNS)] == COLUMNS
    assert links(table([("a", "x", 0, "")]).slice(0, 0)).num_rows == 0


def test_an_exact_copy_has_its_lag_and_both_spans() -> None:
    (link,) = found([("a", "x", 0, f"⚡️ **{TEXT}**"), ("b", "y", 4 * MINUTE, TEXT.upper() + "!")])
    assert (link["earlier"], link["later"], link["kind"], link["lag_us"]) == ("a", "b", "exact", 4 * MINUTE)
    assert (link["earlier_start"], link["earlier_end"]) == (5, 5 + len(TEXT))
    assert (link["later_start"], link["later_end"]) == (0, len(TEXT))
    assert link["similarity"] == 1.0


def test_a_near_copy_and_a_passage_are_told_apart() -> None:
    near = TEXT.replace("гарнизон", "войска").replace("темноты", "ночи")
    inside = (
        f"Пишут разное, но вот что слышно: {TEXT}. Думайте сами, что это значит для тех, кто остался за рекой и ждёт."
    )
    rows = found([("a", "x", 0, TEXT), ("b", "y", MINUTE, near), ("c", "z", 2 * MINUTE, inside)])
    kinds = {(row["earlier"], row["later"]): row["kind"] for row in rows}
    assert kinds[("a", "b")] == "near"
    assert kinds[("a", "c")] == "passage"
    passage = next(row for row in rows if (row["earlier"], row["later"]) == ("a", "c"))
    assert inside[passage["later_start"] : passage["later_end"]] == TEXT


def test_other_texts_are_left_alone() -> None:
    chance = random.Random(1)
    rows = [(str(n), str(n % 7), n, " ".join(made_up(chance, 40))) for n in range(200)]
    assert found(rows) == []


def test_a_form_filled_with_other_numbers_is_no_copy() -> None:
    form = "За сутки в округе {} зафиксировано {} обращений, {} человек госпитализированы, {} выписаны домой по состоянию на утро"
    rows = [("a", "x", 0, form.format(1, 20, 35, 4)), ("b", "y", MINUTE, form.format(9, 81, 77, 60))]
    assert found(rows) == []
    same = [("a", "x", 0, form.format(1, 20, 35, 4)), ("b", "y", MINUTE, form.format(1, 20, 35, 4))]
    assert [row["kind"] for row in found(same)] == ["exact"]


def test_a_channels_footer_links_nobody_even_where_forty_share_it() -> None:
    chance = random.Random(2)
    footer = "Подписаться на наш канал и прислать новость редакции можно по ссылке ниже круглые сутки"
    rows = [
        (f"{c}-{n}", f"channel{c}", c * 100 + n, " ".join(made_up(chance, 25)) + "\n\n" + footer)
        for c in range(40)
        for n in range(6)
    ]
    assert found(rows) == []


def test_a_line_published_every_day_is_no_footer() -> None:
    rows = [(f"m{n}", "ministry", n * MINUTE, TEXT) for n in range(6)]
    rows += [("copy", "wire", 7 * MINUTE, TEXT)]
    assert ("m0", "copy") in {(row["earlier"], row["later"]) for row in found(rows)}


def test_a_line_that_thousands_repeat_costs_a_link_or_two_each() -> None:
    rows = [(str(n), f"s{n}", n, TEXT) for n in range(3_000)]
    assert 2_999 <= len(found(rows)) <= 2 * 3_000


def test_words_of_a_reference_link_nobody() -> None:
    law = "Каждый имеет право на свободу мысли и слова и никто не может быть принуждён к отказу от своих убеждений"
    rows = [("a", "x", 0, f"Напомним статью: {law}"), ("b", "y", MINUTE, f"В законе сказано так: {law}")]
    assert len(found(rows)) == 1
    assert found(rows, references=pa.table({"text": [law]})) == []


def test_day_dated_posts_carry_their_error() -> None:
    day = 86_400_000_000
    rows = table([("a", "x", 0, TEXT), ("b", "y", 0, TEXT)], precision_us=[day, day])
    (link,) = links(rows).to_pylist()
    assert link["lag_us"] == 0
    assert link["lag_error_us"] == 2 * day


def test_columns_of_other_types_and_with_nulls_are_taken_and_a_post_without_a_time_is_refused() -> None:
    columns = {"source": ["x", None, "z"], "text": pa.array([TEXT, TEXT, None], pa.large_string())}
    times = pa.array([0, 5, 9], pa.timestamp("us", "UTC"))
    posts = pa.table(
        {"id": [1, 2, 3], **columns, "published_at": times, "precision_us": pa.array([None, 5, None], pa.int64())}
    )
    assert [(row["earlier"], row["later"], row["lag_us"], row["lag_error_us"]) for row in links(posts).to_pylist()] == [
        (1, 2, 5, 5)
    ]
    with pytest.raises(ValueError, match="1 posts have no published_at"):
        links(pa.table({"id": ["a"], "source": ["x"], "published_at": pa.array([None], pa.int64()), "text": [TEXT]}))


def test_another_case_or_tense_is_the_same_word_and_the_copy_is_near() -> None:
    other = TEXT
    for word, form in {
        "Командование": "Командованием",
        "решение": "решения",
        "гарнизон": "гарнизоны",
        "берег": "берегу",
    }.items():
        other = other.replace(word, form)
    (link,) = found([("a", "x", 0, TEXT), ("b", "y", MINUTE, other)])
    assert (link["kind"], link["similarity"]) == ("near", 1.0)
    assert link["changed"] == 8


def test_every_fifth_word_in_another_form_hides_nothing() -> None:
    before = "Армия отвела войска от реки, министерство назвало это плановой заменой, а газеты напечатали карту города"
    after = (
        "Армией отведены войска от реки, министерством названо это плановой заменой, а газетой напечатана карта городов"
    )
    assert [row["kind"] for row in found([("a", "x", 0, before), ("b", "y", MINUTE, after)])] == ["near"]


@pytest.mark.parametrize(
    "disguised",
    [
        TEXT.replace("а", "a").replace("о", "o").replace("е", "e"),
        TEXT.replace("ё", "е").replace(" ", " \u200b"),
        "🔥".join(TEXT.split(" ")),
        " ".join(f"#{word}" for word in TEXT.split(" ")),
        TEXT.replace("приняло", "прииииняло"),
        "".join(letter + "\u0301" if letter in "аеи" else letter for letter in TEXT),
    ],
)
def test_a_disguise_hides_no_copy(disguised: str) -> None:
    assert [row["kind"] for row in found([("a", "x", 0, TEXT), ("b", "y", MINUTE, disguised)])] == ["exact"]


def test_a_few_common_words_are_no_evidence_and_a_few_rare_ones_are() -> None:
    chance = random.Random(8)
    rest = [(f"o{n}", f"s{n % 9}", n, f"без лишних комментариев {' '.join(made_up(chance, 30))}") for n in range(200)]
    common = [("a", "x", 300, "Без лишних комментариев"), ("b", "y", 301, "Без лишних комментариев")]
    rare = [("c", "x", 302, "Умер маршал Вердан Косогор"), ("d", "y", 303, "Умер маршал Вердан Косогор!")]
    linked = {(row["earlier"], row["later"]) for row in found([*rest, *common, *rare])}
    assert ("c", "d") in linked
    assert ("a", "b") not in linked


def test_a_short_line_that_many_say_is_no_evidence_however_rare_its_words() -> None:
    rows = [(f"p{n}", f"s{n}", n, "Умер маршал Вердан Косогор") for n in range(9)]
    assert found(rows) == []


def test_a_form_with_few_numbers_is_known_by_its_many_fillings() -> None:
    chance = random.Random(5)
    rows = [
        (
            f"f{n}",
            f"s{n % 5}",
            n,
            f"В районе {made_up(chance, 1)[0]} выявлено {n + 3} случаев болезни за сутки, {n * 7 + 1} человек лечатся дома",
        )
        for n in range(40)
    ]
    assert found(rows) == []


def test_one_figure_that_a_few_changed_makes_no_form() -> None:
    text = "Противник потерял до {} солдат и много техники за двое суток боёв на восточном берегу реки"
    rows = [(f"p{n}", f"s{n}", n, text.format(2000 if n < 8 else 4000)) for n in range(12)]
    assert {row["kind"] for row in found(rows)} == {"exact", "near"}


def test_odd_posts_are_taken_as_they_come() -> None:
    rows = [("a", "x", 0, "ура " * 50_000), ("b", "y", 1, "ура " * 40_000), ("c", "z", 2, TEXT), ("d", "w", 3, "")]
    rows += [(f"n{n}", "v", 4 + n, " ".join(str(k) for k in range(20_000))) for n in range(3)]
    linked = {(row["earlier"], row["later"]) for row in found(rows)}
    assert ("n0", "n2") in linked


def corpus(seed: int) -> list[tuple[Any, ...]]:
    """Originals with copies of every kind, a few at the same moment."""
    chance = random.Random(seed)
    rows: list[tuple[Any, ...]] = []
    for number in range(12):
        tokens = made_up(chance, 40)
        rows.append((f"o{number}", f"s{chance.randrange(5)}", chance.randrange(50), " ".join(tokens)))
        for copy in range(chance.randrange(4)):
            kept = [t for t in tokens if chance.random() > 0.1]
            part = kept if chance.random() < 0.5 else made_up(chance, 10) + tokens[5:30] + made_up(chance, 10)
            rows.append((f"o{number}c{copy}", f"s{chance.randrange(5)}", chance.randrange(50), " ".join(part)))
    return rows


def as_set(linked: pa.Table) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in linked.to_pylist()}


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 9), st.randoms(use_true_random=False))
def test_neither_ranges_nor_the_order_of_rows_change_the_result(seed: int, ranges: int, chance: random.Random) -> None:
    rows = corpus(seed)
    expected = as_set(links(table(rows)))
    assert as_set(links(table(rows), ranges=ranges)) == expected
    chance.shuffle(rows)
    assert as_set(links(table(rows))) == expected


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_no_link_runs_back_in_time_and_spans_align_as_claimed(seed: int) -> None:
    rows = corpus(seed)
    at, text = {row[0]: row[2] for row in rows}, {row[0]: row[3] for row in rows}
    for link in links(table(rows)).to_pylist():
        assert at[link["earlier"]] <= at[link["later"]]
        assert link["lag_us"] == at[link["later"]] - at[link["earlier"]]
        one = text[link["earlier"]][link["earlier_start"] : link["earlier_end"]].split()
        other = text[link["later"]][link["later_start"] : link["later_end"]].split()
        ends = words(pa.array([one[0], other[0], one[-1], other[-1]])).hash >> ENDING_BITS
        assert (ends[0], ends[2]) == (ends[1], ends[3])
        stems = [words(pa.array([" ".join(side)])).hash >> ENDING_BITS for side in (one, other)]
        assert (
            5
            <= round(link["similarity"] * max(len(one), len(other)))
            <= LCSseq.similarity(*(s.tolist() for s in stems))
        )


def stems(text: str) -> list[int]:
    return list((words(pa.array([text], pa.large_string())).hash >> ENDING_BITS).tolist())


WORDS = st.text(alphabet=st.characters(categories=("L", "M", "N", "So", "Cf", "Pd", "Po")), min_size=1, max_size=9)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=8, max_size=40), st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.data())
def test_spans_align_as_claimed_over_any_unicode(
    body: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    changed = list(body)
    changed[data.draw(st.integers(0, len(body) - 1))] = data.draw(WORDS)
    texts = [" ".join(body), " ".join([*before, *body, *after]), " ".join([*before, *changed])]
    rows = [(str(n), f"s{n}", n, text) for n, text in enumerate(texts)]
    for link in found(rows):
        sides = [
            stems(rows[int(link[side])][3][link[f"{side}_start"] : link[f"{side}_end"]])
            for side in ("earlier", "later")
        ]
        assert (sides[0][0], sides[0][-1]) == (sides[1][0], sides[1][-1])
        assert link["words"] <= LCSseq.similarity(*sides)
        assert round(link["words"] / max(map(len, sides)), 4) == link["similarity"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=120), min_size=2, max_size=10), st.data())
def test_any_unicode_is_linked_or_not_but_never_fails(texts: list[str], data: st.DataObject) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    copied = data.draw(st.integers(0, len(texts) - 1))
    rows = [(str(n), f"s{n}", n, text) for n, text in enumerate([*texts, texts[copied]])]
    for link in found(rows):
        earlier, later = rows[int(link["earlier"])][3], rows[int(link["later"])][3]
        assert 0 <= link["earlier_start"] < link["earlier_end"] <= len(earlier)
        assert 0 <= link["later_start"] < link["later_end"] <= len(later)


def planted_recall(kind: str, seed: int) -> float:
    chance = random.Random(seed)
    rows: list[tuple[Any, ...]] = []
    for number in range(150):
        tokens = made_up(chance, chance.randint(35, 70))
        rows.append((f"o{number}", f"s{number % 11}", number * 10, " ".join(tokens)))
        if kind == "near":
            out: list[str] = []
            for token in tokens:
                drawn = chance.random()
                out += (
                    []
                    if drawn < 0.06
                    else made_up(chance, 1)
                    if drawn < 0.12
                    else [token, *made_up(chance, int(drawn > 0.94))]
                )
        else:
            length, start = chance.randint(20, 35), chance.randint(0, len(tokens) - 35)
            out = made_up(chance, 15) + tokens[start : start + length] + made_up(chance, 15)
        rows.append((f"c{number}", f"t{number % 13}", number * 10 + 5, " ".join(out)))
    linked = {(row["earlier"], row["later"]) for row in found(rows)}
    assert all(later == "c" + earlier[1:] for earlier, later in linked), "no link that was not planted"
    return sum((f"o{n}", f"c{n}") in linked for n in range(150)) / 150


@pytest.mark.parametrize("kind", ["near", "passage"])
def test_planted_copies_are_found(kind: str) -> None:
    assert planted_recall(kind, 3) >= 0.97


def test_an_edge_grows_only_while_enough_posts_share_it() -> None:
    chance = random.Random(4)
    texts = [" ".join(made_up(chance, 20)) + "\n\nчитайте нас каждый день" for _ in range(8)]
    edge = edges(words(pa.array(texts)), np.zeros(8, np.int64))
    assert edge.foot.tolist() == [4] * 8
    assert edge.head.tolist() == [0] * 8


def test_an_edge_in_the_middle_of_a_sentence_is_no_boilerplate() -> None:
    chance = random.Random(4)
    texts = [" ".join(made_up(chance, 20)) + ", что подтверждают кадры наблюдения" for _ in range(8)]
    assert edges(words(pa.array(texts)), np.zeros(8, np.int64)).foot.tolist() == [0] * 8


def link_row(post: str, parent: str, at: int, parent_at: int, changed: int = 0, basis: str = "words") -> dict[str, Any]:
    times = {"parent_at": parent_at, "published_at": at, "parent_precision_us": 1, "precision_us": 1}
    kind = None if basis == "forward" else "exact"
    return {
        "post": post,
        "parent": parent,
        "basis": basis,
        "kind": kind,
        "changed": None if basis == "forward" else changed,
        **times,
    }


def test_the_parent_is_the_forward_else_the_post_that_leaves_least_to_explain_else_the_earliest() -> None:
    rows = [
        link_row("b", "a", 10, 0),
        link_row("c", "a", 20, 0, 5),
        link_row("c", "b", 20, 10, 1),
        link_row("d", "b", 30, 10, 0),
        link_row("d", "a", 30, 0, 0, "forward"),
    ]
    places = {row["post"]: row for row in cascades(pa.Table.from_pylist(rows), {}).to_pylist()}
    assert {post: place["parent"] for post, place in places.items()} == {"a": None, "b": "a", "c": "b", "d": "a"}
    assert {place["cascade"] for place in places.values()} == {"a"}
    assert [places[post]["position"] for post in "abcd"] == [0, 1, 2, 3]
    assert places["d"]["parent_basis"] == "forward"


def test_a_post_linked_to_is_the_parent_before_one_that_explains_more() -> None:
    rows = [link_row("c", "a", 20, 0, 3, "link"), link_row("c", "b", 20, 10, 0), link_row("b", "a", 10, 0)]
    places = {row["post"]: row for row in cascades(pa.Table.from_pylist(rows), {}).to_pylist()}
    assert (places["c"]["parent"], places["c"]["parent_basis"]) == ("a", "link")


def test_shared_edits_name_the_parent_and_equals_are_ties() -> None:
    version = TEXT.replace("гарнизон", "войска").replace("темноты", "ночи")
    rows = [
        ("a", "x", 0, TEXT),
        ("b", "y", MINUTE, version),
        ("c", "z", 2 * MINUTE, version),
        ("d", "w", 3 * MINUTE, version + " вчера"),
    ]
    linked = [
        {
            "post": row["later"],
            "parent": row["earlier"],
            "basis": "words",
            "kind": row["kind"],
            "changed": row["changed"],
            "parent_at": int(row["earlier"] == "b") * MINUTE + int(row["earlier"] == "c") * 2 * MINUTE,
            "published_at": ord(row["later"]) * MINUTE,
        }
        for row in found(rows)
    ]
    settled = parents(linked)
    assert {post: row["parent"] for post, row in settled.items()} == {"b": "a", "c": "b", "d": "b"}
    assert settled["d"]["ties"] == 2
    assert 0.4 < settled["d"]["confidence"] <= 0.5
    assert settled["c"]["confidence"] > 0.9


def test_where_two_intervals_overlap_the_order_is_unknown() -> None:
    rows = [{**link_row("b", "a", 10, 0), "parent_precision_us": 50}]
    places = {row["post"]: row["order_known"] for row in cascades(pa.Table.from_pylist(rows), {}).to_pylist()}
    assert places == {"a": True, "b": False}


def test_edits_name_what_was_dropped_added_and_replaced() -> None:
    before = "Ставрия лишилась до 2000 солдат и более 60 единиц техники за двое суток"
    after = "Ставрия лишилась до 4000 солдат и почти 60 единиц за последние двое суток"
    assert edits_between(before, after) == [("2000", "4000"), ("более", "почти"), ("техники", ""), ("", "последние")]


def test_edits_know_moves_hedges_and_negations() -> None:
    before = "По данным штаба мост взорван вчера вечером и переправа закрыта для всех машин до распоряжения коменданта"
    after = "По данным штаба мост якобы взорван и переправа не закрыта для всех машин до распоряжения коменданта вчера вечером"
    table = pa.table(
        {
            "earlier": ["a"],
            "later": ["b"],
            "earlier_start": [0],
            "later_start": [0],
            "earlier_words": [before],
            "later_words": [after],
        }
    )
    got = {
        (row["edit"], row["earlier_words"], row["later_words"], row["hedge"], row["negation"])
        for row in edits(table, {}).to_pylist()
    }
    assert got == {
        ("moved", "вчера вечером", "вчера вечером", None, None),
        ("added", "", "якобы", "added", None),
        ("added", "", "не", None, "added"),
    }


def test_given_bodies_of_many_posts_are_split_as_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    texts = [" ".join(made_up(chance, 12)) for _ in range(4)]
    rows = [(f"{n}", "abc"[n % 3], n * MINUTE, f"Пишут {n}. {texts[n % 4]}") for n in range(11)]
    bodies = {"body_start": [8] * 11, "body_end": [len(row[3]) for row in rows]}
    whole = links(table(rows, **bodies))
    monkeypatch.setattr("offscript.find.reuse.posts._BATCH", 3)
    assert whole.num_rows == 10 and set(whole["later_start"].to_pylist()) == {9, 10}
    assert links(table(rows, **bodies)).equals(whole)
