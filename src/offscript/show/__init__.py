"""Show: what is known to people: the brief, its charts, exports."""
