"""Patterns in the dialect of the package `regex`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence


@lru_cache(maxsize=4096)
def compile_any(patterns: tuple[str, ...], *, case: bool) -> Any:
    """One pattern that matches where any of some patterns does; a user error for one that is no pattern."""
    regex = import_regex()
    flags = regex.VERSION0 | regex.MULTILINE | (0 if case else regex.IGNORECASE)
    try:
        return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)
    except regex.error:
        raise _mistake(patterns, flags) from None


def _mistake(patterns: Sequence[str], flags: int) -> UserError:
    regex = import_regex()
    for pattern in patterns:
        try:
            regex.compile(pattern, flags)
        except regex.error as error:
            return UserError(Problem("option patterns", f"“{pattern}” is no pattern: {error}"))
    return UserError(
        Problem("option patterns", "the patterns cannot stand in one search: name their groups apart")
    )


def import_regex() -> Any:
    """The package `regex`; a user error where it is not installed."""
    try:
        import regex
    except ImportError as error:
        what = "patterns of style guides need the package regex"
        raise UserError(Problem("option dialect", what, 'pip install "tunelint[vale]"')) from error
    return regex
