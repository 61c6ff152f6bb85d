"""Whether a set of voice vectors is clearly two voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.reference import SPREAD_FLOOR
from tunelint.profile.voice import layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tunelint.profile.voice import Layout

    Floats = NDArray[np.float64]

GAP, VALLEY, SHARE = 4.5, 0.35, 0.15
"""Least gap, most valley and least share of the smaller part from which two parts are two voices."""
_CLIP = 6.0
_ROUNDS = 50
_GRID = 200


@dataclass(frozen=True, slots=True)
class Split:
    """A set cut in two by its axes and its head.

    `second`: which rows belong to the smaller part. `gap`: Ashman's D, the distance of the parts' means in
    spreads along the line between them (Ashman, Bird and Zepf 1994; two clear modes lie beyond 2, but
    cutting one crowd in two gives about 2.7 already). `valley`: density between the modes over that of the
    lower mode. `middle`, `spread`, `means` and `layout` are what `side` needs.
    """

    second: NDArray[np.bool_]
    gap: float
    valley: float
    middle: Floats
    spread: Floats
    means: tuple[Floats, Floats]
    layout: Layout

    @property
    def share(self) -> float:
        """Share of the smaller part."""
        return float(self.second.mean())

    def clear(self, *, gap: float = GAP, valley: float = VALLEY, share: float = SHARE) -> bool:
        """Whether the parts are two voices."""
        return self.gap >= gap and self.valley <= valley and self.share >= share

    def side(self, rows: Floats) -> NDArray[np.bool_]:
        """Which of some rows are nearer to the smaller part."""
        points = _points(_chosen(rows, self.layout), self.middle, self.spread)
        first, second = (((points - mean) ** 2).sum(1) for mean in self.means)
        nearer: NDArray[np.bool_] = second < first
        return nearer


def split(rows: Floats, of: Layout | None = None) -> Split:
    """The best cut of a set in two: 2-means from the first principal direction."""
    of = of or layout()
    chosen = _chosen(rows, of)
    middle, spread = np.median(chosen, axis=0), np.maximum(chosen.std(0), SPREAD_FLOOR)
    points = _points(chosen, middle, spread)
    part = _two_means(points)
    if part.mean() > 0.5:
        part = ~part
    means = points[~part].mean(0), points[part].mean(0)
    line = means[1] - means[0]
    along = points @ line / (np.linalg.norm(line) + 1e-9)
    first, second = along[~part], along[part]
    gap = (second.mean() - first.mean()) / np.sqrt((first.var() + second.var()) / 2 + 1e-9)
    return Split(part, float(gap), _valley(along, first, second), middle, spread, means, of)


def _chosen(rows: Floats, of: Layout) -> Floats:
    return np.concatenate([rows[:, of.views["axes"]], rows[:, of.views["head"]]], axis=1)


def _points(chosen: Floats, middle: Floats, spread: Floats) -> Floats:
    return np.clip((chosen - middle) / spread, -_CLIP, _CLIP)


def _two_means(points: Floats) -> NDArray[np.bool_]:
    direction = np.linalg.svd(points - points.mean(0), full_matrices=False)[2][0]
    along = points @ direction
    part: NDArray[np.bool_] = along > np.median(along)
    for _ in range(_ROUNDS):
        far = ((points - points[~part].mean(0)) ** 2).sum(1)
        near = ((points - points[part].mean(0)) ** 2).sum(1)
        now = near < far
        if (now == part).all() or now.all() or not now.any():
            break
        part = now
    return part


def _valley(along: Floats, first: Floats, second: Floats) -> float:
    """Least density between two means over that of the lower mode, by a Gaussian kernel."""
    grid = np.linspace(along.min(), along.max(), _GRID)
    width = 1.4 * min(first.std(), second.std()) * len(along) ** -0.2 + 1e-9
    density = np.exp(-0.5 * ((grid[:, None] - along) / width) ** 2).sum(1)
    left, right = sorted(int(np.abs(grid - part.mean()).argmin()) for part in (first, second))
    middle = (left + right) // 2
    lower = min(density[: middle + 1].max(), density[middle:].max())
    return float(density[left : right + 1].min() / lower)
