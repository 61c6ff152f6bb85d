"""What is normal in a voice: the places, spreads and usual strangeness of the texts of one house.

A text's strangeness is taken in five views (counted habits, axes, axes for length, axes apart, head). In each
it is the root mean square of its standardised columns, s = sqrt(mean clip(z, +-8)^2); log s is compared with
what the reference's own texts have, and the views are joined by a soft maximum, so that one view is
enough to be strange. Logs of such sums are close to normal on real data, which is what makes the tail usable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.voice import layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tunelint.profile.voice import Layout

    Floats = NDArray[np.float64]

CLIP = 8.0
HABITS = 0.5
"""Weight of the counted habits in the soft maximum, beside 1 for each learned view: they tell tones that
nobody taught, but follow topic and form more than the others do."""
FEWEST = 30
"""Texts below which nothing is called normal."""
FOLDS = 5
TRIMMED = 0.1
"""Share of the strangest texts left out when a set is its own reference (tone study, section 5)."""
PASSES = 6
BEYOND = 3.0
FEWEST_KEPT = 0.6
"""Share of a set that is always taken as its common voice."""
SPREAD_FLOOR = 0.3
"""Least spread of a column, in standard deviations of neutral text: a habit that nobody here has must not
weigh without bound as soon as one text has it."""
OWN_TAIL = 1.45
"""How much wider than normal the tail of a set that is its own reference is taken. Clean sets of one source
are close to normal beyond their 90th percentile, mixed ones have heavier tails: of 2,600 replies of six
sources .7 % lie at or below a p-value of .01 (1.8 % with 1.25), of single sources at most .7 %."""
UPPER, UPPER_Z = 0.9, 1.2816
"""The quantile that the tail of such a set is fitted to, and its place in a standard normal."""
INNER, INNER_Z, USUAL = 0.75, 0.6745, 0.92
"""A quantile that a tenth of off-voice texts hardly moves, its place, and the usual deviation of clean sets
(0.7 to 0.95 on most of twenty real ones): where the upper quantile gives more than both, it lies among
off-voice texts."""
LEAST = 0.9
"""Least deviation of the tail: sets that seem tighter have the heavier ends."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A fitted voice. Rows are voice vectors, columns as in `tunelint.profile.voice`.

    `centre`, `spread`: mean and deviation of every column. `middle`, `scale`: robust place and deviation of
    log strangeness in each view. `null`: sorted strangeness of the reference's own texts, cross-fitted where
    they are approved. `median`, `sigma`: robust place and deviation of every column, for explanations.
    `layout`: where the columns lie, and the names of the axes.
    """

    centre: Floats
    spread: Floats
    middle: Floats
    scale: Floats
    null: Floats
    median: Floats
    sigma: Floats
    approved: bool
    layout: Layout

    def strangeness(self, rows: Floats) -> Floats:
        """One number for each row: 0 as strange as the middle of the reference, higher is stranger."""
        return _combine(log_views(rows, self.centre, self.spread, self.layout), self.middle, self.scale)

    def tail(self, strangeness: Floats) -> Floats:
        """For each strangeness the share of on-voice texts that are at least as strange (a p-value).

        Against approved texts it is conformal, (1 + #{null >= s}) / (n + 1): its false-alarm rate holds
        whatever the distribution. A set that is its own reference holds what it is searched for, so there
        the tail is that of a normal curve through the middle and an upper quantile, widened by OWN_TAIL.
        """
        if self.approved:
            above = len(self.null) - np.searchsorted(self.null, strangeness, side="left")
            return (1 + above) / (len(self.null) + 1)
        middle, inner, upper = np.quantile(self.null, (0.5, INNER, UPPER))
        usual = max((inner - middle) / INNER_Z, USUAL)
        deviation = max(min((upper - middle) / UPPER_Z, usual), LEAST)
        z = (strangeness - middle) / (OWN_TAIL * deviation + 1e-9)
        return np.array([0.5 * math.erfc(value / math.sqrt(2)) for value in z])

    def deviations(self, rows: Floats) -> Floats:
        """Robust deviations of every column, for explanations: (x - median) / max(1.4826 MAD, 0.5 sd)."""
        return (rows - self.median) / self.sigma


def fit(rows: Floats, *, approved: bool, of: Layout | None = None) -> Reference:
    """The reference of a matrix of voice vectors, one text a row, with the layout `of` (built-in axes alone).

    `approved` texts are all taken as on voice. Otherwise the set is searched for its own strangest texts: the
    strangest tenth is left out of a first fit, then whatever lies beyond 3 robust deviations, until the
    same texts stay. The result depends on the order of the rows only through the folds: give them sorted
    by content key.
    """
    rows, of = np.asarray(rows, dtype=float), of or layout()
    kept = np.ones(len(rows), dtype=bool) if approved else _settled(rows, of)
    logs = _crossfit(rows, kept, of)
    middle, scale = _robust(logs[kept])
    centre, spread = _places(rows[kept])
    median, mad = _robust(rows[kept])
    return Reference(
        centre=centre,
        spread=spread,
        middle=middle,
        scale=scale,
        null=np.sort(_combine(logs[kept], middle, scale)),
        median=median,
        sigma=np.maximum(np.maximum(mad, 0.5 * rows[kept].std(0)), SPREAD_FLOOR),
        approved=approved,
        layout=of,
    )


def _settled(rows: Floats, of: Layout) -> NDArray[np.bool_]:
    """Which rows make up the common voice of a set."""
    strange = _strangeness_among(rows, np.ones(len(rows), dtype=bool), of)
    kept = strange <= np.quantile(strange, 1 - TRIMMED)
    for _ in range(PASSES):
        strange = _strangeness_among(rows, kept, of)
        middle, scale = _robust(strange[kept])
        limit = max(float(middle + BEYOND * scale), float(np.quantile(strange, FEWEST_KEPT)))
        now = strange <= limit
        if (now == kept).all():
            break
        kept = now
    return kept


def _strangeness_among(rows: Floats, kept: NDArray[np.bool_], of: Layout) -> Floats:
    logs = _crossfit(rows, kept, of)
    return _combine(logs, *_robust(logs[kept]))


def _robust(rows: Floats) -> tuple[Floats, Floats]:
    """Median and 1.4826 MAD of every column."""
    middle = np.median(rows, axis=0)
    return middle, 1.4826 * np.median(np.abs(rows - middle), axis=0) + 1e-6


def log_views(rows: Floats, centre: Floats, spread: Floats, of: Layout) -> Floats:
    """Log strangeness of each row in each view: an array (rows, views)."""
    squares = np.clip((rows - centre) / spread, -CLIP, CLIP) ** 2
    columns = [np.sqrt(squares[:, part].mean(1)) for part in of.views.values()]
    logs: Floats = np.log(np.maximum(np.stack(columns, axis=1), 1e-6))
    return logs


def _places(rows: Floats) -> tuple[Floats, Floats]:
    return rows.mean(0), np.maximum(rows.std(0), SPREAD_FLOOR)


def _combine(logs: Floats, middle: Floats, scale: Floats) -> Floats:
    views_z = np.clip((logs - middle) / scale, -5.0, 15.0)
    weights = np.where(np.arange(logs.shape[1]) == 0, HABITS, 1.0)
    combined: Floats = np.log(np.exp(views_z) @ (weights / weights.sum()))
    return combined


def _crossfit(rows: Floats, kept: NDArray[np.bool_], of: Layout) -> Floats:
    """Log strangeness of every row against the kept rows of the other folds.

    A row is never among those that it is compared with, so rows that are kept and rows that are left out
    are measured alike, however few there are.
    """
    fold = np.arange(len(rows)) % FOLDS
    logs = np.empty((len(rows), len(of.views)))
    for held in range(FOLDS):
        logs[fold == held] = log_views(rows[fold == held], *_places(rows[kept & (fold != held)]), of)
    return logs
