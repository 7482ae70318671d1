"""Text: words with their offsets, language, inflected forms, addresses. Thin wrappers that serve `read` and `find`."""
