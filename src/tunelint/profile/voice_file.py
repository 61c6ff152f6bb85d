"""House voices as a file: small, readable, made for diffs in a pull request."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.model.axis import Axis
from tunelint.model.errors import Problem, UserError
from tunelint.model.habit import HABITS
from tunelint.profile.habits.features import features
from tunelint.profile.house import REST, House, Houses
from tunelint.profile.rate import Rate
from tunelint.profile.reference import Reference
from tunelint.profile.voice import VERSION, Layout, layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_COLUMNS = ("centre", "spread", "median", "sigma")
_VIEWS = ("middle", "scale")
_NULL = 2000
"""Most strangeness values that are stored: evenly spaced quantiles of more say the same."""
_RATE = ("shown", "chances", "texts", "mean", "spread", "errors")
_OWN = ("name", "high", "low", "unmarked", "digest")
_REST = "(rest)"
_LEARN = "learn it anew: tunelint voice learn APPROVED -o FILE"


def to_toml(houses: Houses, tool: str) -> str:
    """The text of a voice file; `tool` names the program and its version."""
    lines = [
        "# A house voice, learned by tunelint from approved examples. The tables are for reading;",
        "# [numbers] is what verdicts are taken from.",
        f'tool = "{tool}"',
        f"voice_version = {VERSION}",
        f"engine = {_quoted(houses.layout.engine)}",
    ]
    if REST in houses.voices:
        lines += _head(houses.voices[REST])
    if houses.few:
        few = ", ".join(f"{_quoted(name or _REST)} = {number}" for name, number in houses.few.items())
        lines.append(f"too_few = {{ {few} }}")
    for axis in houses.layout.axes:
        if axis.digest:
            values = (f"{key} = {_quoted(getattr(axis, key))}" for key in _OWN if getattr(axis, key))
            lines += ["", "[[own_axis]]", *values]
    for name, house in houses.voices.items():
        if name == REST:
            lines += _tables(house, "")
        else:
            table = f"segment.{_quoted(name)}"
            lines += ["", f"[{table}]", *_head(house), *_tables(house, f"{table}.")]
    return "\n".join([*lines, ""])


def read_houses(path: str) -> Houses:
    """The voices of a file; a user error if it is none, or of another version."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(Problem(path, f"this voice cannot be read: {error}", _LEARN)) from error
    if table.get("voice_version") != VERSION:
        found = table.get("voice_version", "none")
        raise UserError(
            Problem(path, f"voice version {found} does not fit this tunelint's {VERSION}", _LEARN)
        )
    of = _layout(path, table)
    few = {REST if name == _REST else str(name): int(n) for name, n in _table(table, "too_few").items()}
    parts = dict(_table(table, "segment"))
    if "numbers" in table or not parts:
        parts = {REST: table} | parts
    return Houses({name: _house(path, part, of) for name, part in parts.items()}, few)


def _head(house: House) -> list[str]:
    return [
        f"texts = {house.texts}",
        f"middle_words = {house.words:.0f}",
        f"exemplars = {json.dumps(house.exemplars)}",
    ]


def _tables(house: House, prefix: str) -> Iterator[str]:
    reference = house.reference
    yield from ("", f"[{prefix}axes]  # mean and spread; plain text lies near 0 with a spread near 1")
    for at, axis in enumerate(reference.layout.axes):
        yield f"{_quoted(axis.name)} = {_row(house.axis(at))}"
    yield from ("", f"[{prefix}habits]  # how often, and the 95 % interval")
    for at, feature in enumerate(features()):
        yield f"{feature.name} = {_row(house.habit(at))}"
    if house.rates:
        yield from ("", f"[{prefix}style]  # share and its 95 % interval, then what they are taken from")
    for habit, rate in zip(HABITS, house.rates, strict=False):
        yield f"{habit.name} = {_rate_row(rate)}"
    yield from ("", f"[{prefix}numbers]")
    for name in (*_COLUMNS, *_VIEWS):
        yield f"{name} = {_row(getattr(reference, name))}"
    yield f"null = {_row(_thinned(reference.null))}"


def _layout(path: str, table: dict[str, Any]) -> Layout:
    """The built-in axes with the own ones that a file lists."""
    named = {axis.name: axis for axis in layout().axes}
    for own in table.get("own_axis", ()):
        if not isinstance(own, dict) or not {"name", "high", "low", "digest"} <= own.keys():
            raise UserError(Problem(path, "an [[own_axis]] lacks its name, high, low or digest", _LEARN))
        axis = _own_axis(own)
        named[axis.name] = axis
    return Layout(tuple(named.values()), str(table.get("engine", "counted")))


def _own_axis(table: dict[str, Any]) -> Axis:
    name, high, low, unmarked, digest = (str(table.get(key, "")) for key in _OWN)
    return Axis(name, high, low, unmarked, digest)


def _house(path: str, table: Any, of: Layout) -> House:
    if not isinstance(table, dict):
        raise UserError(Problem(path, "a segment of this voice is no table", _LEARN))
    numbers = {name: _numbers(path, table, name) for name in (*_COLUMNS, *_VIEWS, "null")}
    lengths = dict.fromkeys(_COLUMNS, of.width) | dict.fromkeys(_VIEWS, len(of.views))
    for name, length in lengths.items():
        if len(numbers[name]) != length:
            raise UserError(Problem(path, f"“{name}” has {len(numbers[name])} numbers, not {length}", _LEARN))
    reference = Reference(**numbers, approved=True, layout=of)
    exemplars = tuple(map(str, table.get("exemplars", ())))
    words = float(table.get("middle_words", 0))
    return House(reference, int(table.get("texts", 0)), words, exemplars, _rates(path, table))


def _rate_row(rate: Rate) -> str:
    low, high = rate.interval()
    told = f"share = {rate.share:.3f}, low = {low:.3f}, high = {high:.3f}"
    return f"{{ {told}, {', '.join(f'{key} = {getattr(rate, key):.10g}' for key in _RATE)} }}"


def _rates(path: str, table: dict[str, Any]) -> tuple[Rate, ...]:
    """The rates of a voice file, in the order of `HABITS`; those that it does not know have no chances."""
    rows = _table(table, "style")
    empty = dict.fromkeys(_RATE, 0)
    found = []
    for habit in HABITS if rows else ():
        row = rows.get(habit.name, empty)
        numbers: list[Any] = [row.get(key) if isinstance(row, dict) else None for key in _RATE]
        if not all(isinstance(number, int | float) and number >= 0 for number in numbers):
            raise UserError(Problem(path, f"“{habit.name}” in [style] lacks numbers", _LEARN))
        found.append(Rate(*numbers))
    return tuple(found)


def _numbers(path: str, table: dict[str, Any], name: str) -> NDArray[np.float64]:
    found = _table(table, "numbers").get(name)
    if not isinstance(found, list) or not found or not all(isinstance(x, int | float) for x in found):
        raise UserError(Problem(path, f"“{name}” in [numbers] is missing or no list of numbers", _LEARN))
    return np.array(found, dtype=float)


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    found = table.get(name, {})
    return found if isinstance(found, dict) else {}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _row(values: Any) -> str:
    return "[" + ", ".join(f"{float(value):.4g}" for value in values) + "]"


def _thinned(null: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(null) <= _NULL:
        return null
    return np.quantile(null, np.linspace(0, 1, _NULL))
