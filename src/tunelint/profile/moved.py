"""Whether a number of two samples moved: far enough to matter, and surer than chance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SPREADS = 0.3
"""Least shift of a mean, in standard deviations: a small effect is 0.2, a middling one 0.5."""
ERRORS = 3.0
"""Least shift in standard errors."""

FEWEST = 10
"""Fewer values have no mean worth comparing."""


def mean_moved(old: Sequence[float], new: Sequence[float]) -> bool:
    """Whether the mean of positive numbers moved, on a logarithmic scale; False for too few."""
    if min(len(old), len(new)) < FEWEST:
        return False
    before, after = (np.log1p(np.array(values, float)) for values in (old, new))
    gap = abs(float(after.mean() - before.mean()))
    spread = math.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2)
    error = math.sqrt(before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after))
    return gap > 0 and gap >= SPREADS * spread and gap >= ERRORS * error


def share_moved(old: int, of_old: int, new: int, of_new: int, least: float = 0.0) -> bool:
    """Whether a share moved by at least `least`; counts `old` of `of_old` and `new` of `of_new`."""
    if not of_old or not of_new:
        return False
    before, after = old / of_old, new / of_new
    both = (old + new) / (of_old + of_new)
    error = math.sqrt(max(both * (1 - both), 0.0) * (1 / of_old + 1 / of_new))
    return abs(after - before) > least and abs(after - before) >= ERRORS * error
