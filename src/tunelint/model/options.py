"""Options from TOML to typed values, with every mistake named at once."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", dict: "a table"}


def build(
    cls: type[Any], given: Mapping[str, Any], where: Callable[[str], str], what: str
) -> tuple[Any, list[Problem]]:
    """An instance of the frozen dataclass `cls` from a mapping, and the problems found.

    `where` gives the place of a key for errors, `what` says what the keys are options of. Where there are
    problems the instance has its defaults for the faulty keys; None where a required key is missing.
    """
    hints = typing.get_type_hints(cls)
    known = {item.name: item for item in fields(cls)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in given.items():
        if key not in known:
            problems.append(Problem(where(key), f"unknown key “{key}” of {what}", nearest(key, known)))
            continue
        fitted, wanted = fit(hints[key], value)
        if wanted:
            problems.append(Problem(where(key), f"“{key}” must be {wanted}, not {value!r}"))
        else:
            values[key] = fitted
    required = [n for n, item in known.items() if item.default is MISSING and item.default_factory is MISSING]
    problems += [Problem(where(n), f"“{n}” of {what} is missing") for n in required if n not in given]
    return (cls(**values) if values.keys() >= set(required) else None), problems


def fit(hint: Any, value: Any) -> tuple[Any, str]:  # noqa: PLR0911 - one return for each form of type
    """The value in the hinted type, and what was wanted where it does not fit (empty where it does).

    One text where a list of texts is wanted is a list of one.
    """
    origin = typing.get_origin(hint)
    if hint is Any:
        return value, ""
    if origin in (typing.Union, types.UnionType):
        tried = [fit(choice, value) for choice in typing.get_args(hint) if choice is not type(None)]
        good = [result for result in tried if not result[1]]
        return good[0] if good else (None, " or ".join(wanted for _, wanted in tried))
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        return (value, "") if value in choices else (None, "one of " + ", ".join(map(str, choices)))
    if origin is tuple:
        return _fit_list(typing.get_args(hint)[0], value)
    if origin is not None or hint is dict:
        return (value, "") if isinstance(value, dict) else (None, "a table")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value), ""
    if isinstance(value, hint) and not (isinstance(value, bool) and hint is not bool):
        return value, ""
    return None, _NAMES.get(hint, getattr(hint, "__name__", str(hint)))


def _fit_list(item: Any, value: Any) -> tuple[Any, str]:
    name = _NAMES.get(item, "values")
    if item is str and isinstance(value, str):
        return (value,), ""
    if not isinstance(value, list | tuple):
        return None, f"a list of {name}"
    fitted = [fit(item, each) for each in value]
    if any(wanted for _, wanted in fitted):
        return None, f"a list of {name}"
    return tuple(each for each, _ in fitted), ""
