"""Outlines and sketches of rows: what many rows share, so that it is judged once."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Outline = tuple[Any, ...]

_strip = str.strip
_role, _content = itemgetter("role"), itemgetter("content")
_from, _value = itemgetter("from"), itemgetter("value")
_SHAREGPT = object()
"""Stands before the roles that are under `from`; no key and no role is equal to it."""

FREE_KEYS = frozenset(
    {"content", "value", "text", "arguments", "id", "tool_call_id", "url", "uri", "fileUri", "data"}
)
"""Keys whose texts differ from row to row: sketches say only that a text is there, and not which."""

_TEXT, _OBJECT, _OPEN, _SHUT = object(), object(), object(), object()
_WIDEST, _DEEPEST = 2000, 20
"""Parts and levels up to which a row is sketched."""


def outline_of(value: Any) -> Outline | None:
    """Keys and roles of a plain row: an object of texts and of messages with role and text, none blank.

    None for any other row. Two rows of equal outlines differ in their words alone. An outline in which a role
    is no text may not be hashable. Every row of every file passes here, so it is written for speed: one
    function, no loop over the messages but those of C, and what is no text is told by the error that it
    raises.
    """
    if type(value) is not dict:
        return None
    outline: list[Any] = []
    try:
        for key, item in value.items():
            if type(item) is not list:
                if not item.strip():
                    return None
                outline.append(key)
            elif "role" in item[0]:
                outline += key, tuple(map(_role, item))
                if sum(map(len, item)) != 2 * len(item) or not all(map(_strip, map(_content, item))):
                    return None
            else:
                outline += key, _SHAREGPT, tuple(map(_from, item))
                if sum(map(len, item)) != 2 * len(item) or not all(map(_strip, map(_value, item))):
                    return None
    except (AttributeError, KeyError, TypeError, IndexError):
        return None
    return tuple(outline)


def outlines_of(values: Sequence[Any]) -> list[Outline] | None:
    """The outlines of rows that are all plain and hold the same one list of messages; None for any others.

    It says what `outline_of` says of each, in half the time: what is asked of every message is asked of all
    messages at once.
    """
    try:
        (key,) = values[0]
        items = [value[key] for value in values]
        messages = [*chain.from_iterable(items)]
        tagged = "role" not in messages[0]
        texts = map(_value if tagged else _content, messages)
        if not (
            all(items)
            and sum(map(len, values)) == len(values)
            and sum(map(len, messages)) == 2 * len(messages)
            and all(map(_strip, texts))
        ):
            return None
        if tagged:
            return [(key, _SHAREGPT, tuple(map(_from, item))) for item in items]
        return [(key, tuple(map(_role, item))) for item in items]
    except (AttributeError, KeyError, TypeError, IndexError, ValueError):
        return None


def sketch_of(value: Any) -> Outline | None:
    """Everything in a row but the texts under `FREE_KEYS` and the arguments of calls; None for large rows.

    Two rows of equal sketches differ in those texts alone, and none of them is blank.
    """
    parts: list[Any] = []
    return tuple(parts) if _sketch(value, parts, _DEEPEST) else None


def _sketch(value: Any, parts: list[Any], depth: int) -> bool:
    """Add the sketch of a value; False where there is no more room."""
    if isinstance(value, dict):
        parts.append(_OPEN)
        for key, item in value.items():
            parts.append(key)
            if isinstance(item, str):
                parts.append(_TEXT if key in FREE_KEYS and item.strip() else item)
            elif key == "arguments" and isinstance(item, dict):
                parts.append(_OBJECT)
            elif not _sketch(item, parts, depth - 1):
                return False
        parts.append(_SHUT)
    elif isinstance(value, list):
        parts.append(len(value))
        if not all(_sketch(item, parts, depth - 1) for item in value):
            return False
    else:
        parts += type(value), value
    return depth > 0 and len(parts) < _WIDEST
