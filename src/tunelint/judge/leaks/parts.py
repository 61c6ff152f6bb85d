"""What is trained on and what it is evaluated with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.view import Cell, Columns, Want

_HELD_OUT = frozenset(
    {"valid", "validation", "val", "dev", "test", "eval", "evaluation", "holdout", "heldout"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows with their values, one tuple of cells a row, and the columns that they are from."""

    rows: Sequence[tuple[Cell, ...]]
    columns: Columns


def parts(columns: Columns, wants: Sequence[Want]) -> tuple[Part, list[Part]]:
    """The rows to train on, and the rows to evaluate with.

    The latter are those of the evaluation files, and those of files named as a held-out part of the data
    (test, valid, dev …) where other files are there too.
    """
    held = {ref.file for ref in columns.rows if held_out(ref.file)}
    if held == {ref.file for ref in columns.rows}:
        held = set()
    every = list(zip(*(columns.cells[want] for want in wants), strict=True))
    training = Part([row for row in every if row[0].ref.file not in held], columns)
    evaluation = [Part([row for row in every if row[0].ref.file in held], columns)] if held else []
    if columns.against:
        given = zip(*(columns.against.cells[want] for want in wants), strict=True)
        evaluation.append(Part(list(given), columns.against))
    return training, evaluation


def held_out(file: str) -> bool:
    """Whether a file's name says that its rows are kept from training."""
    return not _HELD_OUT.isdisjoint(re.split(r"[^a-z]+", PurePath(file).name.lower()))
