"""How far one voice lies from another, axis by axis and habit by habit, each with a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tunelint.profile.habits.features import features, position
from tunelint.profile.stray import QUIET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.profile.habits.features import Feature
    from tunelint.profile.house import House

MOVED, MOVED_HABIT = 0.3, 0.5
"""Least shift of an axis and of a habit, in spreads of the voices, that counts: a small effect is 0.2, a
middling one 0.5. A habit follows the topic more than an axis does, so it must move further."""
SURE, SURE_HABIT = 3.0, 4.0
"""Least shift in standard errors that counts; there are six times as many habits as axes."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How an axis or a habit moved from an old voice to a new one: in spreads, and in standard errors.

    `before` and `after`: the place on the axis, or how often the habit occurs. `words`: what the new voice is
    or does beside the old one. `shown`: the two numbers for a reader, empty for an axis.
    """

    kind: Literal["axis", "habit"]
    name: str
    words: str
    before: float
    after: float
    size: float
    errors: float
    shown: str = ""

    @property
    def moved(self) -> bool:
        """Whether the shift is both large enough to matter and surer than chance."""
        least, sure = (MOVED, SURE) if self.kind == "axis" else (MOVED_HABIT, SURE_HABIT)
        return abs(self.size) >= least and abs(self.errors) >= sure


def shifts(old: House, new: House) -> list[Shift]:
    """The shift of every axis that both voices know, then of the habits that a reader would notice.

    Axes and habits each come with the largest first. An own axis is known to both where its pairs are equal.
    """
    return [*_furthest(_axis_shifts(old, new)), *_furthest(_habit_shifts(old, new))]


def _furthest(found: Iterator[Shift]) -> list[Shift]:
    return sorted(found, key=lambda shift: -abs(shift.size))


def _axis_shifts(old: House, new: House) -> Iterator[Shift]:
    places = {axis: at for at, axis in enumerate(new.reference.layout.axes)}
    for at, axis in enumerate(old.reference.layout.axes):
        if axis in places:
            (before, spread), (after, other) = old.axis(at), new.axis(places[axis])
            size, errors = _sizes(old, new, (before, spread), (after, other))
            words = axis.high if size > 0 else axis.low
            yield Shift("axis", axis.name, words, before, after, size, errors)


def _habit_shifts(old: House, new: House) -> Iterator[Shift]:
    for name, at in position().items():
        if name in QUIET:
            continue
        feature = features()[at]
        size, errors = _sizes(old, new, old.scaled_habit(at), new.scaled_habit(at))
        before, after = old.habit(at)[0], new.habit(at)[0]
        words = _words(feature, more=size > 0)
        yield Shift("habit", name, words, before, after, size, errors, _shown(feature, before, after))


def _sizes(
    old: House, new: House, before: tuple[float, float], after: tuple[float, float]
) -> tuple[float, float]:
    """A shift of mean and spread, in spreads and in standard errors."""
    step = after[0] - before[0]
    size = step / math.sqrt((before[1] ** 2 + after[1] ** 2) / 2)
    return size, step / math.sqrt(before[1] ** 2 / old.texts + after[1] ** 2 / new.texts)


def _words(feature: Feature, *, more: bool) -> str:
    if feature.scale != "plain":
        return f"{'more' if more else 'fewer'} {feature.label}"
    words = feature.label if more else feature.less
    return words.removesuffix(" than usual").removesuffix(", unlike the rest")


def _shown(feature: Feature, before: float, after: float) -> str:
    """The two values of a habit for a reader."""
    if feature.name == "sentence_length":
        return f"{math.expm1(before):.0f} → {math.expm1(after):.0f} words a sentence"
    if feature.scale == "rate":
        return f"{before:.2f} → {after:.2f} in 100 words"
    if feature.scale == "share" or feature.name == "contraction_share":
        return f"{before:.0%} → {after:.0%}"
    return f"{before:.2f} → {after:.2f}"
