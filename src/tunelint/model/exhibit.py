"""The rows behind a report: what it may quote of them, and the values that a map of them is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Want


class Spoken(NamedTuple):
    """One text of an example and who says it: `system`, `prompt`, `reply`, `rejected` or `tool`."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Texts and values of rows, for reports that show more than findings.

    `texts` reads rows again and gives their texts by row number, private values as dots; rows that hold no
    example are missing. `quote` says how much of a text may be shown: `none`, `short` or `full`.
    `cells` are the values that the judges of the corpus had kept.
    """

    texts: Callable[[Iterable[RowRef]], Mapping[int, Sequence[Spoken]]]
    cells: Mapping[Want, Sequence[Cell]]
    quote: str = "short"
