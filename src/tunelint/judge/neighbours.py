"""The nearest of vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK_CELLS = 1 << 24
"""Similarities computed at a time: 64 MiB of float32."""

CHUNK = 64
"""Columns whose maximum is looked at before their values."""


class Nearest(NamedTuple):
    """The nearest vectors of each query, most similar first: cosine similarities and positions."""

    similarity: NDArray[np.float32]
    position: NDArray[np.int64]


def nearest(
    queries: NDArray[np.float32],
    vectors: NDArray[np.float32],
    count: int,
    *,
    own: NDArray[np.int64],
    copies: float,
) -> Nearest:
    """The `count` nearest vectors of each query, exactly.

    `own` is the position of a query among the vectors, -1 where it is none of them; it is left out, and so is
    every vector more similar than `copies`, because a row and its copies say nothing about each other.
    Fewer than `count` are found only where copies leave fewer: the rest have similarity -1.
    """
    count = min(count, len(vectors))
    similarity = np.empty((len(queries), count), dtype=np.float32)
    position = np.empty((len(queries), count), dtype=np.int64)
    padded = np.pad(vectors, ((0, -len(vectors) % CHUNK), (0, 0)))
    step = max(1, BLOCK_CELLS // max(1, len(padded)))
    for start in range(0, len(queries), step):
        block = queries[start : start + step] @ padded.T
        mine = own[start : start + step]
        block[np.nonzero(mine >= 0)[0], mine[mine >= 0]] = -1
        block[:, len(vectors) :] = -2
        best = _largest(block, count, copies)
        found = np.take_along_axis(block, best, axis=1)
        order = np.argsort(-found, axis=1, kind="stable")
        similarity[start : start + step] = np.take_along_axis(found, order, axis=1)
        position[start : start + step] = np.take_along_axis(best, order, axis=1)
    return Nearest(similarity, position)


def _largest(block: NDArray[np.float32], count: int, copies: float) -> NDArray[np.int64]:
    """The columns of the `count` largest values of each row, in no order; values over `copies` become -1.

    They lie in the `count` chunks of columns with the largest maxima, so only those are partitioned.
    """
    chunks = block.reshape(len(block), -1, CHUNK)
    largest = chunks.max(axis=2)
    rows, places = np.nonzero(largest > copies)
    if len(rows):
        some = chunks[rows, places]
        some[some > copies] = -1
        chunks[rows, places] = some
        largest[rows, places] = some.max(axis=1)
    if chunks.shape[1] <= 2 * count:
        return np.argpartition(block, -count, axis=1)[:, -count:]
    likely = np.argpartition(largest, -count, axis=1)[:, -count:]
    values = np.take_along_axis(chunks, likely[:, :, None], axis=1).reshape(len(block), -1)
    best = np.argpartition(values, -count, axis=1)[:, -count:]
    columns: NDArray[np.int64] = np.take_along_axis(likely, best // CHUNK, axis=1) * CHUNK + best % CHUNK
    return columns
