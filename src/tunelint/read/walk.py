"""The tokens of a JSON text with their JSON Pointers and positions: for what a parser does not tell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]++|\\.)*+")|(?P<mark>[\[\]{},])|(?P<atom>[^\s\[\]{},:"]++)',
    re.DOTALL,
)
_OBJECT = -1


class Token(NamedTuple):
    """A key, a scalar, or the opening bracket of an object or list: its pointer and place in the text."""

    pointer: str
    start: int
    end: int
    is_key: bool


def walk(text: str) -> Iterator[Token]:
    """Each key and value of a JSON text, in order. The text must be JSON."""
    open_levels: list[tuple[str, int]] = []
    here, wants_key = "", False
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup != "mark":
            if wants_key and open_levels:
                here = f"{open_levels[-1][0]}/{escaped(unquoted(match.group()))}"
            yield Token(here, start, end, wants_key)
            wants_key = False
            continue
        mark = match.group()
        if mark in "{[":
            yield Token(here, start, end, is_key=False)
            open_levels.append((here, _OBJECT if mark == "{" else 0))
            here, wants_key = (here, True) if mark == "{" else (f"{here}/0", False)
        elif mark != "," and open_levels:
            here, wants_key = open_levels.pop()[0], False
        elif open_levels:
            base, index = open_levels[-1]
            wants_key = index == _OBJECT
            if not wants_key:
                open_levels[-1] = (base, index + 1)
                here = f"{base}/{index + 1}"


def depth(text: str) -> int:
    """How many objects and lists stand in one another at the deepest place."""
    deepest = here = 0
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark in ("{", "["):
            here += 1
            deepest = max(deepest, here)
        elif mark in ("}", "]"):
            here -= 1
    return deepest


def unquoted(token: str) -> str:
    """The text that a JSON string token stands for; what is broken in it is left as it is."""
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]


def escaped(key: str) -> str:
    """A key as one part of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
