"""The records of an open file, decoded, with the shape that each has: whatever the file's format."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, NamedTuple

from tunelint.model.row import Fault
from tunelint.read.decode import decode
from tunelint.read.flaw import Flaw, Record
from tunelint.read.parquet import read_parquet
from tunelint.read.shapes import finder
from tunelint.read.sniff import BOM, sniff
from tunelint.read.source import BrokenStreamError, open_source
from tunelint.read.split import Gap, split_lines, split_values
from tunelint.read.table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tunelint.model.settings import Settings
    from tunelint.read.shapes.protocol import Shape
    from tunelint.read.source import Source
    from tunelint.read.table import TableRow

HUGE = 64 << 20
"""Bytes from which a row is called huge: more than any provider takes as one example."""


class Parsed(NamedTuple):
    """A record with its decoded value, content hash, flaws and shape."""

    record: Record
    value: Any
    key: str
    flaws: tuple[Flaw, ...]
    shape: Shape | None


def parsed_records(stream: IO[bytes], file: str, settings: Settings) -> Iterator[Parsed | Fault]:
    """Every record of the file in order, with the faults that belong to the file or to a line without one."""
    source = open_source(stream)
    if source.encoding:
        yield Fault("not-utf8", file, 1, 1, "", {"found": f"the file is in {source.encoding.upper()}"})
    if source.head.startswith(BOM):
        yield Fault("bom", file, 1, 1)
    line, empty = 0, True
    try:
        for item in _records(source, file, settings, stream):
            if isinstance(item, Parsed):
                line, empty = item.record.line, False
            yield item
    except BrokenStreamError as error:
        yield Fault("broken-file", file, line + 1, 0, "", {"reason": str(error)})
        return
    if empty:
        yield Fault("empty-file", file, 1)


def _records(
    source: Source,
    file: str,
    settings: Settings,
    stream: IO[bytes],
) -> Iterator[Parsed | Fault]:
    shape_of = finder(settings.shape)
    kind, delimiter = sniff(source.head, file)
    if kind == "parquet":
        stream.seek(0)
        yield from _from_table(read_parquet(stream, file), shape_of)
        return
    skipped = len(BOM) if source.head.startswith(BOM) else 0
    chunks = _without_start(source.chunks, skipped) if skipped else source.chunks
    if kind == "table":
        yield from _from_table(read_table(split_lines(chunks, skipped), delimiter), shape_of)
    elif kind == "values":
        yield from _from_values(split_values(chunks, skipped), file, shape_of)
    else:
        yield from line_records(split_lines(chunks, skipped), file, shape_of)


def line_records(
    lines: Iterator[Record], file: str, shape_of: Callable[[Any], Shape | None], *, returns: bool = False
) -> Iterator[Parsed | Fault]:
    """A record for each line that is not blank; `returns`: that lines end in CR LF was said before."""
    for record in lines:
        raw = record.raw
        if raw.endswith(b"\r"):
            raw = raw[:-1]
            record = record._replace(raw=raw)  # noqa: PLW2901
            if not returns:
                yield Fault("crlf", file, record.line)
            returns = True
        if not raw or raw.isspace():
            yield Fault("blank-line", file, record.line)
            continue
        yield parse_record(record, shape_of)


def parse_record(record: Record, shape_of: Callable[[Any], Shape | None]) -> Parsed:
    """A record with what it holds."""
    raw = record.raw
    value, key, flaws = decode(raw)
    if len(raw) > HUGE:
        flaws = (*flaws, Flaw("huge-line", details={"megabytes": len(raw) >> 20}, at=0))
    return Parsed(record, value, key, flaws, shape_of(value))


def _from_values(
    records: Iterator[Record | Gap],
    file: str,
    shape_of: Callable[[Any], Shape | None],
) -> Iterator[Parsed | Fault]:
    for item in records:
        if isinstance(item, Gap):
            yield Fault("not-json", file, item.line, item.column, "", {"reason": item.reason})
        else:
            yield parse_record(item, shape_of)


def _from_table(table: Iterator[TableRow], shape_of: Callable[[Any], Shape | None]) -> Iterator[Parsed]:
    for record, value, key, flaws in table:
        yield Parsed(record, value, key, flaws, shape_of(value))


def _without_start(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    yield next(chunks, b"")[size:]
    yield from chunks
