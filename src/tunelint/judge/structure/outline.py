"""The outline of a plain row: what most rows share, so that it is judged once."""

from __future__ import annotations

from typing import Any

_SPELLINGS = (("role", "content"), ("from", "value"))
_TWO, _TEXT = {2}, {str}

Outline = tuple[Any, ...]


def outline_of(value: Any) -> Outline | None:
    """Keys and roles of a plain row: an object of texts and of messages with role and text, none blank.

    None for any other row. Two rows of equal outlines differ in their words alone.
    """
    if type(value) is not dict:
        return None
    parts: list[Any] = []
    for key, item in value.items():
        parts.append(key)
        if type(item) is list:
            roles = _roles(item)
            if roles is None:
                return None
            parts.append(roles)
        elif type(item) is not str or not item or item.isspace():
            return None
    return tuple(parts)


def _roles(items: list[Any]) -> tuple[str, ...] | None:
    """The key of the roles, and the role of each message; None where a message is not plain.

    Written without a loop over the messages, because every row of every file passes here.
    """
    for role_key, text_key in _SPELLINGS:
        try:
            texts = [item[text_key] for item in items]
            roles = [item[role_key] for item in items]
        except (KeyError, TypeError, IndexError):
            continue
        plain = {*map(len, items)} == _TWO and {*map(type, texts)} == _TEXT == {*map(type, roles)}
        if plain and all(texts) and not any(map(str.isspace, texts)):
            return (role_key, *roles)
        return None
    return None
