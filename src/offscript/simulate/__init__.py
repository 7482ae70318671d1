"""The invented country: posts with planted, recorded truth."""
