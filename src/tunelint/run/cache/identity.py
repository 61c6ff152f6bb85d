"""What a kept value depends on beside its text: when any of it changes, the value is not found any more."""

from __future__ import annotations

import os
import sys
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.measure.protocol import LastingMeasure
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.config import Config
    from tunelint.run.plan import Plan

PACKAGES = (
    *("eldc", "numpy", "pyphen", "pyromark", "regex", "rensa", "spacy", "spylls", "textstat", "tokenizers"),
)
"""Packages whose release may change a value."""


def measure_identity(want: Want, measure: LastingMeasure, settings: Settings) -> str:
    """The measure, its version and options, and the content of the settings that it reads."""
    read = {name: getattr(settings, name) for name in measure.reads}
    return f"{measure.name}@{measure.version} {digest((want.options, read, _packages()))}"


def plan_identity(plan: Plan, config: Config) -> str:
    """All that the verdict on a row by itself depends on, apart from the row."""
    settings = {field.name: getattr(plan.settings, field.name) for field in fields(plan.settings)}
    folders = {str(Path(rule.path).parent.parent.absolute()) for rule in plan.rules}
    rules = [repr(rule) for rule in plan.rules]
    overrides = repr(config.override_list())
    return digest((__version__, plan.scope, rules, sorted(folders), settings, overrides, _packages()))


def digest(value: Any) -> str:
    """A hash of plain data, in which absolute paths stand for the content of their files."""
    found = blake2b(digest_size=16)
    for part in _flat(value):
        found.update(part)
        found.update(b"\0")
    return found.hexdigest()


def _flat(value: Any) -> Iterable[bytes]:
    if isinstance(value, dict):
        yield b"{"
        for key in sorted(value, key=str):
            yield from _flat(key)
            yield from _flat(value[key])
        yield b"}"
    elif isinstance(value, list | tuple):
        yield b"("
        for item in value:
            yield from _flat(item)
        yield b")"
    else:
        yield repr(value).encode("utf-8", "surrogatepass")
        if isinstance(value, str) and os.path.isabs(value):  # noqa: PTH117 - asked of every text
            yield from _content(value)


def _content(path: str) -> Iterable[bytes]:
    """The bytes of a file, or of all files in a folder with their names; nothing where there is none."""
    if os.path.isfile(path):  # noqa: PTH113 - a Path of a long pattern would raise
        yield Path(path).read_bytes()
    elif os.path.isdir(path):  # noqa: PTH112
        for file in sorted(Path(path).rglob("*.toml")):
            yield str(file.relative_to(path)).encode()
            yield file.read_bytes()


@cache
def _packages() -> tuple[str, ...]:
    found = [f"python {sys.version_info[0]}.{sys.version_info[1]}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(name)
    return tuple(found)
