"""Judge: what is known. Claims, corroboration, hypotheses and forecasts come here; nothing is judged yet."""
