"""Pictures of the invented country: blots of light that show nothing and nobody."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from offscript.simulate.stage import Shown


def drawn(shown: Shown) -> bytes:
    """A picture as a JPEG file; the same blots for the same seed, whatever its width and packing."""
    blots = np.random.default_rng(shown.seed).integers(0, 255, (9, 12, 3), np.uint8)
    whole = Image.fromarray(blots).resize((960, 720), Image.Resampling.BICUBIC)
    held = io.BytesIO()
    whole.resize((shown.width, shown.width * 3 // 4)).save(held, "JPEG", quality=shown.quality)
    return held.getvalue()
