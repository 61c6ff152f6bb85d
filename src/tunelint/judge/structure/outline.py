"""The outline of a plain row: what most rows share, so that it is judged once."""

from __future__ import annotations

from typing import Any

Outline = tuple[Any, ...]

_strip = str.strip
_SHAREGPT = object()
"""Stands before the roles that are under `from`; no key and no role is equal to it."""


def outline_of(value: Any) -> Outline | None:
    """Keys and roles of a plain row: an object of texts and of messages with role and text, none blank.

    None for any other row. Two rows of equal outlines differ in their words alone. Every row of every file
    passes here, so it is written for speed: one function, no loop over the messages but those of C, and what
    is no text is told by the error that it raises.
    """
    if type(value) is not dict:
        return None
    outline: list[Any] = []
    try:
        for key, item in value.items():
            outline.append(key)
            if type(item) is list:
                if "role" in item[0]:
                    roles = [message["role"] for message in item]
                    texts = [message["content"] for message in item]
                else:
                    roles = [message["from"] for message in item]
                    texts = [message["value"] for message in item]
                    outline.append(_SHAREGPT)
                if sum(map(len, item)) != 2 * len(item) or not all(map(_strip, texts)):
                    return None
                outline.append(tuple(roles))
            elif not item.strip():
                return None
        found = tuple(outline)
        hash(found)
    except (AttributeError, KeyError, TypeError, IndexError):
        return None
    return found
