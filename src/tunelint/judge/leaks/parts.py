"""What is trained on and what it is evaluated with."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tunelint.model.view import Cell, Columns, Want

_HELD_OUT = frozenset(
    {"valid", "validation", "val", "dev", "test", "eval", "evaluation", "holdout", "heldout"}
)


def parts(columns: Columns) -> tuple[Columns, list[Columns]]:
    """The rows to train on, and the rows to evaluate with.

    The latter are those of the evaluation files, and those of files named as a held-out part of the data
    (test, valid, dev …) where other files are there too.
    """
    files = {ref.file for ref in columns.rows}
    held = {file for file in files if held_out(file)}
    given = [columns.against] if columns.against else []
    if not held or held == files:
        return columns, given
    return _of_files(columns, files - held), [_of_files(columns, held), *given]


def each_row(columns: Columns, wants: Sequence[Want]) -> Iterator[tuple[Cell, ...]]:
    """The values of each row, for measures of whole rows."""
    return zip(*(columns.cells[want] for want in wants), strict=True)


def held_out(file: str) -> bool:
    """Whether a file's name says that its rows are kept from training."""
    return not _HELD_OUT.isdisjoint(re.split(r"[^a-z]+", PurePath(file).name.lower()))


def _of_files(columns: Columns, files: Collection[str]) -> Columns:
    return replace(
        columns,
        rows=[ref for ref in columns.rows if ref.file in files],
        cells={
            want: [cell for cell in cells if cell.ref.file in files] for want, cells in columns.cells.items()
        },
        derived={},
    )
