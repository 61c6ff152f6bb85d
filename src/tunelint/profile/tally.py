"""Counts of values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable


@dataclass(frozen=True)
class Tally:
    """How often each value occurs."""

    counts: Counter[Hashable] = field(default_factory=Counter)

    @classmethod
    def of(cls, values: Iterable[Hashable]) -> Tally:
        """The tally of some values."""
        return cls(Counter(values))

    def merge(self, other: Tally) -> Tally:
        """The tally of both parts."""
        return Tally(self.counts + other.counts)

    @property
    def total(self) -> int:
        """How many values were counted."""
        return self.counts.total()
