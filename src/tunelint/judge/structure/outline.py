"""The outline of a plain row: what most rows share, so that it is judged once."""

from __future__ import annotations

from typing import Any

_ROLE_KEYS = frozenset({"role", "from"})
_TEXT_KEYS = frozenset({"content", "value"})

Outline = tuple[Any, ...]


def outline_of(value: Any) -> Outline | None:
    """Keys and roles of a plain row: an object of texts and of messages with role and text, none blank.

    None for any other row. Two rows of equal outlines differ in their words alone.
    """
    if type(value) is not dict:
        return None
    parts: list[Any] = []
    for key, item in value.items():
        if type(item) is list:
            parts.append(key)
            roles = _roles(item)
            if roles is None:
                return None
            parts.append(roles)
        elif type(item) is str and item and not item.isspace():
            parts.append(key)
        else:
            return None
    return tuple(parts)


def _roles(items: list[Any]) -> tuple[str, ...] | None:
    """For each message its two keys and its role; None where a message is not plain."""
    found: list[str] = []
    for item in items:
        if type(item) is not dict or len(item) != 2:
            return None
        (first, role), (second, text) = item.items()
        if first not in _ROLE_KEYS:
            first, role, second, text = second, text, first, role
        if first not in _ROLE_KEYS or second not in _TEXT_KEYS:
            return None
        if type(role) is not str or type(text) is not str or not text or text.isspace():
            return None
        found += (first, second, role)
    return tuple(found)
