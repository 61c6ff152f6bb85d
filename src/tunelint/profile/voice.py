"""The layout of a voice vector, and what a house voice looks like in it.

A voice vector is one float32 row: the number of words, the share of function words, then five views of the
text: counted habits, named axes of tone, the same axes corrected for length, the same axes told apart from
each other, and the contrastive head.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tunelint.model.axis import Axis
from tunelint.profile.habits.features import features

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from tunelint.model.axis import OwnAxis

VERSION = 5
"""Raised whenever the weights or the counting change: vectors of two versions do not compare."""
HEAD_WIDTH = 64
WORDS, FUNCTION_SHARE = 0, 1
"""Places of the two numbers that stand before the views."""
MIN_WORDS, MIN_ENGLISH = 15, 0.03
"""Words, and share of English function words, below which a text has no voice to speak of."""


_BY_END = ("marked", "unmarked_share")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each number of a voice vector lies, and the names of its axes: a team's own come last."""

    axes: tuple[Axis, ...]
    engine: str = "counted"
    """What the axes were read with (see `tunelint.measure.voice`): vectors of two engines do not compare."""

    @property
    def views(self) -> dict[str, slice]:
        """Where each view lies: habits, axes, axes for length, axes apart, head."""
        return _views(len(self.axes))

    @property
    def width(self) -> int:
        """Numbers in a voice vector."""
        return int(self.views["head"].stop)


@cache
def layout(own: tuple[OwnAxis, ...] = (), engine: str = "counted") -> Layout:
    """The layout with a team's own axes; one that is named like a built-in one stands in its place."""
    named = {axis.name: axis for axis in axes()}
    return Layout(tuple((named | {item.axis.name: item.axis for item in own}).values()), engine)


@cache
def axes() -> tuple[Axis, ...]:
    """The built-in axes, in the order of the vector."""
    text = files(__package__).joinpath("axes.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)["axis"]
    return tuple(
        Axis(**table | {"shows": tuple(table["shows"].items())} | {key: tuple(table[key]) for key in _BY_END})
        for table in tables
    )


def views() -> dict[str, slice]:
    """Where each view lies in a voice vector of the built-in axes."""
    return layout().views


def width() -> int:
    """Numbers in a voice vector of the built-in axes."""
    return layout().width


@cache
def _views(number_of_axes: int) -> dict[str, slice]:
    found, start = {}, 2
    for name, width in (
        ("habits", len(features())),
        ("axes", number_of_axes),
        ("axes for length", number_of_axes),
        ("axes apart", number_of_axes),
        ("head", HEAD_WIDTH),
    ):
        found[name] = slice(start, start + width)
        start += width
    return found


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


def task_words(asked: Iterable[str], total: int) -> set[str]:
    """The words that ask for a tone in more than half of `total` prompts.

    What most prompts ask alike ("Rewrite this: …") is what the set is for, and tells no row from the rest.
    """
    return {words for words, number in Counter(asked).items() if number > total / 2}


def unfit(values: NDArray[np.float32] | None, language: str, min_words: int, min_english: float) -> str:
    """Why the voice of a text cannot be judged, from its voice vector and its language; "" where it can.

    A text without a vector holds no words.

    `language` is an ISO 639-1 code, empty where the text is too short or too bare to tell. Habits and axes
    are counted in English words, so a number for another language would be no voice.
    """
    if values is None or values[WORDS] < min_words:
        return f"fewer than {min_words} words of prose (code, tables and data are left out)"
    if language not in ("en", ""):
        return f"the language “{language}” is not supported: tone is judged in English alone"
    if not language or values[FUNCTION_SHARE] < min_english:
        return "too little running English to tell a tone"
    return ""
