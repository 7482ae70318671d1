"""Pictures that lie in an export: their prints, by which they are known again where others show them.

A print is two difference hashes of 64 bits (Krawetz 2013, "Kind of like that"; Zauner 2010, "Implementation and benchmarking of
perceptual image hash functions"), one across and one down, as the library `imagehash` has them: they stay where a picture is made
smaller, packed harder, brighter or duller. Only prints are kept, no picture; no face can be read from one.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Iterator

import imagehash
import numpy as np
from PIL import Image, UnidentifiedImageError

from offscript.read.record import Document, Item, Picture, Post, Reject

_FORMS = ("JPEG", "PNG", "WEBP", "GIF")
_MOST_BYTES, _MOST_POINTS = 64 << 20, 100_000_000
_SMALL = (72, 72)


def _signed(bits: imagehash.ImageHash) -> int:
    """64 bits as the integer a table holds."""
    return int.from_bytes(np.packbits(bits.hash.ravel()).tobytes(), "big", signed=True)


def printed(raw: bytes) -> tuple[int, int, float, int, int]:
    """The print of a picture, across and down; how much its light varies (standard deviation, 0 to 128); width and height.

    Raises:
        ValueError: no picture of a form that is read, or one too large.
    """
    if len(raw) > _MOST_BYTES:
        raise ValueError(f"larger than {_MOST_BYTES >> 20} MB")
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(raw), formats=_FORMS) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            width, height = opened.size
            if width * height > _MOST_POINTS:
                raise ValueError(f"{width} by {height} points are too many")
            opened.draft("L", _SMALL)
            grey = opened.convert("L")
    except UnidentifiedImageError:
        raise ValueError(f"none of {', '.join(_FORMS)}") from None
    except ValueError:
        raise
    except Exception as error:  # a decoder over damaged bytes raises whatever it stumbles on
        raise ValueError(f"it cannot be decoded ({type(error).__name__}: {error})") from None
    light = np.asarray(grey.resize(_SMALL, Image.Resampling.BOX), np.float32)
    return _signed(imagehash.dhash(grey)), _signed(imagehash.dhash_vertical(grey)), float(light.std()), width, height


def pictures(document: Document, post: Post, named: Iterable[tuple[str, str]]) -> Iterator[Item]:
    """Pictures of a post that lie beside its file, by kind (photo; video: its thumbnail) and name; damaged ones are refused."""
    for kind, name in named:
        raw = document.beside(name)
        if raw is None:
            continue
        try:
            across, down, detail, width, height = printed(raw)
        except ValueError as error:
            yield Reject(f"{post.place}, {name}", f"not a readable picture: {error}", hashlib.sha256(raw).hexdigest())
            continue
        yield Picture(
            of=post,
            kind=kind,
            name=name,
            sha256=hashlib.sha256(raw).hexdigest(),
            across=across,
            down=down,
            detail=detail,
            width=width,
            height=height,
        )
