"""The rows of a file: records decoded, examples parsed, faults placed."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from tunelint.model.row import Fault, Row, RowRef
from tunelint.read.decode import UNREAD, text_of
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.locate import line_and_column, locate
from tunelint.read.records import Parsed, parsed_records
from tunelint.read.shapes.hint import listed, shape_hint
from tunelint.read.source import open_file, steady

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.example import Example
    from tunelint.model.settings import Settings
    from tunelint.read.flaw import Record

SAMPLE = 100
"""Rows at the start of a file that decide which shape is the file's own."""

_SAMPLE_BYTES = 1 << 23
_AT_ONCE = 512
_NO_EXAMPLE = frozenset({"python-dict", "ragged-row", "broken-table"})
UNKNOWN = ""
"""The family of rows whose shape is not known."""


def rows(file: str, settings: Settings, *, first_number: int = 0) -> Iterator[Row | Fault]:
    """The rows of one file in order, and the faults that belong to no row. One pass, in constant memory.

    Rows are numbered from `first_number`. Raises `UserError` where the file cannot be opened, is written to
    while it is read, or is Parquet and pyarrow is not installed.
    """
    with open_file(file) as stream, steady(stream, file):
        items = parsed_records(stream, file, settings)
        first = list(sample(items))
        yield from examined(chain(first, items), file, *own_shape(first), first_number)


def batches(files: Iterable[str], settings: Settings, *, first_number: int = 0) -> Iterator[list[Row]]:
    """The rows of some files in order, a few hundred at a time; faults that belong to no row are left out.

    Rows are numbered and errors raised as by `rows`.
    """
    number = first_number
    for file in files:
        found = (item for item in rows(file, settings, first_number=number) if isinstance(item, Row))
        while some := list(islice(found, _AT_ONCE)):
            number += len(some)
            yield some


def examined(
    items: Iterable[Parsed | Fault], file: str, home: str | None, line: int, number: int
) -> Iterator[Row | Fault]:
    """The rows of records, numbered from `number`: `home` is the shape of the file, `line` its first line."""
    unknown = 0
    strange: Parsed | None = None
    for item in items:
        if isinstance(item, Fault):
            yield item
            continue
        if home == UNKNOWN and item.shape is None and isinstance(item.value, dict):
            strange, unknown = strange or item, unknown + 1
            faults: list[Flaw] = list(item.flaws)
            example = None
        else:
            faults, example = examine(item, home, line)
        yield make_row(item, file, number, example, faults)
        number += 1
    if strange is not None:
        details = {**_shape_details(strange.value), "rows": unknown}
        yield Fault("unknown-shape", file, strange.record.line, strange.record.column, "", details)


def make_row(item: Parsed, file: str, number: int, example: Example | None, flaws: list[Flaw]) -> Row:
    """The row of a record, its flaws turned into faults with line and column."""
    record = item.record
    ref = RowRef(number, file, record.line, item.key, record.offset, len(record.raw), (), record.column)
    value = None if item.value is UNREAD else item.value
    faults = tuple(place_flaw(flaw, record, file) for flaw in flaws) if flaws else ()
    return Row(ref, record.raw, value, example, faults)


def place_flaw(flaw: Flaw, record: Record, file: str) -> Fault:
    """The fault that a flaw is, with the line and column of the file."""
    where: tuple[int, int] | None = None
    if flaw.at >= 0:
        where = line_and_column(text_of(record.raw)[0], flaw.at)
    elif record.offset >= 0:
        where = locate(record.raw, flaw.pointer, key=flaw.on_key)
    lines, column = where or (0, 0)
    if column and not lines:
        column += record.column - 1
    return Fault(flaw.code, file, record.line + lines, column, flaw.pointer, flaw.details)


def examine(item: Parsed, home: str | None, line: int) -> tuple[list[Flaw], Example | None]:
    """The flaws of a row with those of its shape, and its example."""
    flaws = list(item.flaws)
    if item.value is UNREAD or (flaws and any(flaw.code in _NO_EXAMPLE for flaw in flaws)):
        return flaws, None
    if item.shape is not None:
        example = item.shape.parse(item.value, flaws)
        if home and item.shape.family != home:
            details = {"shape": item.shape.name, "usual": home, "line": line}
            flaws.append(Flaw("mixed-shapes", details=details, at=0))
        return flaws, example
    if isinstance(item.value, dict):
        flaws.append(Flaw("unknown-shape", details={**_shape_details(item.value), "rows": 1}, at=0))
    else:
        flaws.append(Flaw("not-object", details={"found": type_name(item.value)}, at=0))
    return flaws, None


def _shape_details(value: dict[str, Any]) -> dict[str, str]:
    keys = [str(key) for key in value]
    shown = listed(key[:40] for key in keys[:12]) if keys else "none"
    return {"keys": f"{shown} …" if len(keys) > 12 else shown, "hint": shape_hint(keys[:50])}


def sample(items: Iterator[Parsed | Fault]) -> Iterator[Parsed | Fault]:
    """The first records, with the faults between them: those that decide which shape is the file's own."""
    size = count = 0
    for item in items:
        yield item
        if isinstance(item, Parsed):
            count += 1
            size += len(item.record.raw)
            if count >= SAMPLE or size >= _SAMPLE_BYTES:
                return


def own_shape(sample: list[Parsed | Fault]) -> tuple[str | None, int]:
    """The family that most rows of the sample have, and its first line; None where no row has any."""
    first: dict[str, int] = {}
    tally: Counter[str] = Counter()
    for item in sample:
        if isinstance(item, Parsed) and (item.shape or isinstance(item.value, dict)):
            family = item.shape.family if item.shape else UNKNOWN
            first.setdefault(family, item.record.line)
            tally[family] += 1
    if not tally:
        return None, 0
    home = tally.most_common(1)[0][0]
    return home, first[home]
