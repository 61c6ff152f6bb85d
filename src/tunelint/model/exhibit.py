"""The rows behind a report: what it may quote of them, and the values that a map of them is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tunelint.model.place import Place
    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Want


class Spoken(NamedTuple):
    """One text of an example and who says it: `system`, `prompt`, `reply`, `rejected` or `tool`."""

    role: str
    text: str


def _nowhere(_places: Iterable[Place]) -> dict[tuple[str, int], Sequence[Spoken]]:
    """No row of any other file."""
    return {}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Texts and values of rows, for reports that show more than findings.

    `texts` reads rows again and gives their texts by row number, private values as dots; rows that hold no
    example are missing. `elsewhere` does the same for rows of other files, such as evaluation data, by file
    and line. `cells` are the values that the judges of the corpus had kept. `quote` says how much of a text
    may be shown: `none`, `short` or `full`.
    """

    texts: Callable[[Iterable[RowRef]], Mapping[int, Sequence[Spoken]]]
    cells: Mapping[Want, Sequence[Cell]]
    quote: str = "short"
    elsewhere: Callable[[Iterable[Place]], Mapping[tuple[str, int], Sequence[Spoken]]] = _nowhere
