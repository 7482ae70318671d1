"""Show: what people look at. The brief and its charts."""
