"""Files in pieces that can be read by themselves, anywhere and in any order, as if one after the other."""

from __future__ import annotations

import os
from itertools import chain
from typing import IO, TYPE_CHECKING, NamedTuple

from tunelint.model.row import Fault
from tunelint.read.records import Parsed, line_records, parsed_records
from tunelint.read.rows import UNKNOWN, examined, own_shape, rows, sample
from tunelint.read.shapes import finder
from tunelint.read.sniff import BOM, sniff
from tunelint.read.source import CHUNK, changed, open_file, open_source, state_of
from tunelint.read.split import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.row import Row
    from tunelint.model.settings import Settings


class Piece(NamedTuple):
    """The lines of a file that begin at its bytes from `start` to before `stop`; `stop` -1: all of it.

    `size` are its bytes in the file, `state` is what the file was like when it was divided. `shape` is the
    shape that most rows of the file have, and `shape_line` the first line of it. `line` and `number` are
    those of its first line and row; `returns`: a line before it ended in CR LF. `placed` sets these three.
    """

    file: str
    size: int
    state: str
    start: int = 0
    stop: int = -1
    shape: str | None = None
    shape_line: int = 0
    line: int = 1
    number: int = 0
    returns: bool = False


class Count(NamedTuple):
    """How many lines and rows a piece has, and whether one of the lines ends in CR LF."""

    lines: int
    rows: int
    returns: bool


def length_of(file: str) -> int:
    """The bytes of a file as it lies there, packed or not."""
    with open_file(file) as stream:
        return stream.seek(0, os.SEEK_END)


def divide(file: str, settings: Settings, size: int) -> list[Piece]:
    """The pieces of a file: of `size` bytes or less where its rows are lines, else one that is all of it."""
    state = state_of(file)
    with open_file(file) as stream:
        length = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        whole = [Piece(file, length, state)]
        source = open_source(stream)
        if not source.plain or sniff(source.head, file).format != "lines":
            return whole
        stream.seek(0)
        shape, line = own_shape(list(sample(parsed_records(stream, file, settings))))
    if shape in (None, UNKNOWN):  # what is said of such a file is said once, of all its rows
        return whole
    size = max(size, len(BOM) + 1)
    starts = range(0, length, size)
    return [
        Piece(file, min(size, length - at), state, at, min(at + size, length), shape, line) for at in starts
    ]


def count(piece: Piece, settings: Settings) -> Count:
    """How much is in a piece; a look at its lines, or one reading where its rows are no lines."""
    with open_file(piece.file) as stream:
        if piece.stop < 0:
            items = parsed_records(stream, piece.file, settings)
            return Count(0, sum(isinstance(item, Parsed) for item in items), returns=False)
        lines = found = 0
        returns = False
        for record in split_lines(*_stretch(stream, piece)):
            lines += 1
            raw = record.raw
            returns = returns or raw.endswith(b"\r")
            found += bool(raw) and not raw.isspace()
    return Count(lines, found, returns)


def placed(pieces: list[Piece], counts: list[Count]) -> list[Piece]:
    """The pieces of all files in order, each with the numbers of its first line and row."""
    found: list[Piece] = []
    number, line, returns = 0, 1, False
    for piece, counted in zip(pieces, counts, strict=True):
        if piece.start == 0:
            line, returns = 1, False
        found.append(piece._replace(line=line, number=number, returns=returns))
        number += counted.rows
        line += counted.lines
        returns = returns or counted.returns
    return found


def rows_of(piece: Piece, settings: Settings) -> Iterator[Row | Fault]:
    """The rows of a piece, and the faults between them, as `rows` gives them for its file.

    Raises `UserError` where the file is not what it was when it was divided.
    """
    if piece.stop < 0:
        yield from rows(piece.file, settings, first_number=piece.number)
    else:
        yield from _rows_of_lines(piece, settings)
    if state_of(piece.file) != piece.state:
        raise changed(piece.file)


def _rows_of_lines(piece: Piece, settings: Settings) -> Iterator[Row | Fault]:
    with open_file(piece.file) as stream:
        chunks, offset = _stretch(stream, piece)
        head = b""
        if piece.start == 0:
            head = next(chunks, b"")
            if head.startswith(BOM):
                yield Fault("bom", piece.file, 1, 1)
                head, offset = head[len(BOM) :], len(BOM)
        lines = split_lines(chain([head], chunks), offset, piece.line)
        items = line_records(lines, piece.file, finder(settings.shape), returns=piece.returns)
        yield from examined(items, piece.file, piece.shape, piece.shape_line, piece.number)


def _stretch(stream: IO[bytes], piece: Piece) -> tuple[Iterator[bytes], int]:
    """The bytes of a piece, and the offset of the first of them."""
    start = piece.start
    if start:
        stream.seek(start - 1)
        start += len(stream.readline()) - 1
    return _until_line_end(stream, piece.stop - start), start


def _until_line_end(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """So many bytes, and the rest of the line that they end in."""
    last = b"\n"
    while size > 0 and (chunk := stream.read(min(CHUNK, size))):
        size -= len(chunk)
        last = chunk[-1:]
        yield chunk
    if last != b"\n":
        yield stream.readline()
