"""Why a text is off voice, in words: the axes it strays on, the habits that show it, the worst place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.profile.habits.counting import sentences
from tunelint.profile.habits.features import features, position
from tunelint.profile.stray import in_words, stray_habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.model.axis import Axis
    from tunelint.profile.reference import Reference
    from tunelint.profile.stray import Habit

_CLIP = 6.0
_ENOUGH, _LEAST = 0.5, 0.75
"""What bears an axis out in full: half of what its pairs mostly have, and no less than this in any case."""
_SHOWN_SIGMA = 10.0
_SECOND = 0.6
"""A second axis is named if it strays at least this share of the first."""
_BORNE = 0.75
"""And if the habits that show it bear it out so far."""
_PLAIN_END = 0.4
"""Weight of a deviation towards the end of an axis where most text lies."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What makes one text strange: the axes in words, the habits in words, the span that shows it most."""

    how: str
    shown: str
    worst: tuple[int, int] | None
    strays: tuple[tuple[str, float], ...]
    """Every axis with its signed deviations, furthest first."""

    @property
    def table(self) -> str:
        """All axes in one line each."""
        return "\n".join(f"{name}: {_sigma(sigma)}" for name, sigma in self.strays)


def explain(text: str, row: NDArray[np.float32], reference: Reference) -> Evidence:
    """The evidence against a text whose voice vector is `row`."""
    on_axes, order = stray_axes(row, reference)
    weighed = np.abs(on_axes * telling(row, on_axes, reference))
    least = _SECOND * weighed[order[0]]
    axes, habits_of = reference.layout.axes, reference.layout.views["habits"]
    borne = borne_out(row[habits_of] - reference.median[habits_of], on_axes, axes)
    second = [
        at for at in order[1:2] if weighed[at] >= least and abs(on_axes[at]) >= 2 and borne[at] >= _BORNE
    ]
    chosen = [*order[:1], *second]
    how = " and ".join(_direction(axes[at], float(on_axes[at])) for at in chosen)
    named = [(axes[at], bool(on_axes[at] > 0)) for at in chosen]
    habits = stray_habits(text, row, reference, named)
    strays = tuple((axes[at].name, float(on_axes[at])) for at in order)
    return Evidence(how, in_words(text, habits[:3]), worst_place(text, habits[:5]), strays)


def stray_axes(
    row: NDArray[np.floating[Any]], reference: Reference
) -> tuple[NDArray[np.float64], Sequence[int]]:
    """The deviations of a voice vector on every axis, and the numbers of the axes, the most telling first."""
    deviations = reference.deviations(row[None].astype(float))[0]
    on_axes = deviations[reference.layout.views["axes apart"]]
    weighed = np.abs(on_axes * telling(row, on_axes, reference))
    return on_axes, np.argsort(-weighed, kind="stable").tolist()


def telling(
    row: NDArray[np.floating[Any]], on_axes: NDArray[np.float64], reference: Reference
) -> NDArray[np.float64]:
    """What to weigh the deviations of a voice vector by before comparing axes.

    A deviation d in a house of spread s is a step of d s in spreads of neutral text, in which the axes were
    told apart. It counts less towards an end where most text lies, and less where the habits that show the
    axis do not bear it out: then by the share of its pairs in which they hardly show either.
    """
    of = reference.layout
    spread = reference.sigma[of.views["axes apart"]]
    plain = [axis.unmarked == "low" and sigma < 0 for axis, sigma in zip(of.axes, on_axes, strict=True)]
    weights: NDArray[np.float64] = spread * np.where(plain, _PLAIN_END, 1.0)
    habits = of.views["habits"]
    return weights * borne_out(row[habits] - reference.median[habits], on_axes, of.axes)


def borne_out(
    habits: NDArray[np.floating[Any]], on_axes: NDArray[np.float64], axes: tuple[Axis, ...]
) -> NDArray[np.float64]:
    """How far the habits that show each axis bear out the end of it that `on_axes` has the sign of, 0 to 1.

    `habits` are the standardised habits of a text or a house, less what they are compared with.
    """
    high = on_axes > 0
    marked, unshown = (
        np.where(high, *zip(*ends, strict=True))
        for ends in ([axis.marked for axis in axes], [axis.unmarked_share for axis in axes])
    )
    strays = _marks(axes) @ np.clip(habits, -_CLIP, _CLIP) * np.sign(on_axes)
    shown = np.clip(strays / np.maximum(_ENOUGH * marked, _LEAST), 0, 1)
    found: NDArray[np.float64] = unshown + (1 - unshown) * shown
    return found


@cache
def _marks(axes: tuple[Axis, ...]) -> NDArray[np.float64]:
    """The weights of the habits that show each axis, one axis a row."""
    weights = np.zeros((len(axes), len(features())))
    for place, axis in enumerate(axes):
        for name, weight in axis.shows:
            weights[place, position()[name]] = weight
    return weights


def worst_place(text: str, habits: Sequence[Habit]) -> tuple[int, int] | None:
    """The sentence in which the stray habits show most, without the blanks around it."""
    weights = {}
    for span in sentences(text):
        weights[span] = sum(
            abs(habit.sigma) / max(len(habit.spans), 1)
            for habit in habits
            for start, _ in habit.spans
            if span[0] <= start < span[1]
        )
    if not weights or not max(weights.values()):
        return None
    start, end = max(weights, key=lambda span: weights[span])
    return start, start + len(text[start:end].rstrip())


def _direction(axis: Axis, sigma: float) -> str:
    degree = "far " if abs(sigma) >= 5 else "much " if abs(sigma) >= 3 else ""
    return degree + (axis.high if sigma > 0 else axis.low)


def _sigma(sigma: float) -> str:
    if abs(sigma) > _SHOWN_SIGMA:
        return f"{'+' if sigma > 0 else '-'}more than {_SHOWN_SIGMA:.0f}"
    return f"{sigma:+.1f}"
