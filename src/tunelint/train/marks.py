"""The counted habits that bear an axis of tone out: a few, which a reader sees in most of its pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.measure.voice.weights import CLIP
from tunelint.profile.habits.features import features
from tunelint.train.contrast import steps_and_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.train.contrast import Lessons

    Floats = NDArray[np.float64]

STEP = 0.3
"""Least step of a habit from the low end of a pair to its high end, in deviations of neutral text."""
MOST_PAIRS, FEW_PAIRS = 0.25, 0.25
"""Least share of an axis's pairs in which a habit takes that step, and the most pairs, as a share of these,
in which it takes the opposite one: what a few pairs happen to hold is no mark of their axis."""
RIDGE = 30.0
HARDLY = 0.25
LEAST = 0.02
"""Weights below this are left out: they bear nothing out."""


def learn_marks(lessons: Lessons, names: Sequence[str], unmarked: frozenset[str]) -> Floats:
    """The weight of every counted habit on each axis, one axis a row; most are 0.

    As in `tunelint.train.contrast`, but over counted habits alone, each with the sign that it has in the
    pairs (least squares without negative weights, Lawson and Hanson 1974). A row has unit variance over
    neutral text.
    """
    from scipy.optimize import nnls

    width = len(features())
    steps, targets = steps_and_targets(lessons, names, unmarked)
    steps = steps[:, :width]
    square = steps.T @ steps
    found = np.zeros((len(names), width))
    for row, name in enumerate(names):
        signs = _signs(lessons, name)
        chosen = np.flatnonzero(signs)
        turned = square[np.ix_(chosen, chosen)] * np.outer(signs[chosen], signs[chosen])
        root = np.linalg.cholesky(turned + RIDGE * np.eye(len(chosen)))
        goal = np.linalg.solve(root, signs[chosen] * (steps[:, chosen].T @ targets[:, row]))
        found[row, chosen] = nnls(root.T, goal)[0] * signs[chosen]
    spread = (lessons.neutral[:, :width] @ found.T).std(0)
    found /= np.maximum(spread, 1e-9)[:, None]
    return np.where(np.abs(found) < LEAST, 0.0, found)


def marked_ends(lessons: Lessons, names: Sequence[str], marks: Floats) -> tuple[Floats, Floats]:
    """What the habits of each axis come to at the high and the low end of most of its pairs, at least 0.

    And the share of the ends at which they come to less than a quarter of that. Both have an axis a row.
    """
    width = marks.shape[1]
    usual = np.median(lessons.neutral[:, :width], axis=0)
    middle, few = np.zeros((len(names), 2)), np.ones((len(names), 2))
    for row, name in enumerate(names):
        chosen = [at for at, pair in enumerate(lessons.pairs) if pair.axis == name]
        for end, (texts, sign) in enumerate(((lessons.high, 1), (lessons.low, -1))):
            shown = sign * np.clip(texts[chosen, :width] - usual, -CLIP, CLIP) @ marks[row]
            middle[row, end] = max(float(np.median(shown)), 0.0)
            few[row, end] = (shown <= HARDLY * middle[row, end]).mean()
    return middle, few


def _signs(lessons: Lessons, name: str) -> NDArray[np.int64]:
    """1 for habits that most often rise in the pairs of an axis, -1 for those that fall, else 0."""
    chosen = [at for at, pair in enumerate(lessons.pairs) if pair.axis == name]
    step = (lessons.high - lessons.low)[chosen, : len(features())]
    up, down = (step > STEP).mean(0), (step < -STEP).mean(0)
    rises = (up >= MOST_PAIRS) & (down <= FEW_PAIRS * up)
    falls = (down >= MOST_PAIRS) & (up <= FEW_PAIRS * down)
    signs: NDArray[np.int64] = rises.astype(np.int64) - falls
    return signs
