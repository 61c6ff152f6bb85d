"""Columns that grow by batches: what is kept of a corpus, packed."""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern
from typing import TYPE_CHECKING, Any, overload

from tunelint.model.view import Cell
from tunelint.run.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.measure.protocol import Measure
    from tunelint.model.row import RowRef
    from tunelint.model.view import Batch, Want


class Column(Sequence[Cell]):
    """The values of one measure; each is made anew when it is looked at.

    `kind` is the type of the values, as a lasting measure states it. None: not known, then the values
    themselves are kept.
    """

    def __init__(self, places: Places, kind: Any = None) -> None:
        self.places = places
        self.values = _Plain() if kind is None else _Packed(kind)

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Cell]:
        return map(Cell, self.places.refs, self.places.pointers, self.values)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> list[Cell]: ...
    def __getitem__(self, at: int | slice) -> Cell | list[Cell]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        return Cell(self.places.refs[at], self.places.pointers[at], self.values[at])


class Places:
    """Where the passages of one kind stand: their rows and JSON Pointers, in reading order."""

    def __init__(self) -> None:
        self.refs: list[RowRef] = []
        self.pointers: list[str] = []


class ColumnStore:
    """The columns of some measures over all batches that were added."""

    def __init__(self, measures: Mapping[Want, Measure]) -> None:
        self._places = {want.on: Places() for want in measures}
        self.columns = {
            want: Column(self._places[want.on], getattr(measure, "value", None))
            for want, measure in measures.items()
        }

    def add(self, batch: Batch) -> None:
        """Keep the values of a batch."""
        first = {want.on: want for want in self.columns}
        for on, want in first.items():
            places = self._places[on]
            for row, passage, _ in batch.each(want):
                places.refs.append(row.ref)
                places.pointers.append(intern(passage.pointer))
        for want, column in self.columns.items():
            column.values.extend(value for _, _, value in batch.each(want))


class _Plain(list[Any]):
    """Values as they are."""


class _Packed(Sequence[Any]):
    """Values of one type as bytes, one after the other."""

    def __init__(self, kind: Any) -> None:
        from tunelint.run.cache.codec import packer

        self._pack, self._unpack = packer(kind)
        self._spool = Spool()

    def extend(self, values: Iterable[Any]) -> None:
        """Append values."""
        for value in values:
            self._spool.append(self._pack(value))

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[Any]:
        return map(self._unpack, self._spool)

    def __getitem__(self, at: Any) -> Any:
        return self._unpack(self._spool[range(len(self))[at]])
