"""How one dataset differs from another: rows that came, went and changed, and what moved as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tunelint.model.row import RowRef

State = Literal["same", "moved", "worse", "better"]


class Edited(NamedTuple):
    """A row of the new data and the row of the old data that it is an edit of.

    `similarity` is the Jaccard similarity of their pairs of neighbouring words, `differs` the changed words.
    """

    new: RowRef
    old: RowRef
    similarity: float
    differs: str


class Move(NamedTuple):
    """A number of both datasets, for people; `section` groups them (`length`, `voice`, `topic`, or a family).

    `old` and `new` are in `unit`; None where that side has none. `words` says what the move means.
    """

    section: str
    name: str
    old: float | None
    new: float | None
    unit: str
    state: State
    words: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that a report of a difference needs; `unknown` says what could not be compared, and why."""

    old_rows: int
    new_rows: int
    added: tuple[RowRef, ...]
    removed: tuple[RowRef, ...]
    edited: tuple[Edited, ...]
    moves: tuple[Move, ...]
    unknown: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[Move, ...]:
        """What moved, and is not only better for it."""
        return tuple(move for move in self.moves if move.state in ("moved", "worse"))
