"""One SQL text in DuckDB's dialect, said in Spark's."""

from __future__ import annotations

import sqlglot
from sqlglot import ErrorLevel, exp


def _part(name: str) -> exp.Expression:
    return exp.Dot(this=exp.Identifier(this="one"), expression=exp.to_identifier(name))


def _in_order(gathered: exp.ArrayAgg) -> exp.Expression:
    """`array_agg`, which in DuckDB keeps nulls and the order asked for; Spark's `collect_list` keeps neither.

    Raises:
        ValueError: an order that is not ascending.
    """
    inner = gathered.this
    keys = inner.expressions if isinstance(inner, exp.Order) else []
    value = inner.this if isinstance(inner, exp.Order) else inner
    if isinstance(value, exp.Distinct):
        (value,) = value.expressions
        return exp.func("array_sort" if keys else "array_distinct", exp.ArrayUniqueAgg(this=value))
    if any(key.args.get("desc") for key in keys):
        raise ValueError(f"an array gathered in descending order: {gathered.sql('duckdb')}")
    fields = [exp.alias_(key.this.copy(), f"key{i}") for i, key in enumerate(keys)]
    held = exp.ArrayAgg(this=exp.Struct(expressions=[*fields, exp.alias_(value.copy(), "value")]))
    ordered = exp.func("array_sort", held) if keys else held
    return exp.func("transform", ordered, exp.Lambda(this=_part("value"), expressions=[exp.to_identifier("one")]))


def spark_sql(sql: str) -> str:
    """A query in Spark's dialect.

    Raises:
        ValueError: an array gathered in an order Spark has no like of (`sqlglot.UnsupportedError`: anything else of that kind).
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    for gathered in list(tree.find_all(exp.ArrayAgg)):
        gathered.replace(_in_order(gathered))
    return str(tree.sql("spark", unsupported_level=ErrorLevel.RAISE))
