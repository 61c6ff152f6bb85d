"""Directions of the named axes that tell them apart from each other, not from neutral text alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tunelint.train.rewrites import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.train.corpus import Pair

    Floats = NDArray[np.float64]

RIDGE = 1000.0
"""Penalty on the squared directions; chosen, as the weights below, on pairs held out by fifths."""
REWRITTEN = 0.2
"""Weight of a rule-made rewrite beside a hand-written text."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the axes are learned from, as standardised counts, one text a row.

    `high`, `low`: the ends of the pairs. `neutral`: neutral passages. `rewritten`: rule-made rewrites less
    the passages that they were made of, with the name of the `style` of each.
    """

    pairs: Sequence[Pair]
    high: Floats
    low: Floats
    neutral: Floats
    rewritten: Floats
    style: Sequence[str]


def contrast_axes(lessons: Lessons, unmarked: frozenset[str]) -> tuple[list[str], Floats]:
    """Names and directions of the axes, one a row, with unit variance over neutral text.

    Each direction is a ridge regression on one target: 1 for a step from the low end of a pair of the axis to
    its high end, and from neutral text to the high end; -1 from neutral text to the low end; 0 for steps
    along the other axes and for neutral texts, so that what the axes share is left to the one that it tells
    most about. Axes in `unmarked` have their low end where neutral text lies, at 0.
    """
    names = list(dict.fromkeys(pair.axis for pair in lessons.pairs))
    steps, targets = steps_and_targets(lessons, names, unmarked)
    width = steps.shape[1]
    found = np.linalg.solve(steps.T @ steps + RIDGE * np.eye(width), steps.T @ targets).T
    spread = (lessons.neutral @ found.T).std(0)
    return names, found / spread[:, None]


def steps_and_targets(
    lessons: Lessons, names: Sequence[str], unmarked: frozenset[str]
) -> tuple[Floats, Floats]:
    """Steps between texts, one a row, and what each of them is worth on every axis (see `contrast_axes`)."""
    middle = lessons.neutral.mean(0)
    high = np.array([_target(names, pair.axis, 1) for pair in lessons.pairs])
    low = np.array([_target(names, pair.axis, -(pair.axis not in unmarked)) for pair in lessons.pairs])
    toward = {name: str(style.get("axis", "")).split() for name, style in styles().items()}
    rewritten = [
        _target(names, toward[style][0], 1 if toward[style][1] == "high" else -1)
        if toward[style]
        else np.zeros(len(names))
        for style in lessons.style
    ]
    steps = (
        lessons.high - lessons.low,
        lessons.high - middle,
        lessons.low - middle,
        REWRITTEN * lessons.rewritten,
        lessons.neutral - middle,
    )
    targets = (high, high, low, REWRITTEN * np.array(rewritten), np.zeros((len(lessons.neutral), len(names))))
    return np.concatenate(steps), np.concatenate(targets)


def _target(names: Sequence[str], axis: str, value: int) -> Floats:
    found = np.zeros(len(names))
    found[names.index(axis)] = value
    return found
