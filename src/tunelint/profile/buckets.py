"""Which rows share a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator


@dataclass(frozen=True)
class Buckets:
    """Rows by a value they share, such as the hash of a normalised text."""

    members: dict[Hashable, frozenset[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Hashable, Any]]) -> Buckets:
        """The buckets of pairs of value and row."""
        members: dict[Hashable, set[Any]] = {}
        for value, row in pairs:
            members.setdefault(value, set()).add(row)
        return cls({value: frozenset(rows) for value, rows in members.items()})

    def merge(self, other: Buckets) -> Buckets:
        """The buckets of both parts."""
        both = dict(self.members)
        for value, rows in other.members.items():
            both[value] = both.get(value, frozenset()) | rows
        return Buckets(both)

    def shared(self) -> Iterator[frozenset[Any]]:
        """The buckets with more than one row."""
        return (rows for rows in self.members.values() if len(rows) > 1)
