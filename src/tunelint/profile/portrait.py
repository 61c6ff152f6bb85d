"""A house voice in words, and how far one voice lies from another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.profile.habits.features import position
from tunelint.profile.voice import Axis, axes

if TYPE_CHECKING:
    from tunelint.profile.house import House

MOVED = 0.3
"""Least shift of an axis, in spreads of the old voice, that counts: a small effect is 0.2, a middling 0.5."""
SURE = 3.0
"""Least shift in standard errors that counts."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How one axis moved from an old voice to a new one: in spreads, and in standard errors."""

    axis: str
    words: str
    size: float
    errors: float

    @property
    def moved(self) -> bool:
        """Whether the shift is both large enough to matter and surer than chance."""
        return abs(self.size) >= MOVED and abs(self.errors) >= SURE


def shifts(old: House, new: House) -> list[Shift]:
    """The shift of every axis, the largest first."""
    found = []
    for at, axis in enumerate(axes()):
        (before, spread), (after, other) = old.axis(at), new.axis(at)
        size = (after - before) / math.sqrt((spread**2 + other**2) / 2)
        errors = (after - before) / math.sqrt(spread**2 / old.texts + other**2 / new.texts)
        found.append(Shift(axis.name, axis.high if size > 0 else axis.low, size, errors))
    return sorted(found, key=lambda shift: -abs(shift.size))


def traits(house: House) -> list[str]:
    """What a reader notices: the axes on which the house lies well off plain prose, furthest first."""
    places = [(house.axis(at)[0], axis) for at, axis in enumerate(axes())]
    told = [(place, axis) for place, axis in places if _tells(place, axis)]
    told.sort(key=lambda item: -abs(item[0]))
    return [axis.high if place > 0 else axis.low for place, axis in told]


def sayings(house: House) -> list[str]:
    """Counted habits that a brand lead can sign, as sentences."""
    place = position()
    contracted = house.habit(place["contraction_share"])[0]
    words = math.expm1(house.habit(place["sentence_length"])[0])
    said = [f"contracts {contracted:.0%} of the time", f"writes sentences of about {words:.0f} words"]
    for name, always, never in _SAYINGS:
        rate = house.habit(place[name])[0]
        said.append(never if rate < 0.02 else f"{always} {rate:.1f} times in 100 words")
    return said


_SAYINGS = (
    ("exclamation", "uses exclamation marks", "hardly ever uses exclamation marks"),
    ("emoji", "uses emoji", "hardly ever uses emoji"),
    ("shouted", "puts words in capitals", "never shouts"),
    ("you", "says “you”", "hardly ever says “you”"),
    ("we", "says “we”", "hardly ever says “we”"),
    ("hedge", "hedges", "hardly ever hedges"),
    ("swearing", "swears", "never swears"),
)


def bar(place: float, spread: float, width: int = 41) -> str:
    """A chart of one axis from -4 to 4: dashes for the spread, a dot for the mean, a bar at plain prose."""
    marks = [" "] * width

    def cell(value: float) -> int:
        return round((min(max(value, -4.0), 4.0) + 4) / 8 * (width - 1))

    for at in range(cell(place - spread), cell(place + spread) + 1):
        marks[at] = "─"
    marks[width // 2] = "│"
    marks[cell(place)] = "●"
    return "".join(marks)


def _tells(place: float, axis: Axis) -> bool:
    return place >= 1 if axis.unmarked == "low" else abs(place) >= 0.5
