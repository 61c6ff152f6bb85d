"""The layout of a voice vector, and what a house voice looks like in it.

A voice vector is one float32 row: the number of words, the share of function words, then four views of the
text: counted habits, named axes of tone, the same axes corrected for length, and the contrastive head.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tunelint.profile.habits.features import features

VERSION = 3
"""Raised whenever the weights or the counting change: vectors of two versions do not compare."""
HEAD_WIDTH = 64
WORDS, FUNCTION_SHARE = 0, 1
"""Places of the two numbers that stand before the views."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A named axis of tone and how its two ends are called ("more formal", "more casual")."""

    name: str
    high: str
    low: str
    unmarked: str = ""
    """`low` where most text lies at the low end, so that lying there says little."""


@cache
def axes() -> tuple[Axis, ...]:
    """The built-in axes, in the order of the vector."""
    text = files(__package__).joinpath("axes.toml").read_text(encoding="utf-8")
    return tuple(Axis(**table) for table in tomllib.loads(text)["axis"])


@cache
def views() -> dict[str, slice]:
    """Where each view lies in a voice vector: habits, axes, axes for length, head."""
    found, start = {}, 2
    for name, width in (
        ("habits", len(features())),
        ("axes", len(axes())),
        ("axes for length", len(axes())),
        ("head", HEAD_WIDTH),
    ):
        found[name] = slice(start, start + width)
        start += width
    return found


@cache
def width() -> int:
    """Numbers in a voice vector."""
    return int(views()["head"].stop)


@cache
def neutral_habits() -> tuple[tuple[float, float], ...]:
    """Mean and deviation of every scaled habit in neutral text, by which vectors are standardised."""
    text = files(__package__).joinpath("habits", "neutral.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple((table[feature.name][0], table[feature.name][1]) for feature in features())


def raw_habit(place: int, standard: float) -> float:
    """The scaled count that a standardised habit stands for (see `tunelint.profile.habits.features`)."""
    mean, sd = neutral_habits()[place]
    return mean + sd * standard
