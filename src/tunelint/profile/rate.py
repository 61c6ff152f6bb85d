"""How often a house shows a habit, and how strange a text's own count is beside that.

A text with n chances that shows the habit k times is modelled as beta-binomial: texts of one house differ in
their rates, with mean m and intraclass correlation r (the beta has a = m (1 - r) / r and
b = (1 - m) (1 - r) / r). Both are fitted by maximum likelihood (r with a weak prior) on the texts that are
not strange themselves, as a truncated sample, so that leaving them out does not make the house look more
even than it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST = 60
"""Chances of one text that are counted: more are scaled down to it, since they hardly tell more."""
_TRIM = 0.01
"""Texts in either tail beyond this share are left out of the fit."""
_STRANGEST = 0.1
"""Where more than this share of the texts would be left out, none is: that many are part of the house."""
_ROUNDS = 3
_EVENEST, _UNEVENEST = 0.02, 0.8
"""Bounds of r: no house is as even as a coin."""
_USUAL = 0.1
"""Where data says nothing of r, it is taken to lie here, give or take a factor of e."""

Counts = Mapping[tuple[int, int], int]
"""Number of texts by pairs of times shown and chances."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of one habit in a house.

    `shown` of `chances` in `texts` texts that had any; `mean` and `spread` are m and r of the model.
    `errors`: standard errors of the plain share, with texts as the units that vary.
    As a string it is the share with its 95 % interval: `84% (82% to 86%)`.
    """

    shown: int
    chances: int
    texts: int
    mean: float
    spread: float
    errors: float

    @property
    def share(self) -> float:
        """The plain share of chances that were taken."""
        return self.shown / self.chances if self.chances else 0.0

    def interval(self, errors: float = 1.96) -> tuple[float, float]:
        """The interval of the share, 95 % unless told: Wilson's, for the chances that the texts are worth."""
        if not self.texts:
            return 0.0, 1.0
        plain = self.share * (1 - self.share)
        worth = min(plain / self.errors**2, self.chances) if self.errors and plain else float(self.texts)
        return wilson(self.share, worth, errors)

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{_percent(self.share)} ({_percent(low)} to {_percent(high)})"

    def tails(self, shown: int, chances: int) -> tuple[float, float]:
        """Probabilities of at most, and of at least, that many times shown in a text of the house."""
        shown, chances = _capped(shown, chances)
        most, least = _tails(self.mean, self.spread)
        return float(most[chances, shown]), float(least[chances, shown])


def wilson(share: float, chances: float, errors: float) -> tuple[float, float]:
    """The interval of so many standard errors around a share of independent chances (Wilson 1927)."""
    square = errors**2 / chances
    centre = (share + square / 2) / (1 + square)
    spread = share * (1 - share) / chances + square / (4 * chances)
    half = errors / (1 + square) * math.sqrt(spread)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def fit(counts: Counts) -> Rate:
    """The rate of a house from the counts of its texts; texts without chances say nothing."""
    table = np.zeros((MOST + 1, MOST + 1))
    shown = chances = texts = 0
    square = 0.0
    for (hits, tries), number in counts.items():
        if tries:
            table[_capped(hits, tries)[::-1]] += number
            shown, chances, texts = shown + hits * number, chances + tries * number, texts + number
    if not chances:
        return Rate(0, 0, 0, 0.5, _UNEVENEST, 0.0)
    share = shown / chances
    square = sum(n * (hits - share * tries) ** 2 for (hits, tries), n in counts.items())
    mean, spread = _fit_model(table, texts, share)
    return Rate(shown, chances, texts, mean, spread, math.sqrt(square) / chances)


def _percent(value: float) -> str:
    return f"{value:.0%}" if value >= 0.095 or not value else f"{value:.1%}"


def _capped(shown: int, chances: int) -> tuple[int, int]:
    return (shown, chances) if chances <= MOST else (round(shown * MOST / chances), MOST)


