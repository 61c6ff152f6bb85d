"""The table `[voice]` of the configuration: a stored voice, own axes, and segments with their own voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tunelint.model.axis import Axis, OwnAxis, read_own_axis
from tunelint.model.errors import Problem, UserError
from tunelint.model.options import build
from tunelint.run.parts import belongs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tunelint.model.row import Row

    Where = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class AxisTable:
    """One `[[voice.axis]]`: its name, the TOML file of its pairs, and how its ends are called.

    Names that are left out are taken from the file, and else are "more NAME" and "less NAME".
    """

    name: str
    pairs: str
    high: str = ""
    low: str = ""
    unmarked: Literal["", "low"] = ""

    def read(self) -> OwnAxis:
        """The axis with its pairs; a user error where the file is no good."""
        return read_own_axis(self.pairs, self.pairs, Axis(self.name, self.high, self.low, self.unmarked))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the data with its own voice: rows of `files` (globs) whose fields are as `where` says."""

    where: dict[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """The name, or the values by which its rows are known."""
        values = [value for found in self.where.values() for value in _listed(found)]
        return self.name or ", ".join(map(str, values or self.files))

    def matches(self, row: Row) -> bool:
        """Whether the row belongs to it."""
        return belongs(row, self.files, self.where)


@dataclass(frozen=True, slots=True)
class VoiceTable:
    """The table as it is written: the file of a stored voice, `[[voice.axis]]` and `[[voice.segment]]`.

    `engine`: what tone is read with: `counted` habits alone, or the `first-layer` of a transformer beside
    them. It is never chosen by what is installed, so that a verdict does not hang on the machine.
    """

    file: str = ""
    engine: Literal["counted", "first-layer"] = "counted"
    axis: tuple[dict[str, Any], ...] = ()
    segment: tuple[dict[str, Any], ...] = ()

    def own_axes(self) -> tuple[OwnAxis, ...]:
        """The axes with their pairs; a user error where a file is no good."""
        made = (build(AxisTable, table, str, "an axis")[0] for table in self.axis)
        return tuple(item.read() for item in made if item is not None)

    def segments(self) -> tuple[Segment, ...]:
        """The segments that are complete."""
        made = (build(Segment, table, str, "a segment")[0] for table in self.segment)
        return tuple(item for item in made if item is not None)


def segment_of(row: Row, segments: Sequence[Segment]) -> int:
    """The number of the first segment that a row belongs to, -1 for none."""
    return next((number for number, segment in enumerate(segments) if segment.matches(row)), -1)


def absolute(voice: str | dict[str, Any], folder: Path) -> dict[str, Any]:
    """The value of the key `voice` as a table with absolute paths; text alone is the file."""
    table: dict[str, Any] = {"file": voice} if isinstance(voice, str) else dict(voice)
    if isinstance(table.get("file"), str) and table["file"]:
        table["file"] = str(folder / table["file"])
    if isinstance(table.get("axis"), list):
        table["axis"] = [_absolute_pairs(item, folder) for item in table["axis"]]
    return table


def voice_mistakes(voice: str | dict[str, Any], where: Where, folder: Path) -> list[Problem]:
    """What is wrong in the value of the key `voice`, whose paths start from `folder`."""
    table, problems = build(
        VoiceTable, absolute(voice, folder), lambda key: where(f"voice\0{key}"), "“voice”"
    )
    if table.file and not Path(table.file).is_file():
        shown = voice if isinstance(voice, str) else voice.get("file", "")
        problems.append(Problem(where("voice"), f"no such file: {shown}", f"paths start from {folder}"))
    problems += _axis_mistakes(table, where)
    problems += _segment_mistakes(table, where)
    return problems


def _axis_mistakes(table: VoiceTable, where: Where) -> Iterator[Problem]:
    names = []
    for item in table.axis:
        made, faults = build(AxisTable, item, lambda key: where(f"voice\0axis\0{key}"), "an axis")
        yield from faults
        if made is None:
            continue
        names.append(made.name)
        if not Path(made.pairs).is_file():
            yield Problem(where("voice\0axis\0pairs"), f"no such file: {made.pairs}")
            continue
        try:
            made.read()
        except UserError as error:
            yield from error.problems
    yield from _twice(names, "axis", where)


def _segment_mistakes(table: VoiceTable, where: Where) -> Iterator[Problem]:
    names = []
    for item in table.segment:
        made, faults = build(Segment, item, lambda key: where(f"voice\0segment\0{key}"), "a segment")
        yield from faults
        if made.where or made.files:
            names.append(made.title)
        elif not faults:
            hint = 'where = { channel = "legal" } or files = ["legal/*"]'
            yield Problem(where("voice\0segment"), "a segment needs “where” or “files”", hint)
    yield from _twice(names, "segment", where)


def _twice(names: Sequence[str], what: str, where: Where) -> Iterator[Problem]:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Problem(where(f"voice\0{what}"), f"two of the name “{name}” in [[voice.{what}]]", "rename one")


def _absolute_pairs(item: Any, folder: Path) -> Any:
    if isinstance(item, dict) and isinstance(item.get("pairs"), str):
        return {**item, "pairs": str(folder / item["pairs"])}
    return item


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
