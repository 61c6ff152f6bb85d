"""Mistakes in the values of a configuration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tunelint.model.address import is_address
from tunelint.model.errors import Problem, nearest
from tunelint.model.options import build
from tunelint.model.rule import DIMENSIONS, EXCERPTS, SEVERITIES
from tunelint.run.parts import Override, Slice
from tunelint.run.voice_table import voice_mistakes
from tunelint.settle import Allowance, budget_mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from tunelint.run.config import Config

    Where = Callable[[str], str]

_TABLES = (
    ("overrides", Override, "an override"),
    ("slices", Slice, "a slice"),
    ("allow", Allowance, "an allowance"),
)
_SHORTEST_ROW = 8


def mistakes(config: Config, where: Where, folder: Path) -> list[Problem]:
    """What is wrong in the values of one source of configuration; `folder` is where its paths start."""
    problems = [
        *_choice("severity", config.severity, SEVERITIES, where),
        *_choice("excerpt", config.excerpt, EXCERPTS, where),
        *_limits(config.budget, "budget", where),
        *_minimum(config.minimum, "minimum", where),
    ]
    if config.embedding != "static" and config.embedding.partition(":")[0] != "sentence-transformers":
        hint = "static, sentence-transformers, or sentence-transformers:NAME_OR_PATH"
        problems.append(Problem(where("embedding"), f"unknown embedding “{config.embedding}”", hint))
    for key in ("glossary", "eval"):
        here = [path for path in getattr(config, key) if key == "glossary" or not is_address(path)]
        problems += _missing(here, where(key), folder)
    problems += voice_mistakes(config.voice, where, folder)
    for key, table_type, what in _TABLES:
        for table in getattr(config, key):
            made, faults = build(table_type, table, partial(_inside, where, key), what)
            problems += faults or _table_mistakes(made, where)
    return problems


def _inside(where: Where, table: str, key: str) -> str:
    return where(f"{table}\0{key}")


def _table_mistakes(made: Any, where: Where) -> Iterator[Problem]:
    if isinstance(made, Slice):
        yield from _limits(made.budget, "slices", where)
        yield from _minimum(made.minimum, "slices", where)
    if isinstance(made, Allowance):
        if len(made.row) < _SHORTEST_ROW:
            hint = f"the fingerprint of a finding or the key of a row, {_SHORTEST_ROW} characters or more"
            yield Problem(where("allow\0row"), f"“row” is too short: {made.row!r}", hint)
        if not made.reason.strip():
            yield Problem(where("allow\0reason"), "“reason” is empty", "say why the finding may stay")


def _choice(key: str, value: str, choices: tuple[str, ...], where: Where) -> Iterator[Problem]:
    if value not in choices:
        yield Problem(where(key), f"unknown {key} “{value}”", f"{', '.join(choices[:-1])} or {choices[-1]}")


def _limits(budget: Mapping[str, Any], key: str, where: Where) -> Iterator[Problem]:
    for name, limit in budget.items():
        if mistake := budget_mistake(limit):
            yield Problem(where(key), f"the budget of “{name}” must be {mistake}, not {limit!r}")


def _minimum(minimum: Mapping[str, Any], key: str, where: Where) -> Iterator[Problem]:
    for name, least in minimum.items():
        if name not in DIMENSIONS:
            yield Problem(where(key), f"unknown dimension “{name}”", nearest(name, DIMENSIONS))
        elif isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
            yield Problem(where(key), f"the minimum of “{name}” must be a number from 0 to 1, not {least!r}")


def _missing(paths: Iterable[str], where: str, folder: Path) -> list[Problem]:
    hint = f"paths start from {folder}"
    return [Problem(where, f"no such file: {path}", hint) for path in paths if not (folder / path).is_file()]
