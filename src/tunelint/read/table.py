"""Rows of CSV and TSV files."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from tunelint.read.decode import UNREAD, hash_of, text_of
from tunelint.read.flaw import Flaw, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

_NESTED = frozenset(
    {
        "messages",
        "conversations",
        "contents",
        "tools",
        "prompt",
        "completion",
        "chosen",
        "rejected",
        "history",
        "system",
    }
)
"""Columns whose cells may hold JSON, because a table has no other way to hold a list."""


class TableRow(NamedTuple):
    """One row of a table: where it stands, its cells under the names of the header, what is wrong with it."""

    record: Record
    value: Any
    key: str
    flaws: tuple[Flaw, ...] = ()


def read_table(lines: Iterator[Record], delimiter: str) -> Iterator[TableRow]:
    """The rows of a table whose first line names the columns. Wholly empty lines are left out."""
    csv.field_size_limit(sys.maxsize)
    taken: list[Record] = []
    flaws: list[Flaw] = []
    reader = csv.reader(_texts(lines, taken, flaws), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        taken.clear()
        flaws.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _row(taken, UNREAD, [*flaws, Flaw("broken-table", details={"reason": str(error)}, at=0)])
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        if cells:
            value = {name: _cell(name, cell) for name, cell in zip(header, cells, strict=False)}
            yield _row(taken, value, [*flaws, *_misfits(header, cells, taken)])


def _texts(lines: Iterator[Record], taken: list[Record], flaws: list[Flaw]) -> Iterator[str]:
    for record in lines:
        text, wrong = text_of(record.raw)
        taken.append(record)
        flaws += wrong
        yield text + "\n"


def _row(taken: list[Record], value: Any, flaws: list[Flaw]) -> TableRow:
    raw = b"\n".join(record.raw for record in taken)
    record = taken[0]._replace(raw=raw) if taken else Record(b"", 1, 0)
    return TableRow(record, value, hash_of(value, raw), tuple(flaws))


def _misfits(header: list[str], cells: list[str], taken: list[Record]) -> Iterator[Flaw]:
    if len(cells) != len(header):
        yield Flaw("ragged-row", details={"cells": len(cells), "columns": len(header)}, at=0)
    if cells[-1].endswith("\n") and not taken[-1].raw.rstrip(b"\r").endswith(b'"'):
        yield Flaw("broken-table", details={"reason": "a quote that opens here is never closed"}, at=0)


def _cell(name: str, cell: str) -> Any:
    """The text of a cell; a list or object where the column holds such things as JSON."""
    if name in _NESTED and cell[:1] in ("[", "{"):
        try:
            value = orjson.loads(cell)
        except orjson.JSONDecodeError:
            return cell
        holds_objects = isinstance(value, list) and all(isinstance(item, dict | list) for item in value)
        return value if isinstance(value, dict) or holds_objects else cell
    return cell
