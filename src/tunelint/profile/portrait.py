"""A house voice in words, and a chart of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tunelint.profile.habits.features import position

if TYPE_CHECKING:
    from tunelint.model.axis import Axis
    from tunelint.profile.house import House


def traits(house: House) -> list[str]:
    """What a reader notices: the axes on which the house lies well off plain prose, furthest first."""
    places = [(house.axis(at)[0], axis) for at, axis in enumerate(house.reference.layout.axes)]
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
