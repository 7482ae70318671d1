"""Web addresses in posts, in their words or behind them, in normal form with their host."""

from __future__ import annotations

import pyarrow as pa

from offscript.model import LINK
from offscript.store.steps import Map, Settings, Step
from offscript.text.addresses import addresses, normal


def links(rows: pa.Table, settings: Settings) -> pa.Table:
    """Addresses of each version: `version, text, hrefs` to the table `link`."""
    found: list[tuple[str, int | None, int | None, str, str]] = []
    for version, text, hrefs in zip(*(rows[name].to_pylist() for name in ("version", "text", "hrefs")), strict=True):
        shown = addresses(text)
        found += [(version, one.start, one.end, one.url, one.domain) for one in shown]
        hidden = {settled for href in hrefs or [] if (settled := normal(href))} - {
            (one.url, one.domain) for one in shown
        }
        found += [(version, None, None, url, domain) for url, domain in sorted(hidden)]
    columns = list(zip(*found, strict=True)) or [()] * len(LINK)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, LINK, strict=True)], names=LINK.names
    )


STEPS: tuple[Step, ...] = (
    Map("link", "link", "select version, text, hrefs from version", "link", links, libraries=("courlan",)),
)
