"""What a corpus is about: groups of rows of like meaning, as many as there are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

ALIKE = 0.3
"""A row belongs to a topic if it is this similar to the topic's centre. With the built-in table of meanings
the 77 intents of banking77 make about 90 topics at 0.35."""

THIN = 5
"""A topic of fewer examples is thin."""

_SAMPLE = 5000
_AROUND = 10
_ROUNDS = 3
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Topics:
    """The centres of the topics as unit vectors, one row for each."""

    centres: Vectors

    def of(self, vectors: Vectors) -> NDArray[np.int64]:
        """The topic of each row: the nearest centre."""
        found = [_near(part, self.centres)[0] for part in _parts(vectors)]
        return np.concatenate(found) if found else np.empty(0, np.int64)


def find_topics(vectors: Vectors) -> Topics:
    """The topics of rows, given in the order of their content keys, so that no order in files matters.

    Rows in dense regions lead: each row that is like no leader before it becomes one (leader clustering,
    Hartigan 1975); then a few rounds of spherical k-means move the centres into the middle of their rows.
    """
    sample = vectors[:_SAMPLE]
    order = np.argsort(-_density(sample).round(4), kind="stable")
    centres = _lead(sample[order], np.empty((0, vectors.shape[1]), np.float32))
    for part in _parts(vectors[_SAMPLE:]):
        alone = part[_near(part, centres)[1] < ALIKE]
        centres = _lead(alone, centres)
    topics = Topics(centres)
    for _ in range(_ROUNDS):
        topics = Topics(_means(vectors, topics.of(vectors), len(topics.centres)))
    return topics


def equal_topics(counts: NDArray[np.int64]) -> float:
    """How many topics of equal size would be as diverse: the exponential of the entropy of their shares."""
    shares = counts[counts > 0] / counts.sum()
    return math.exp(-float((shares * np.log(shares)).sum()))


def _density(vectors: Vectors) -> Vectors:
    """The mean similarity of each row to the rows around it."""
    count = min(_AROUND + 1, len(vectors))
    found = [
        np.partition(part @ vectors.T, -count, axis=1)[:, -count:].mean(axis=1) for part in _parts(vectors)
    ]
    return np.concatenate(found) if found else np.empty(0, np.float32)


def _lead(vectors: Vectors, centres: Vectors) -> Vectors:
    """The centres, and every row that is like none before it."""
    known = np.concatenate([centres, np.empty_like(vectors)])
    count = len(centres)
    for vector in vectors:
        if not count or float((known[:count] @ vector).max()) < ALIKE:
            known[count] = vector
            count += 1
    return known[:count]


def _near(vectors: Vectors, centres: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    """The nearest centre of each row, and how similar it is; -1 where there is no centre."""
    if not len(centres):
        return np.zeros(len(vectors), np.int64), np.full(len(vectors), -1, np.float32)
    similarity = vectors @ centres.T
    return similarity.argmax(axis=1), similarity.max(axis=1)


def _means(vectors: Vectors, topic: NDArray[np.int64], count: int) -> Vectors:
    """The unit mean of each topic's rows; topics without rows are gone."""
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(sums, topic, vectors)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    kept = length[:, 0] > 0
    means: Vectors = sums[kept] / length[kept]
    return means


def _parts(vectors: Vectors) -> list[Vectors]:
    return [vectors[start : start + _AT_ONCE] for start in range(0, len(vectors), _AT_ONCE)]
