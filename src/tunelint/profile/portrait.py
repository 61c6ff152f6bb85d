"""A house voice in words, and a chart of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tunelint.model.habit import HABITS
from tunelint.profile.evidence import borne_out
from tunelint.profile.habits.features import position

if TYPE_CHECKING:
    from tunelint.model.axis import Axis
    from tunelint.profile.house import House


def traits(house: House) -> list[str]:
    """What a reader notices: the axes on which the house lies well off plain prose, furthest first.

    Only those are told that its habits bear out: brevity alone is no baby talk.
    """
    of = house.reference.layout
    places = np.array([house.axis(at)[0] for at in range(len(of.axes))])
    habits = house.reference.centre[of.views["habits"]]
    borne = borne_out(habits, places, of.axes)
    told = [
        (place, axis)
        for place, axis, shown in zip(places, of.axes, borne, strict=True)
        if _tells(place, axis) and shown >= _BORNE
    ]
    told.sort(key=lambda item: -abs(item[0]))
    return [axis.high if place > 0 else axis.low for place, axis in told]


def sayings(house: House) -> list[str]:
    """Counted habits that a brand lead can sign, as sentences: those of `HABITS` where the house has them."""
    words = math.expm1(house.habit(position()["sentence_length"])[0])
    said = [f"writes sentences of about {words:.0f} words"]
    if house.rates:
        rates = {habit.name: rate for habit, rate in zip(HABITS, house.rates, strict=False)}
        contracted = rates["contractions"]
        if contracted.chances:
            said.insert(0, f"contracts {contracted.share:.0%} of the time")
        for name, does in _SAYINGS:
            rate = rates[name]
            seldom = f"{'hardly ever' if rate.shown else 'never'} {'shouts' if name == 'capitals' else does}"
            said.append(seldom if rate.share < _SELDOM else f"{does} in {rate.share:.0%} of its sentences")
    sworn = house.habit(position()["swearing"])[0]
    return [*said, "never swears" if sworn < _NEVER else "swears"]


_BORNE = 0.5
_SELDOM, _NEVER = 0.02, 0.002
_SAYINGS = (
    ("exclamation-marks", "uses exclamation marks"),
    ("emoji", "uses emoji"),
    ("capitals", "puts words in capitals"),
    ("second-person", "says “you”"),
    ("first-person-plural", "says “we”"),
    ("hedges", "hedges"),
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
