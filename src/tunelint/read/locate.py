"""From a JSON Pointer and an offset in the decoded text to the line and column in the file."""

from __future__ import annotations

import re

from tunelint.read.walk import walk

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.",
    re.DOTALL,
)


def locate(
    raw: bytes, pointer: str, offset: int | None = None, *, key: bool = False
) -> tuple[int, int] | None:
    """The place of a JSON value in its record: lines below the first, and the 1-based column in code points.

    Without `offset` it is the first character of the value (of its key, with `key`). With `offset` it is that
    code point of the decoded string; the length of the string means its closing quote. None where the record
    has no such value.
    """
    text = raw.decode("utf-8", "replace")
    if not text.lstrip(" \t\r\n\ufeff").startswith(("{", "[")):
        return None
    span = _find(text, pointer, key=key)
    if span is None:
        return None
    start, end = span
    if offset is not None and text[start] == '"':
        start = _raw_index(text, start + 1, end - 1, offset)
    return line_and_column(text, start)


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Lines above `index`, and its 1-based column in code points."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index)


def _find(text: str, pointer: str, *, key: bool) -> tuple[int, int] | None:
    """The span of the last value or key with this pointer: of two equal keys, parsers keep the last."""
    found = None
    for token in walk(text):
        if token.pointer == pointer and token.is_key == key:
            found = (token.start, token.end)
    return found


def _raw_index(text: str, start: int, end: int, offset: int) -> int:
    """The index in `text` of code point `offset` of the string whose body is `text[start:end]`."""
    index, decoded = start, 0
    for match in _ESCAPE.finditer(text, start, end):
        plain = match.start() - index
        if decoded + plain >= offset:
            break
        decoded += plain + 1
        index = match.end()
        if decoded >= offset:
            break
    return min(index + offset - decoded, end)
