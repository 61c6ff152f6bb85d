"""Which rows are worth comparing, by their MinHash signatures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.signature import bands

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from tunelint.model.view import Spread
    from tunelint.profile.signature import Signatures

    Pairs = npt.NDArray[np.int64]

CROWD = 16
"""Rows that share one band beyond this number share a frame, such as a template, and are not all compared."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of row indices, the smaller first, sorted; crowds: rows that share a band with many others."""

    pairs: Pairs
    crowds: tuple[tuple[int, ...], ...]


def neighbours(signatures: Signatures, crowd: int = CROWD, spread: Spread = map) -> Neighbours:
    """The pairs of rows that agree on a band, save those in crowds; `spread` shares out the bands."""
    found: list[Pairs] = [np.empty((0, 2), np.int64)]
    crowds: set[tuple[int, ...]] = set()
    for pairs, more in spread(partial(_within_band, crowd), bands(signatures)):
        found.append(pairs)
        crowds.update(more)
    return Neighbours(distinct(np.concatenate(found)), tuple(sorted(crowds)))


def _within_band(crowd: int, keys: npt.NDArray[np.uint64]) -> tuple[Pairs, list[tuple[int, ...]]]:
    """The pairs of rows with equal keys, and those that too many share."""
    found: list[Pairs] = [np.empty((0, 2), np.int64)]
    crowds: list[tuple[int, ...]] = []
    for members in _buckets(keys):
        if members.shape[1] <= crowd:
            found.append(_all_pairs(members))
        else:
            crowds += map(tuple, members.tolist())
    return np.concatenate(found), crowds


def crossing(crowd: tuple[int, ...], hubs: int = 3) -> Iterator[tuple[int, int]]:
    """Pairs that would link a crowd of copies of one text: each row with the next, and with the first few."""
    yield from pairwise(crowd)
    for number, hub in enumerate(crowd[:hubs], 1):
        yield from ((hub, row) for row in crowd[number:])


def distinct(pairs: Pairs) -> Pairs:
    """Each pair once, the smaller index first, sorted."""
    return np.unique(np.sort(pairs, axis=1), axis=0) if len(pairs) else pairs


def _buckets(keys: npt.NDArray[np.uint64]) -> Iterator[Pairs]:
    """Rows with equal keys: for each size of bucket, an array of buckets by size."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    for size in np.unique(sizes[sizes > 1]):
        yield order[starts[sizes == size][:, None] + np.arange(size)]


def _all_pairs(members: Pairs) -> Pairs:
    first, second = np.triu_indices(members.shape[1], 1)
    return np.stack([members[:, first].ravel(), members[:, second].ravel()], axis=1)
