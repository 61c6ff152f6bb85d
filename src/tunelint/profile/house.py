"""A learned voice: its place on every axis, its counted habits, and what verdicts are taken from."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.habits.features import features
from tunelint.profile.reference import FEWEST, Reference, fit
from tunelint.profile.voice import WORDS, raw_habit, views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.profile.rate import Rate
    from tunelint.profile.voice import Layout

EXEMPLARS = 5
REST = ""
"""The name of what belongs to no segment."""


@dataclass(frozen=True, slots=True)
class House:
    """A learned voice: its reference, the number of texts and their middle length in words, and exemplars.

    `exemplars` are the content keys of the most typical texts, so that no text enters the file. `rates` are
    those of `HABITS`; a file that was written before they were counted has none.
    """

    reference: Reference
    texts: int
    words: float
    exemplars: tuple[str, ...]
    rates: tuple[Rate, ...] = ()

    def axis(self, at: int) -> tuple[float, float]:
        """Mean and spread of the house on one axis; neutral text has mean near 0 and spread near 1."""
        place = self.reference.layout.views["axes"].start + at
        return float(self.reference.centre[place]), float(self.reference.spread[place])

    def habit(self, at: int) -> tuple[float, float, float]:
        """How often a habit occurs (per 100 words, or as the scaled number) with its 95 % interval."""
        centre, spread = self.scaled_habit(at)
        error = 1.96 * spread / math.sqrt(self.texts)
        found = [raw_habit(at, value) for value in (centre, centre - error, centre + error)]
        if features()[at].scale == "rate":
            found = [max(value, 0.0) ** 2 for value in found]
        return found[0], found[1], found[2]

    def scaled_habit(self, at: int) -> tuple[float, float]:
        """Mean and spread of a habit in standard deviations of neutral text."""
        place = views()["habits"].start + at
        return float(self.reference.centre[place]), float(self.reference.spread[place])


@dataclass(frozen=True, slots=True)
class Houses:
    """The voices of some approved texts, by segment; what belongs to none is under REST.

    `few`: the number of texts of each segment that holds too few to tell a voice.
    """

    voices: Mapping[str, House]
    few: Mapping[str, int] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """What the voice vectors hold."""
        return next(iter(self.voices.values())).reference.layout


def learn_houses(texts: Mapping[str, Sequence[tuple[str, NDArray[np.float32]]]], of: Layout) -> Houses:
    """The voice of each segment from the content keys and voice vectors of its texts, sorted by key."""
    voices = {name: learn_house(rows, of) for name, rows in texts.items() if len(rows) >= FEWEST}
    return Houses(voices, {name: len(rows) for name, rows in texts.items() if name not in voices})


def learn_house(texts: Sequence[tuple[str, NDArray[np.float32]]], of: Layout) -> House:
    """The voice of approved texts, from their content keys and voice vectors, sorted by key."""
    rows = np.array([row for _, row in texts], dtype=float)
    reference = fit(rows, approved=True, of=of)
    typical = np.argsort(reference.strangeness(rows), kind="stable")[:EXEMPLARS]
    exemplars = tuple(texts[at][0].partition("/")[0] for at in typical)
    return House(reference, len(rows), float(np.median(rows[:, WORDS])), exemplars)
