"""The nearest of very many vectors: each is compared with the rows of the clusters around its own only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.judge.neighbours import Nearest, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MEMBERS = 500
"""Rows of a cluster, on average."""
PROBES = 8
"""Clusters that a row is compared with: its own, and those whose centres are nearest to its centre."""
_TRAINED = 40
"""Rows for each cluster that the centres are learned from."""
_ROUNDS = 6
_AT_ONCE = 4096


def nearest_among_clusters(vectors: Vectors, count: int, *, copies: float, probes: int = PROBES) -> Nearest:
    """The nearest other vectors of each, as `nearest` gives them, but for those in clusters further away.

    An inverted-file index (Jégou, Douze and Schmid, TPAMI 2011), searched cluster by cluster. Vectors come in
    the order of their content keys, so that no order of files changes the clusters.
    """
    centres = _centres(vectors, max(1, len(vectors) // MEMBERS))
    near = np.concatenate([_nearest_centres(part, centres, probes) for part in _parts(vectors)])
    members, asking = _inverted(near[:, 0], len(centres)), _inverted(near, len(centres))
    best = Nearest(np.full((len(vectors), count), -1, np.float32), np.zeros((len(vectors), count), np.int64))
    for inside, queries in zip(members, asking, strict=True):
        if len(inside):
            own = np.searchsorted(inside, queries)
            own[own == len(inside)] = 0
            own = np.where(inside[own] == queries, own, -1)
            found = nearest(vectors[queries], vectors[inside], count, own=own, copies=copies)
            _merge(best, queries, found.similarity, inside[found.position])
    return best


def _merge(best: Nearest, rows: NDArray[np.int64], similarity: Vectors, position: NDArray[np.int64]) -> None:
    """Put what was found for some rows among the best that is known of them."""
    count = best.similarity.shape[1]
    both = np.concatenate([best.similarity[rows], similarity], axis=1)
    order = np.argsort(-both, axis=1, kind="stable")[:, :count]
    best.similarity[rows] = np.take_along_axis(both, order, axis=1)
    places = np.concatenate([best.position[rows], position], axis=1)
    best.position[rows] = np.take_along_axis(places, order, axis=1)


def _inverted(cluster: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """The rows of each cluster, ascending; `cluster` has one or several for each row."""
    flat = cluster.reshape(-1)
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(1, count))
    rows = order // (len(flat) // max(1, len(cluster)))
    return np.split(rows, starts)


def _nearest_centres(vectors: Vectors, centres: Vectors, count: int) -> NDArray[np.int64]:
    """The nearest centres of each vector, the very nearest first."""
    similarity = vectors @ centres.T
    if count >= len(centres):
        return np.argsort(-similarity, axis=1, kind="stable")
    some = np.argpartition(-similarity, count, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(similarity, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1)


def _centres(vectors: Vectors, count: int) -> Vectors:
    """Centres of spherical k-means on the first rows, a sample by content key."""
    sample = vectors[: _TRAINED * count]
    centres = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)]
    for _ in range(_ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, _assign(sample, centres), sample)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
    return centres


def _assign(vectors: Vectors, centres: Vectors) -> NDArray[np.int64]:
    """The nearest centre of each vector."""
    return np.concatenate([(part @ centres.T).argmax(axis=1) for part in _parts(vectors)])


def _parts(vectors: Vectors) -> Iterator[Vectors]:
    return (vectors[start : start + _AT_ONCE] for start in range(0, len(vectors), _AT_ONCE))
