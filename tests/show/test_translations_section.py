"""Who was first in another language is said only where the times tell it."""

from __future__ import annotations

import duckdb
import pytest

from offscript.case import Settings
from offscript.show.brief.document import Table
from offscript.show.brief.sections import translations
from offscript.show.brief.view import View

TABLES = """
create table source as select * from (values ('a', 'Один'), ('b', 'Two')) as t(source, name);
create table post as select * from (values ('p', 'a'), ('q', 'b')) as t(post, source);
create table version as select * from (values ('v', 'мост закрыт'), ('w', 'the bridge is shut')) as t(version, text);
create table translation as select 'p' as earlier, 'q' as later, 'ru' as earlier_lang, 'en' as later_lang, 1.2 as margin,
    'v' as earlier_version, 0 as earlier_start, 11 as earlier_end, 'w' as later_version, 0 as later_start, 18 as later_end,
    {lag} as lag_us, {error} as lag_error_us;
"""


@pytest.mark.parametrize(("minutes", "after"), [(59, "order unknown"), (60, "order unknown"), (61, "1.0\u00a0h")])
def test_a_lag_no_longer_than_what_it_may_be_off_by_tells_no_order(minutes: int, after: str) -> None:
    connection = duckdb.connect()
    connection.execute(TABLES.format(lag=minutes * 60_000_000, error=60 * 60_000_000))
    (table,) = translations.section(View(connection, Settings())).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == [
        "Один → Two",
        "ru → en",
        after,
        "“мост закрыт”",
        "“the bridge is shut”",
    ]
