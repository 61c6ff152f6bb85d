"""Columns that grow by batches: what is kept of a corpus, packed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from tunelint.model.view import Cell
from tunelint.run.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.measure.protocol import Measure
    from tunelint.model.row import RowRef
    from tunelint.model.view import Batch, Want


class Column(Sequence[Cell]):
    """The values of one measure; each is made anew when it is looked at.

    Its pieces travel `detached`, without the references of the rows, and are `attached` where all are there.
    """

    def __init__(self, places: Places, values: _Plain | _Packed) -> None:
        self.places = places
        self.values = values

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

    def detached(self, first: int) -> Detached:
        """The column without references; `first` is the number of the first row."""
        rows = array("Q", (ref.number - first for ref in self.places.refs))
        return Detached(rows, self.places.pointers, self.values)


class Detached(NamedTuple):
    """A column whose rows are told by their position among others."""

    rows: array[int]
    pointers: list[str]
    values: _Plain | _Packed


def attached(pieces: Iterable[tuple[Sequence[RowRef], Detached]]) -> Column:
    """One column of several pieces in order, each with the rows among which its own are."""
    places, values = Places(), None
    for rows, piece in pieces:
        places.refs += [rows[at] for at in piece.rows]
        places.pointers += piece.pointers
        values = piece.values.empty() if values is None else values
        values.take(piece.values)
    return Column(places, _Plain() if values is None else values)


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
            want: Column(self._places[want.on], _store_for(getattr(measure, "value", None)))
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


def _store_for(kind: Any) -> _Plain | _Packed:
    """A store for values of a type, as a lasting measure states it.

    None: it is not known, then the values themselves are kept.
    """
    return _Plain() if kind is None else _Packed(kind)


class _Plain(list[Any]):
    """Values as they are."""

    def empty(self) -> _Plain:
        """A store of this kind without values."""
        return _Plain()

    def take(self, other: Any) -> None:
        """Append the values of another such store."""
        self.extend(other)


class _Packed(Sequence[Any]):
    """Values of one type as bytes, one after the other."""

    def __init__(self, kind: Any) -> None:
        from tunelint.run.cache.codec import packer

        self.kind = kind
        self._pack, self._unpack = packer(kind)
        self.spool = Spool()

    def __reduce__(self) -> tuple[Any, ...]:
        return _packed, (self.kind, list(self.spool))

    def empty(self) -> _Packed:
        """A store of this kind without values."""
        return _Packed(self.kind)

    def take(self, other: Any) -> None:
        """Append the values of another such store."""
        self.spool.extend(other.spool)

    def extend(self, values: Iterable[Any]) -> None:
        """Append values."""
        self.spool.extend(map(self._pack, values))

    def __len__(self) -> int:
        return len(self.spool)

    def __iter__(self) -> Iterator[Any]:
        return map(self._unpack, self.spool)

    def __getitem__(self, at: Any) -> Any:
        return self._unpack(self.spool[range(len(self))[at]])


def _packed(kind: Any, contents: Iterable[bytes]) -> _Packed:
    values = _Packed(kind)
    values.spool.extend(contents)
    return values
