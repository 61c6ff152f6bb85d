"""What reading yields: rows, and the faults found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.example import Example


FAULTS: dict[str, tuple[str, ...]] = {
    # the configuration
    "unused-allow": ("rule", "row", "reason"),
    "expired-allow": ("rule", "row", "reason", "until"),
    # the file
    "empty-file": (),
    "broken-file": ("reason",),
    "unknown-shape": ("keys", "hint", "rows"),
    "mixed-shapes": ("shape", "usual", "line"),
    # the encoding and the syntax of a row
    "not-utf8": ("found",),
    "bom": (),
    "crlf": (),
    "blank-line": (),
    "huge-line": ("megabytes",),
    "not-json": ("reason",),
    "python-dict": (),
    "not-object": ("found",),
    "deep-nesting": (),
    "duplicate-key": ("key",),
    "nan": ("value",),
    "lone-surrogate": ("position",),
    "broken-table": ("reason",),
    "ragged-row": ("cells", "columns"),
    # the conversation
    "no-turns": (),
    "wrong-type": ("expected", "got"),
    "missing-role": ("key",),
    "unknown-role": ("role", "hint"),
    "missing-content": ("key",),
    "empty-reply": ("what",),
    "empty-prompt": ("what",),
    "no-reply": ("what",),
    "no-final-reply": ("role",),
    "assistant-first": ("role",),
    "turn-order": ("role",),
    "system-place": ("role",),
}
"""Codes of the faults of reading, with the names of the details that each gives to its rule's message."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that reading found wrong, named by a code; a rule of kind `fault` gives it words.

    `line` is the 1-based physical line, `column` the 1-based column in code points of that line (0: unknown),
    `pointer` the JSON Pointer of the value at fault. `details` fill the rule's message.
    """

    code: str
    file: str
    line: int
    column: int = 0
    pointer: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


class RowRef(NamedTuple):
    """Where a row stands and what it is, without its text: all that memory keeps of it.

    `number` counts the rows of the run from 0 in reading order. `key` is the hash of the content, the same
    wherever the row moves. `offset` and `length` are bytes of the decoded stream, -1 where there is none.
    `overrides` are the numbers of the config's overrides that match the row. `column` is the 1-based column
    where the row begins: 1 but for rows that share a line, as in a JSON array on one line. `slices` are the
    numbers of the config's slices that the row belongs to. `segment` is the number of the voice segment that
    it belongs to, -1 for none.
    """

    number: int
    file: str
    line: int
    key: str
    offset: int = -1
    length: int = -1
    overrides: tuple[int, ...] = ()
    column: int = 1
    slices: tuple[int, ...] = ()
    segment: int = -1


class Row(NamedTuple):
    """One record of a file: its raw bytes, its decoded value, its example (None where it holds none)."""

    ref: RowRef
    raw: bytes
    value: Any
    example: Example | None
    faults: tuple[Fault, ...] = ()
