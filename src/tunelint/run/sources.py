"""Which paths a command is about: those that it names, else the data of the configuration."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.address import is_address
from tunelint.model.errors import Problem, UserError, fail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.run.config import Config


def data_paths(config: Config, given: Sequence[str]) -> tuple[str, ...]:
    """The paths to read, from the current folder: `given`, else `data` of the configuration with its globs.

    Raises `UserError` where neither names any, and for every entry of the configuration that is not there.
    """
    if given:
        return tuple(given)
    if not config.data:
        hint = 'name files or folders, or write data = ["data/"] in tunelint.toml'
        raise fail(config.path, "no data is named", hint)
    found = {entry: _expanded(entry) for entry in config.data}
    missing = [
        Problem(
            config.where("data"), f"no such file or folder: {entry}", "data names files, folders and globs"
        )
        for entry, paths in found.items()
        if not paths
    ]
    if missing:
        raise UserError(*missing)
    paths = (path for paths in found.values() for path in paths)
    return tuple(path if is_address(path) else os.path.relpath(path) for path in paths)


def _expanded(entry: str) -> list[str]:
    if is_address(entry) or Path(entry).exists():
        return [entry]
    return sorted(glob(entry, recursive=True)) if has_magic(entry) else []  # noqa: PTH207 - a pattern from the root
