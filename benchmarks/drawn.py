"""Charts of what was measured, for the docs."""

from __future__ import annotations

from typing import Any

import vl_convert


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite chart as SVG."""
    return str(vl_convert.vegalite_to_svg({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **spec}))
