"""Promises."""

from __future__ import annotations

from offscript.find.promises.extract import Promise, extract

__all__ = ["Promise", "extract"]
