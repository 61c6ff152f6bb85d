"""What is wrong inside one record, before it is known where the record stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Flaw(NamedTuple):
    """One thing wrong in a record: code, details for the message, and where it is.

    The place is `at`, an index in code points of the record's text, or else the JSON Pointer; with `on_key`
    the pointer means the key and not its value.
    """

    code: str
    pointer: str = ""
    details: Mapping[str, Any] = {}
    at: int = -1
    on_key: bool = False


class Record(NamedTuple):
    """The bytes of one record and where they begin: 1-based line and column, byte offset in the stream."""

    raw: bytes
    line: int
    offset: int
    column: int = 1


def type_name(value: object) -> str:
    """A JSON value's type in words, as a message says it: `a number`, `nothing (null)`."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
