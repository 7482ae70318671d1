"""Measure: findings to series and breaks. `analyses` lists every analysis that needs time and exposure."""
