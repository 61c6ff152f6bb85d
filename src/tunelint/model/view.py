"""What a judge looks at: a batch of rows with their values, or the columns of a whole corpus."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.row import Row, RowRef

    Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
    """Calls a function with each of some values, as `map` does; function and values must pickle."""

_Made = TypeVar("_Made")


class Want(NamedTuple):
    """A measure that a judge needs: its name, the passages it reads, and its options as sorted pairs."""

    measure: str
    on: str
    options: tuple[tuple[str, Any], ...] = ()


class Cell(NamedTuple):
    """One measured value and where it belongs: the row and the JSON Pointer of the passage."""

    ref: RowRef
    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows in memory, with the passages and values that were wanted."""

    rows: Sequence[Row]
    measured: Mapping[Want, Sequence[tuple[Row, Passage, Any]]]

    def each(self, want: Want) -> Sequence[tuple[Row, Passage, Any]]:
        """Row, passage and value, in order; passages without a value are there with None."""
        return self.measured[want]

    def part(self, overrides: tuple[int, ...]) -> Batch:
        """The rows that match exactly these overrides, with their values."""
        rows = [row for row in self.rows if row.ref.overrides == overrides]
        chosen = {row.ref.number for row in rows}
        return Batch(
            rows,
            {
                want: [e for e in entries if e[0].ref.number in chosen]
                for want, entries in self.measured.items()
            },
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """The values of many rows without their texts: what memory keeps of a corpus.

    `texts` reads rows again, by number, for the few whose words are needed; it costs a look at the file.
    `against` are the columns of the evaluation files, numbered by themselves, with what the judges whose
    attribute `evaluates` is true want; None where no such file was named. `textless` are the rows of which
    only hashes are known, by number, with the hash of their numbers (`numbers_hash`): no text can be read.
    `derived` is what was made of these columns, by what made it: the judges of a run share it.
    `spread` is how parts of the judging that do not need one another are done: here, or by other machines.
    """

    rows: Sequence[RowRef]
    cells: Mapping[Want, Sequence[Cell]]
    texts: Callable[[Iterable[RowRef]], Mapping[int, Row]]
    against: Columns | None = None
    textless: Mapping[int, bytes] = field(default_factory=dict)
    derived: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    spread: Spread = map

    def each(self, want: Want) -> Iterator[Cell]:
        """The cells that have a value, in reading order."""
        return (cell for cell in self.cells[want] if cell.value is not None)

    def missing(self, want: Want) -> Iterator[Cell]:
        """The cells that could not be measured."""
        return (cell for cell in self.cells[want] if cell.value is None)

    def once(self, make: Callable[[Columns], _Made]) -> _Made:
        """What a function makes of these columns, made by the first judge that asks."""
        if make not in self.derived:
            self.derived[make] = make(self)
        made: _Made = self.derived[make]
        return made
