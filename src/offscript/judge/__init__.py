"""Judge: findings and breaks to what is known. `analyses` lists every analysis of it."""