def _fit_model(table: Floats, texts: int, share: float) -> tuple[float, float]:
    """Mean and spread of the model for a table of texts by chances (rows) and times shown (columns).

    The search starts from the middle of the texts, and from the plain share where that middle is all or none:
    a habit of one text in twelve is rare, but it is the house's.
    """
    least = 0.5 / (texts + 1)
    middle = _middle(table)
    start = middle if 0 < middle < 1 else share
    mean, spread = min(max(start, least), 1 - least), _USUAL
    for _ in range(_ROUNDS):
        kept = _kept(mean, spread)
        if table[~kept].sum() > _STRANGEST * texts:
            kept = np.tri(MOST + 1, dtype=bool)
        mean, spread = _climb(np.where(kept, table, 0.0), kept, mean, spread, least)
    return mean, spread


def _middle(table: Floats) -> float:
    """The share of chances taken in the middle four fifths of the texts, by their own shares."""
    chances, shown = np.nonzero(table)
    order = np.argsort(shown / chances, kind="stable")
    texts = table[chances, shown][order]
    before = np.cumsum(texts) - texts
    low, high = 0.1 * texts.sum(), 0.9 * texts.sum()
    inside = np.clip(np.minimum(before + texts, high) - np.maximum(before, low), 0, None)
    return float((inside * shown[order]).sum() / (inside * chances[order]).sum())


def _kept(mean: float, spread: float) -> NDArray[np.bool_]:
    """Which counts lie in neither tail."""
    chance = np.exp(_log_chances(mean, spread))
    below = np.cumsum(chance, axis=1)
    above = 1 - below + chance
    kept: NDArray[np.bool_] = np.tri(MOST + 1, dtype=bool) & (below > _TRIM) & (above > _TRIM)
    return kept


def _climb(
    table: Floats, kept: NDArray[np.bool_], mean: float, spread: float, least: float
) -> tuple[float, float]:
    """The mean and spread of greatest likelihood, by steps along either that are halved when none helps."""
    rows = table.sum(axis=1)
    used = rows > 0

    def likelihood(place: tuple[float, float]) -> float:
        logs = _log_chances(_expit(place[0]), math.exp(place[1]))
        inside = np.where(kept, np.exp(logs), 0.0).sum(axis=1)
        if (inside[used] <= 0).any():
            return -math.inf
        told = (table[used] * np.where(kept, logs, 0.0)[used]).sum() - (
            rows[used] * np.log(inside[used])
        ).sum()
        return float(told) - (place[1] - math.log(_USUAL)) ** 2 / 2

    bounds = (
        (math.log(least / (1 - least)), math.log((1 - least) / least)),
        (math.log(_EVENEST), math.log(_UNEVENEST)),
    )
    place = (math.log(mean / (1 - mean)), math.log(spread))
    best, step = likelihood(place), 0.8
    while step > 0.02:
        tries = [
            (
                min(max(place[0] + move, bounds[0][0]), bounds[0][1]),
                min(max(place[1] + turn, bounds[1][0]), bounds[1][1]),
            )
            for move, turn in ((step, 0), (-step, 0), (0, step), (0, -step))
        ]
        value, chosen = max((likelihood(tried), tried) for tried in tries)
        if value > best + 1e-9:
            best, place = value, chosen
        else:
            step /= 2
    return _expit(place[0]), math.exp(place[1])


def _expit(value: float) -> float:
    return 1 / (1 + math.exp(-value))


@cache
def _log_ways() -> Floats:
    """Logarithms of the ways to choose k of n, by n and k; minus infinity where k > n."""
    return np.array(
        [
            [math.log(math.comb(n, k)) if k <= n else -math.inf for k in range(MOST + 1)]
            for n in range(MOST + 1)
        ]
    )


@lru_cache(64)
def _tails(mean: float, spread: float) -> tuple[Floats, Floats]:
    """Probabilities of at most, and of at least, k of n, by n and k."""
    chance = np.exp(_log_chances(mean, spread))
    most, least = chance.cumsum(axis=1), chance[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.minimum(most, 1.0), np.minimum(least, 1.0)


def _log_chances(mean: float, spread: float) -> Floats:
    """Logarithms of the beta-binomial probabilities of k of n, by n and k."""
    total = (1 - spread) / spread
    first, second, both = (
        np.concatenate([[0.0], np.cumsum(np.log(value + np.arange(MOST)))])
        for value in (mean * total, (1 - mean) * total, total)
    )
    number = np.arange(MOST + 1)
    rest = np.abs(number[:, None] - number[None, :])
    logs: Floats = _log_ways() + first[None, :] + second[rest] - both[:, None]
    return logs
