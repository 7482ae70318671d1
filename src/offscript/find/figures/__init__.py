"""Figures."""

from __future__ import annotations

from offscript.find.figures.extract import Figure, extract

__all__ = ["Figure", "extract"]
