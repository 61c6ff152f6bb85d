"""Records out of a stream of bytes: one a line, or one for each value of a JSON array or a run of objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tunelint.read.flaw import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = re.compile(rb"[ \t\r\n]*+")
_MARK = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}]|"', re.DOTALL)
_OPENING, _CLOSING = frozenset({b"[", b"{"}), frozenset({b"]", b"}"})
_SCALAR = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^\s,\[\]{}"]++', re.DOTALL)
_EXTRA_COMMA = "there is a comma too many"
_NO_COMMA = "the comma between two records is missing"
_NOT_CLOSED = "the file ends before its list is closed with “]”"


class Gap(NamedTuple):
    """What is wrong between two records of a list: where, and why it is not JSON."""

    line: int
    column: int
    reason: str


def split_lines(chunks: Iterator[bytes], offset: int = 0, line: int = 1) -> Iterator[Record]:
    """One record for each line, blank ones too, without its line feed.

    `offset` is that of the first byte, `line` the number of the first line.
    """
    parts: list[bytes] = []
    for chunk in chunks:
        parts.append(chunk)
        if b"\n" not in chunk:
            continue
        pieces = b"".join(parts).split(b"\n")
        parts = [pieces.pop()]
        for piece in pieces:
            yield Record(piece, line, offset)
            line += 1
            offset += len(piece) + 1
    last = b"".join(parts)
    if last:
        yield Record(last, line, offset)


class _Window:
    """The part of a stream that is being looked at: `data` from index `start`, and where that stands."""

    def __init__(self, chunks: Iterator[bytes], offset: int) -> None:
        self._chunks = chunks
        self.data, self.start = b"", 0
        self.line, self.column, self.offset = 1, 1, offset

    def extend(self) -> bool:
        """Read on until what is ahead has doubled; False at the end of the stream."""
        ahead = self.data[self.start :]
        parts, length = [ahead], 0
        while length <= len(ahead) and (chunk := next(self._chunks, b"")):
            parts.append(chunk)
            length += len(chunk)
        self.data, self.start = b"".join(parts), 0
        return length > 0

    def drop(self, end: int) -> None:
        """Move on to index `end`."""
        lines = self.data.count(b"\n", self.start, end)
        begin = max(self.data.rfind(b"\n", self.start, end) + 1, self.start)
        width = len(self.data[begin:end].decode("utf-8", "replace"))
        self.column = width + 1 if lines else self.column + width
        self.line += lines
        self.offset += end - self.start
        self.start = end

    def take(self, end: int) -> Record:
        """The record up to index `end`; moves on behind it."""
        record = Record(self.data[self.start : end], self.line, self.offset, self.column)
        self.drop(end)
        return record

    def mark(self) -> str:
        """The next character that is no blank, as a string; empty at the end of the stream."""
        while True:
            match = _GAP.match(self.data, self.start)
            self.drop(match.end() if match else self.start)
            if self.start < len(self.data):
                return chr(self.data[self.start])
            if not self.extend():
                return ""


def split_values(chunks: Iterator[bytes], offset: int = 0) -> Iterator[Record | Gap]:
    """One record for each element of JSON arrays, or for each of several values in a row.

    A comma that is missing or too many, and a list that is not closed, come as gaps.
    """
    window = _Window(chunks, offset)
    inside, after_value = False, False
    while mark := window.mark():
        if mark == "[" and not inside:
            window.drop(window.start + 1)
            inside, after_value = True, False
        elif mark == "]" and inside:
            window.drop(window.start + 1)
            inside = False
        elif mark == "," and inside:
            line, column = window.line, window.column
            window.drop(window.start + 1)
            if not after_value or window.mark() == "]":
                yield Gap(line, column, _EXTRA_COMMA)
            after_value = False
        else:
            if inside and after_value:
                yield Gap(window.line, window.column, _NO_COMMA)
            yield _value(window)
            after_value = True
    if inside:
        yield Gap(window.line, window.column, _NOT_CLOSED)


def _value(window: _Window) -> Record:
    """The value that begins at the window's start; the rest of the stream where it never ends."""
    while (end := _end_of_value(window.data, window.start)) < 0:
        if not window.extend():
            return window.take(len(window.data))
    return window.take(end)


def _end_of_value(data: bytes, start: int) -> int:
    """The index behind the JSON value that begins at `start`; -1 where the data ends before it does."""
    if data[start] not in b"[{":
        match = _SCALAR.match(data, start)
        if match is None:
            return start + 1 if data[start] != ord('"') else -1
        return match.end() if match.end() < len(data) else -1
    depth = 0
    for match in _MARK.finditer(data, start):
        mark = match.group()
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth -= 1
            if depth == 0:
                return match.end()
        elif mark == b'"':
            return -1
    return -1
