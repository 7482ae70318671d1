"""The whole way on real Telegram posts, where they are present."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import offscript


@pytest.fixture(scope="module")
def real(telegram: Path, tmp_path_factory: pytest.TempPathFactory) -> offscript.Case:
    case = offscript.new(tmp_path_factory.mktemp("real") / "case", zone="Europe/Moscow")
    case.read([telegram])
    case.analyse(["coverage", "reuse", "repeats"])
    return case


@pytest.fixture(scope="module")
def claimed(telegram: Path, tmp_path_factory: pytest.TempPathFactory) -> offscript.Case:
    """Four hundred posts each of a wire and a blogger, with everything that is said of claims."""
    folder = tmp_path_factory.mktemp("claimed")
    case = offscript.new(folder / "case", zone="Europe/Moscow")
    for name in ("1001101170442", "1001136626166"):
        posts = json.loads((telegram / f"{name}_messages.json").read_text(encoding="utf-8"))
        (folder / f"{name}_messages.json").write_text(json.dumps(posts[:400]), encoding="utf-8")
    case.read([folder / f"{name}_messages.json" for name in ("1001101170442", "1001136626166")])
    case.analyse(["voice", "revision", "counts", "promises"])
    return case


def one(case: offscript.Case, query: str) -> Any:
    return case.sql(query).fetchall()[0][0]


def pair(case: offscript.Case, earlier: str, later: str) -> tuple[Any, ...]:
    (row,) = case.sql(
        "select links, median_lag_us / 6e7, share_low, share_high from repeat p join source a on a.source = p.earlier "
        f"join source b on b.source = p.later where p.scope = 'source' and a.name = '{earlier}' and b.name = '{later}'"
    ).fetchall()
    return row


def test_all_posts_are_read(real: offscript.Case) -> None:
    assert 21_000 <= one(real, "select count(*) from post") <= 22_099
    assert one(real, "select count(*) from source") == 24
    assert real.table("reject").fetchall() == []


def test_the_cap_is_found(real: offscript.Case) -> None:
    assert one(real, "select count(*) from extent where cap = 1000") >= 15
    assert one(real, "select count(*) from extent where cap is not null and cap <> 1000") == 0


def test_lags_are_those_counted_by_other_means(real: offscript.Case) -> None:
    links, minutes, *_ = pair(real, "РИА Новости", "Раньше всех. Ну почти.")
    assert links >= 50
    assert 2 <= minutes <= 9
    links, minutes, *_ = pair(real, "РИА Новости", "Топор Live")
    assert links >= 80
    assert 9 <= minutes <= 19


def test_news_and_the_channels_that_have_nothing_to_do_with_it_share_words_only_where_they_can_be_shown(
    real: offscript.Case,
) -> None:
    controls = "('Хабр', 'Типичный программист', 'Naked Science') or {0}.name like 'Библиотека%'"
    links = real.sql(
        "select words, similarity from reuse r join post e on e.post = r.earlier join post l on l.post = r.later "
        "join source a on a.source = e.source join source b on b.source = l.source "
        f"where (a.name in {controls.format('a')}) <> (b.name in {controls.format('b')})"
    ).fetchall()
    assert len(links) <= 12, (
        "eight were read by eye: each has a sentence in common, from a source outside the collection"
    )
    assert all(words >= 8 and similarity >= 0.7 for words, similarity in links)


def test_every_span_holds_words_and_no_link_runs_back(real: offscript.Case) -> None:
    wrong = one(
        real,
        "select count(*) from reuse r join version e on e.version = r.earlier_version "
        "join version l on l.version = r.later_version where r.lag_us < 0 or r.earlier_start < 0 "
        "or r.earlier_end > length(e.text) or r.later_end > length(l.text) "
        "or r.earlier_start >= r.earlier_end or r.later_start >= r.later_end",
    )
    assert wrong == 0


def test_exact_links_hold_the_same_words(real: offscript.Case) -> None:
    from offscript.text.words import words

    rows = real.sql(
        "select substr(e.text, cast(earlier_start + 1 as int), cast(earlier_end - earlier_start as int)) as one, "
        "substr(l.text, cast(later_start + 1 as int), cast(later_end - later_start as int)) as other from reuse r "
        "join version e on e.version = r.earlier_version join version l on l.version = r.later_version where kind = 'exact'"
    ).to_arrow_table()
    first, second = words(rows["one"]), words(rows["other"])
    assert first.hash.tolist() == second.hash.tolist()
    assert first.offset.tolist() == second.offset.tolist()


def test_segments_cover_every_post_and_a_wire_attributes_much(claimed: offscript.Case) -> None:
    gaps = one(
        claimed,
        'select count(*) from (select version, sum("end" - start) as covered from voice group by all) as s '
        "join version v using (version) where s.covered <> length(v.text)",
    )
    assert gaps == 0
    named = one(
        claimed, "select count(distinct post) from voice where voice = 'reported' and speaker_start is not null"
    )
    assert named >= 0.3 * one(claimed, "select count(*) from post where first_version is not null")


def test_figures_and_promises_stand_in_the_words_they_name(claimed: offscript.Case) -> None:
    for table in ("figure", "promise", "entity"):
        wrong = one(
            claimed,
            f'select count(*) from {table} t join version v using (version) where t.start < 0 or t.start >= t."end" '
            'or t."end" > length(v.text)',
        )
        assert wrong == 0
    assert one(claimed, "select count(*) from figure") > 300
    assert one(claimed, "select count(*) from revision where relation = 'echo' and earlier_value <> later_value") == 0


def test_nobody_private_is_in_a_table_of_claims_by_name(claimed: offscript.Case) -> None:
    assert (
        one(claimed, "select count(*) from entity where kind = 'person' and basis = 'key' and name not like 'person-%'")
        == 0
    )
    assert one(claimed, "select count(*) from name where kind = 'person' and known is null and base is not null") == 0
