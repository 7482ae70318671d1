"""Values of a column by number."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def coded(column: pa.ChunkedArray) -> tuple[pa.Array, NDArray[np.int64]]:
    """The different values of a column, and the place of each row's among them."""
    named = column.combine_chunks().dictionary_encode()
    return named.dictionary, named.indices.to_numpy(zero_copy_only=False).astype(np.int64)
