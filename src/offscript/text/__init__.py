"""Text: words with their offsets, language, inflected forms, addresses, vectors. Thin wrappers that serve `read` and `find`."""

from offscript.text.embedding import embed

__all__ = ["embed"]
