"""A house voice as a file: small, readable, made for diffs in a pull request."""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.model.errors import Problem, UserError
from tunelint.profile.habits.features import features
from tunelint.profile.reference import Reference
from tunelint.profile.voice import VERSION, axes, raw_habit, views, width

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLUMNS = ("centre", "spread", "median", "sigma")
_VIEWS = ("middle", "scale")
_NULL = 400
"""Most strangeness values that are stored: evenly spaced quantiles of more would say the same."""


@dataclass(frozen=True, slots=True)
class House:
    """A learned voice: its reference, the number of texts and their middle length in words, and exemplars.

    `exemplars` are the content keys of the most typical texts, so that no text enters the file.
    """

    reference: Reference
    texts: int
    words: float
    exemplars: tuple[str, ...]

    def axis(self, at: int) -> tuple[float, float]:
        """Mean and spread of the house on one axis; neutral text has mean near 0 and spread near 1."""
        place = views()["axes"].start + at
        return float(self.reference.centre[place]), float(self.reference.spread[place])

    def habit(self, at: int) -> tuple[float, float, float]:
        """How often a habit occurs (per 100 words, or as the scaled number) with its 95 % interval."""
        place = views()["habits"].start + at
        centre, error = (
            self.reference.centre[place],
            1.96 * self.reference.spread[place] / math.sqrt(self.texts),
        )
        found = [raw_habit(at, float(value)) for value in (centre, centre - error, centre + error)]
        if features()[at].scale == "rate":
            found = [max(value, 0.0) ** 2 for value in found]
        return found[0], found[1], found[2]


def to_toml(house: House, tool: str) -> str:
    """The text of a voice file; `tool` names the program and its version."""
    lines = [
        "# A house voice, learned by tunelint from approved examples. The tables are for reading;",
        "# [numbers] is what verdicts are taken from.",
        f'tool = "{tool}"',
        f"voice_version = {VERSION}",
        f"texts = {house.texts}",
        f"middle_words = {house.words:.0f}",
        f"exemplars = {json.dumps(house.exemplars)}",
        "",
        "[axes]  # mean and spread; plain text lies near 0 with a spread near 1",
    ]
    lines += [f"{axis.name} = {_row(house.axis(at))}" for at, axis in enumerate(axes())]
    lines += ["", "[habits]  # how often, and the 95 % interval"]
    lines += [f"{feature.name} = {_row(house.habit(at))}" for at, feature in enumerate(features())]
    lines += ["", "[numbers]"]
    lines += [f"{name} = {_row(getattr(house.reference, name))}" for name in (*_COLUMNS, *_VIEWS)]
    return "\n".join([*lines, f"null = {_row(_thinned(house.reference.null))}", ""])


def read_house(path: str) -> House:
    """The voice of a file; a user error if it is none, or of another version."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(Problem(path, f"this voice cannot be read: {error}", _LEARN)) from error
    if table.get("voice_version") != VERSION:
        found = table.get("voice_version", "none")
        raise UserError(
            Problem(path, f"voice version {found} does not fit this tunelint's {VERSION}", _LEARN)
        )
    numbers = {name: _numbers(path, table, name) for name in (*_COLUMNS, *_VIEWS, "null")}
    lengths = dict.fromkeys(_COLUMNS, width()) | dict.fromkeys(_VIEWS, len(views()))
    for name, length in lengths.items():
        if len(numbers[name]) != length:
            raise UserError(Problem(path, f"“{name}” has {len(numbers[name])} numbers, not {length}", _LEARN))
    reference = Reference(**numbers, approved=True)
    exemplars = tuple(map(str, table.get("exemplars", ())))
    return House(reference, int(table.get("texts", 0)), float(table.get("middle_words", 0)), exemplars)


_LEARN = "learn it anew: tunelint voice learn APPROVED -o FILE"


def _numbers(path: str, table: dict[str, Any], name: str) -> NDArray[np.float64]:
    found = table.get("numbers", {}).get(name)
    if not isinstance(found, list) or not found or not all(isinstance(x, int | float) for x in found):
        raise UserError(Problem(path, f"“{name}” in [numbers] is missing or no list of numbers", _LEARN))
    return np.array(found, dtype=float)


def _row(values: Any) -> str:
    return "[" + ", ".join(f"{float(value):.4g}" for value in values) + "]"


def _thinned(null: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(null) <= _NULL:
        return null
    return np.quantile(null, np.linspace(0, 1, _NULL))
