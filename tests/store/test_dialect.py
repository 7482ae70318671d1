"""DuckDB's SQL said in Spark's dialect: what the two would understand differently."""

from __future__ import annotations

import pytest

from offscript.store.dialect import spark_sql


def test_an_array_keeps_the_order_it_is_gathered_in() -> None:
    said = spark_sql("select array_agg(word order by start, word) as words from t")
    assert "ARRAY_SORT(COLLECT_LIST(STRUCT(start AS key0, word AS key1, word AS value)))" in said
    assert said.startswith("SELECT TRANSFORM(")


def test_an_array_keeps_its_nulls() -> None:
    assert "COLLECT_LIST(STRUCT(word AS value))" in spark_sql("select array_agg(word) as words from t")


def test_an_array_of_different_values_is_a_set() -> None:
    assert "ARRAY_SORT(COLLECT_SET(word))" in spark_sql("select array_agg(distinct word order by word) as words from t")


def test_a_descending_array_is_refused_and_named() -> None:
    with pytest.raises(ValueError, match="descending"):
        spark_sql("select array_agg(word order by start desc) as words from t")


def test_whole_numbers_are_divided_into_whole_numbers() -> None:
    assert "DIV" in spark_sql("select published_at // 900000000 as quarter from post")
