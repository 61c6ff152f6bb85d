"""Where a finding stands."""

from __future__ import annotations

from typing import Any, NamedTuple


class Span(NamedTuple):
    """A stretch of a decoded string, in code points, end excluded."""

    start: int
    end: int


class Place(NamedTuple):
    """A place in the data: file, 1-based line, JSON Pointer, and the span inside the value it points to.

    `column` and `end_column` are 1-based code points of the raw line, `byte_column` and `byte_end` the same
    places in bytes of UTF-8; 0 where they are not known.
    """

    file: str
    line: int
    pointer: str = ""
    span: Span | None = None
    column: int = 0
    end_column: int = 0
    byte_column: int = 0
    byte_end: int = 0


def value_at(value: Any, pointer: str) -> Any:
    """What a JSON Pointer names in a decoded value; LookupError, ValueError or TypeError without it."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def text_at(value: Any, pointer: str) -> str | None:
    """The string that a JSON Pointer names in a decoded value; None where it names none."""
    try:
        found = value_at(value, pointer)
    except (LookupError, ValueError, TypeError):
        return None
    return found if isinstance(found, str) else None
