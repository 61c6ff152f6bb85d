"""Rows read a second time, so that their text need not be kept."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import IO, TYPE_CHECKING

from tunelint.model.row import Row, RowRef
from tunelint.read.flaw import Record
from tunelint.read.records import parse_record
from tunelint.read.rows import examine, make_row, rows
from tunelint.read.shapes import finder
from tunelint.read.sniff import sniff
from tunelint.read.source import changed, open_file, open_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.settings import Settings


def reread(refs: Iterable[RowRef], settings: Settings) -> Iterator[Row]:
    """The rows that `refs` name, file by file and in the order of the file, each with its own `ref`.

    Their faults are those of the row itself: that its shape is not the file's is not found a second time.
    Raises `UserError` where a file can no longer be opened.
    """
    ordered = sorted(refs, key=lambda ref: (ref.file, ref.number))
    for file, group in groupby(ordered, key=attrgetter("file")):
        wanted = list(group)
        with open_file(file) as stream:
            if _is_json(stream, file):
                yield from _by_offset(stream, wanted, settings)
                continue
        places = {(ref.line, ref.offset): ref for ref in wanted}
        for item in rows(file, settings):
            if isinstance(item, Row) and (ref := places.pop((item.ref.line, item.ref.offset), None)):
                yield _as_before(ref, item)
        if places:
            raise changed(file)


def by_number(refs: Iterable[RowRef], settings: Settings) -> dict[int, Row]:
    """The same rows by their numbers."""
    return {row.ref.number: row for row in reread(refs, settings)}


def _is_json(stream: IO[bytes], file: str) -> bool:
    """Whether the rows of the file can be read by themselves, at their byte offsets."""
    source = open_source(stream)
    return source.plain and sniff(source.head, file).format in ("lines", "values")


def _by_offset(stream: IO[bytes], refs: list[RowRef], settings: Settings) -> Iterator[Row]:
    shape_of = finder(settings.shape)
    for ref in refs:
        stream.seek(ref.offset)
        record = Record(stream.read(ref.length), ref.line, ref.offset, ref.column)
        item = parse_record(record, shape_of)
        flaws, example = examine(item, None, 0)
        row = make_row(item, ref.file, ref.number, example, flaws)
        yield _as_before(ref, row)


def _as_before(ref: RowRef, row: Row) -> Row:
    """The row with its first reference; `UserError` where its content is another now."""
    if row.ref.key != ref.key:
        raise changed(ref.file)
    return Row(ref, row.raw, row.value, row.example, row.faults)
