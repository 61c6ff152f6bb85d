"""The engine shipped with the package: one small vector for each word piece, added up."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TABLE, PIECES = "table.npy", "tokenizer.json"
"""The two files of the table, beside this module: int8 vectors by piece, and the pieces. See NOTICE."""

BATCH = 1024


class StaticEngine:
    """The table distilled from all-MiniLM-L6-v2 by `tunelint.train.meaning`: 256 dimensions, English.

    A text's vector is the sum of its pieces' vectors, scaled to length 1. Sums of whole numbers are exact, so
    a text has the same vector in every batch and on every machine.
    """

    def __init__(self) -> None:
        folder = files("tunelint.measure.meaning")
        table = (folder / TABLE).read_bytes()
        pieces = (folder / PIECES).read_bytes()
        self.id = f"static-{sha256(table + pieces).hexdigest()[:16]}"
        self.table = _array(table)
        self.size = self.table.shape[1]
        self._pieces = pieces

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Made when the first text needs it."""
        return Tokenizer.from_buffer(self._pieces)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row for each text; zeros where a text has no known piece."""
        vectors = np.zeros((len(texts), self.size), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            pieces = self.pieces(texts[start : start + BATCH])
            for row, ids in enumerate(pieces, start):
                vectors[row] = _unit(self.table[ids].sum(axis=0, dtype=np.int32))
        return vectors

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's word pieces, in order."""
        found = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in found]


def _array(raw: bytes) -> NDArray[np.int8]:
    from io import BytesIO

    table: NDArray[np.int8] = np.load(BytesIO(raw), allow_pickle=False)
    return table


def _unit(total: NDArray[np.int32]) -> NDArray[np.float64]:
    vector = total.astype(np.float64)
    length = np.sqrt((vector * vector).sum())
    return vector / length if length else vector
