"""Which rows share a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator


@dataclass(frozen=True)
class Buckets:
    """Rows by a value they share, such as the hash of a normalised text.

    Most values have one row, and a tuple of one takes a quarter of the memory of a set.
    """

    members: dict[Hashable, tuple[Any] | frozenset[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Hashable, Any]]) -> Buckets:
        """The buckets of pairs of value and row."""
        members: dict[Hashable, tuple[Any] | frozenset[Any]] = {}
        shared: dict[Hashable, set[Any]] = {}
        for value, row in pairs:
            if value in shared:
                shared[value].add(row)
            elif members.setdefault(value, (row,)) != (row,):
                shared[value] = {*members[value], row}
        return cls(members | {value: frozenset(rows) for value, rows in shared.items()})

    def merge(self, other: Buckets) -> Buckets:
        """The buckets of both parts."""
        both = dict(self.members)
        for value, rows in other.members.items():
            if both.setdefault(value, rows) != rows:
                both[value] = frozenset({*both[value], *rows})
        return Buckets(both)

    def shared(self) -> Iterator[frozenset[Any]]:
        """The buckets with more than one row."""
        return (rows for rows in self.members.values() if isinstance(rows, frozenset))
