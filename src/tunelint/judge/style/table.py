"""The counted habits of every judged reply as one table, which all rules of style read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tunelint.judge.voice.cells import asking
from tunelint.model.habit import HABITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.model.view import Cell, Columns, Want


@dataclass(frozen=True, slots=True)
class Table:
    """Replies whose prompts ask for no tone, one line each.

    `cells` is the column; `at` the place of each reply in it, (n,) int64; `segments` its segment, (n,) int64;
    `counts` times shown and chances of each habit, (n, 2 * habits) uint8.
    """

    cells: Sequence[Cell]
    at: NDArray[np.int64]
    segments: NDArray[np.int64]
    counts: NDArray[np.uint8]

    def counted(self, habit: int) -> NDArray[np.uint8]:
        """Times shown and chances of one habit, (n, 2)."""
        return self.counts[:, 2 * habit : 2 * habit + 2]

    def tally(self, habit: int) -> Counter[tuple[int, tuple[int, int]]]:
        """How many replies of each segment have each pair of times shown and chances."""
        pairs = np.column_stack([self.segments, self.counted(habit)])
        found, numbers = np.unique(pairs, axis=0, return_counts=True)
        lines = zip(found.tolist(), numbers.tolist(), strict=True)
        return Counter({(segment, (shown, chances)): number for (segment, shown, chances), number in lines})

    def part(self, segment: int) -> Table:
        """The replies of one segment."""
        mine = self.segments == segment
        return Table(self.cells, self.at[mine], self.segments[mine], self.counts[mine])


@dataclass(frozen=True, slots=True)
class Tabled:
    """Makes the table of a column of `style`; equal ones make the same, so that it is made once."""

    style: Want

    def __call__(self, columns: Columns) -> Table:
        """The table of these columns."""
        asked, cells = asking(columns), columns.cells[self.style]
        at, segments, counts = [], [], bytearray()
        for place, cell in enumerate(cells):
            if cell.value is not None and cell.ref.number not in asked:
                at.append(place)
                segments.append(cell.ref.segment)
                counts += cell.value.counts
        table = np.frombuffer(bytes(counts), np.uint8).reshape(len(at), 2 * len(HABITS))
        return Table(cells, np.array(at, np.int64), np.array(segments, np.int64), table)
