"""Which rows are edits of rows whose text is not at hand, by their signatures alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.neighbours import neighbours
from tunelint.profile.signature import likeness, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    Signed = tuple[bytes, int]
    """A row's signature and the number of its words."""

LEAST = 0.7
"""The least estimated likeness: as no words can be compared, edits that leave less are not found."""

_WORDS = 40
"""In fewer words one decisive word makes another example, and no signature tells which word it is."""

_FRAME = 10
"""A row that is like more rows than these fills a frame as they do, such as a template."""


def alike(tested: Sequence[Signed], trained: Sequence[Signed]) -> dict[int, list[tuple[int, float]]]:
    """For rows to train on by index: the tested rows that they are edits of, likeliest first."""
    if not tested or not trained:
        return {}
    matrix = stacked((row for row, _ in (*tested, *trained)), len(tested) + len(trained))
    pairs = neighbours(matrix).pairs
    long = np.array([words >= _WORDS for _, words in (*tested, *trained)])
    crossing = (pairs[:, 0] < len(tested)) & (pairs[:, 1] >= len(tested))
    pairs = pairs[crossing & long[pairs].all(axis=1)]
    estimates = likeness(matrix, pairs)
    close = estimates >= LEAST
    frames = Counter(pairs[close, 0].tolist())
    links: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for (test, row), estimate in zip(pairs[close].tolist(), estimates[close].tolist(), strict=True):
        if frames[test] <= _FRAME:
            links[row - len(tested)].append((test, estimate))
    return {row: sorted(found, key=lambda link: (-link[1], link[0])) for row, found in sorted(links.items())}
