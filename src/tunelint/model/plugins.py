"""Parts that other packages bring through entry points: plain objects, loaded when they are asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import EntryPoint

Group = Literal["measures", "kinds", "shapes", "reports", "packs"]
"""What a package may bring; its entry points stand under `tunelint.GROUP`."""


def load_part(group: Group, built_in: Mapping[str, str], name: str) -> Any | None:
    """The part of this name: one of the built-in `module:name`, else a plug-in; None where there is neither.

    A plug-in that cannot be imported is a user error that names its distribution.
    """
    if name in built_in:
        module, _, attribute = built_in[name].partition(":")
        return getattr(import_module(module), attribute)
    return next((_load(entry) for entry in _entries(group) if entry.name == name), None)


def load_plugins(group: Group) -> list[Any]:
    """All plug-ins of a group, by name."""
    return [_load(entry) for entry in sorted(_entries(group), key=lambda entry: entry.name)]


def part_names(group: Group, built_in: Iterable[str]) -> list[str]:
    """The names of the built-in parts and of the plug-ins."""
    return [*built_in, *(entry.name for entry in _entries(group))]


@cache
def _entries(group: Group) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=f"tunelint.{group}"))


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:
        brought = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        what = f"its part “{entry.name}” ({entry.group}) cannot be loaded: {type(error).__name__}: {error}"
        raise fail(f"plug-in {brought}", what, "update or uninstall the package") from error
