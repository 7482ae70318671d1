"""Rows on their way into the store: in files, each key once, whatever a batch holds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offscript.model import TABLES
from offscript.store import staging
from offscript.store.staging import Heap

SHARE = TABLES["share"].remove_metadata()


def row(key: str, place: int) -> dict[str, Any]:
    """An act of an account, of which only key and place matter."""
    held: dict[str, Any] = dict.fromkeys(SHARE.names)
    return held | {"share": key, "file": "f", "place": f"row {place:04}", "shared_at": 0, "precision_us": 1}


@settings(max_examples=25)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.sets(st.sampled_from("abcdefgh")), st.integers(1, 7))
def test_each_key_that_the_store_lacks_comes_once_from_where_it_stood_first(
    keys: list[str], known: set[str], batch: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as small:
        small.setattr(staging, "_BATCH", batch)
        small.setattr(staging, "_TOGETHER", batch * 2)
        stored = Path(folder) / "stored.parquet"
        pq.write_table(pa.Table.from_pylist([row(key, 0) for key in sorted(known)], schema=SHARE), stored)
        heap = Heap(Path(folder), "share", "share")
        for place, key in enumerate(keys):
            heap.add(row(key, place))
        heap.flush()
        assert heap.rows == len(keys)
        assert len(heap.parts) == -(-len(keys) // batch)
        found = [one for part in heap.only_new({"share": [str(stored)]}) for one in part.to_pylist()]
    first = {key: place for place, key in reversed(list(enumerate(keys))) if key not in known}
    assert {one["share"]: one["place"] for one in found} == {key: f"row {place:04}" for key, place in first.items()}
    assert len(found) == len(first)
