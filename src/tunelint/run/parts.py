"""Parts of the data that the configuration treats apart: overrides and slices."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.model.address import is_address

if TYPE_CHECKING:
    from tunelint.model.row import Row


@dataclass(frozen=True, slots=True)
class Override:
    """Other settings for some rows: those of `files` (globs) whose fields are as `where` says.

    `ignore` leaves rules out, `rules` changes keys of rules, as the config's own tables of that name.
    """

    files: tuple[str, ...] = ()
    where: dict[str, Any] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    rules: dict[str, Any] = field(default_factory=dict)

    def matches(self, row: Row) -> bool:
        """Whether the row is meant: one of the globs fits its file, and all fields are equal."""
        return belongs(row, self.files, self.where)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the data with a gate of its own: rows of `files` (globs) whose fields are as `where` says.

    `budget` is as the config's own table, but holds only what it names; `minimum` as the config's own.
    """

    name: str
    files: tuple[str, ...] = ()
    where: dict[str, Any] = field(default_factory=dict)
    budget: dict[str, Any] = field(default_factory=dict)
    minimum: dict[str, Any] = field(default_factory=dict)

    def matches(self, row: Row) -> bool:
        """Whether the row belongs to it."""
        return belongs(row, self.files, self.where)


def belongs(row: Row, files: tuple[str, ...], where: dict[str, Any]) -> bool:
    """Whether one of the globs fits the row's file, and all fields are equal."""
    return fits(row.ref.file, files) and has_fields(row.value, where)


def fits(file: str, globs: tuple[str, ...]) -> bool:
    """Whether one of the globs fits the file, from its start or from any of its folders; none fits all."""
    path = file if is_address(file) else Path(file).as_posix()
    return not globs or any(fnmatch(path, glob) or fnmatch(path, f"*/{glob}") for glob in globs)


def has_fields(value: Any, wanted: dict[str, Any]) -> bool:
    """Whether all fields (dots lead into objects) have the wanted value, or one of a list of them."""
    return all(_same(_field(value, name), given) for name, given in wanted.items())


def _field(value: Any, name: str) -> Any:
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _same(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted
