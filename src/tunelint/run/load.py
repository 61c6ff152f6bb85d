"""Configuration files: found, read and checked, with every mistake named at once."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.model.address import is_address
from tunelint.model.errors import Problem, UserError
from tunelint.model.options import build
from tunelint.model.plugins import load_part
from tunelint.model.toml import Document, parse_toml, read_toml
from tunelint.run.config import Config
from tunelint.run.validity import mistakes
from tunelint.run.voice_table import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FILE_NAME = "tunelint.toml"
BASELINE_NAME = "tunelint.baseline"
_PATH_KEYS = ("data", "glossary", "eval", "packs")
_RESERVED = ("paths", "folder", "path", "origin", "problems")
_KNOWN = frozenset(item.name for item in fields(Config)) - frozenset(_RESERVED)


def load_config(paths: Sequence[str], given: Iterable[str] = (), *, isolated: bool = False) -> Config:
    """The configuration for checking `paths`.

    `given` are `--config` values: a file, or KEY=VALUE in TOML. Without a file the nearest `tunelint.toml` or
    `pyproject.toml` with `[tool.tunelint]` counts, upward from the data, then from the current folder.
    """
    pairs = [text for text in given if "=" in text and not Path(text).is_file()]
    files = [text for text in given if text not in pairs]
    missing = [
        Problem(file, "no such config file", "give a TOML file, or KEY=VALUE")
        for file in files
        if not Path(file).is_file()
    ]
    if missing:
        raise UserError(*missing)
    found = [Path(file) for file in files] or ([] if isolated else list(_discover(paths)))
    documents = [(read_toml(path, os.path.relpath(path)), path) for path in found]
    tables = [(_table(document, path), document, path) for document, path in documents]
    config, problems = Config(paths=tuple(paths)), []
    for table, document, path in tables:
        prefix = ("tool", "tunelint") if path.name == "pyproject.toml" else ()
        where = _locator(document, prefix)
        config, faults = _merge(config, table, where, path.resolve().parent)
        config = replace(config, path=document.path)
        problems += faults
    for text in pairs:
        document = _parse_pair(text)
        config, faults = _merge(config, document.data, partial(_given_at, text), Path.cwd())
        problems += faults
    config = config if isolated else _with_baseline(config)
    return replace(config, problems=tuple(problems))


def _with_baseline(config: Config) -> Config:
    """The config with the baseline that lies beside its file, where it names none itself."""
    folder = Path(config.path).resolve().parent if config.path else Path.cwd()
    beside = folder / BASELINE_NAME
    if "baseline" in config.origin or not beside.is_file():
        return config
    origin = {**config.origin, "baseline": os.path.relpath(beside)}
    return replace(config, baseline=str(beside), origin=origin)


def _given_at(text: str, _key: str) -> str:
    return f"--config {text}"


def _locator(document: Document, prefix: tuple[str, ...]) -> Callable[[str], str]:
    return lambda key: document.where(*prefix, *key.split("\0"))


def _discover(paths: Sequence[str]) -> Iterable[Path]:
    """The config file that is nearest to the data, else to the current folder; at most one."""
    real = [Path(path).resolve() for path in paths if path != "-" and Path(path).exists()]
    folders = [path if path.is_dir() else path.parent for path in real]
    start = Path(os.path.commonpath(folders)) if folders else Path.cwd()
    for folder in (start, *start.parents, Path.cwd(), *Path.cwd().parents):
        if (folder / FILE_NAME).is_file():
            return [folder / FILE_NAME]
        project = folder / "pyproject.toml"
        if project.is_file() and _table(read_toml(project), project):
            return [project]
    return []


def _table(document: Document, path: Path) -> dict[str, Any]:
    if path.name != "pyproject.toml":
        return document.data
    table = document.data.get("tool", {}).get("tunelint", {})
    return table if isinstance(table, dict) else {}


def _parse_pair(text: str) -> Document:
    """`a.b=value` as a document; a value that is not TOML counts as text."""
    key, _, value = text.partition("=")
    try:
        return parse_toml(f"{key.strip()} = {value.strip()}", f"--config {text}")
    except UserError:
        quoted = value.strip().replace("\\", "\\\\").replace('"', '\\"')
        return parse_toml(f'{key.strip()} = "{quoted}"', f"--config {text}")


def _merge(
    config: Config, table: Mapping[str, Any], where: Callable[[str], str], folder: Path
) -> tuple[Config, list[Problem]]:
    """The config with a table laid over it, and the table's mistakes."""
    table = {key.replace("-", "_"): value for key, value in table.items()}
    reserved = [
        Problem(where(key), f"unknown key “{key}” of the configuration") for key in _RESERVED if key in table
    ]
    typed, problems = build(Config, table, where, "the configuration")
    problems = [*reserved, *problems, *mistakes(typed, where, folder)]
    changes = {key: getattr(typed, key) for key in table if key in _KNOWN}
    for key in _PATH_KEYS:
        if key in changes:
            changes[key] = tuple(_absolute(item, folder) for item in changes[key])
    if "packs" in changes:
        changes["packs"] = tuple(map(_pack, changes["packs"]))
    if changes.get("baseline"):
        changes["baseline"] = _absolute(changes["baseline"], folder)
    if "voice" in changes:
        changes["voice"] = absolute(config.voice, Path()) | absolute(changes["voice"], folder)
    for key in ("rules", "budget", "shape", "minimum"):
        if key in changes:
            changes[key] = {**getattr(config, key), **changes[key]}
    origin = {**config.origin, **{key: where(key) for key in table}}
    origin |= {f"rules\0{name}": where(f"rules\0{name}") for name in typed.rules}
    return replace(config, **changes, folder=str(folder), origin=origin), problems


def _pack(path: str) -> str:
    """The folder of a pack: as it was named, or what a package brings under this name."""
    return path if Path(path).exists() else str(load_part("packs", {}, Path(path).name) or path)


def _absolute(path: str, folder: Path) -> str:
    if is_address(path):
        return path
    prefix, colon, rest = path.partition(":")
    if colon and len(prefix) > 1 and prefix.isalpha():
        return f"{prefix}:{folder / rest}"
    return str(folder / path)
