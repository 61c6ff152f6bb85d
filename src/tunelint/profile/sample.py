"""A bounded sample of a corpus, chosen by content key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Sample:
    """The values of the `size` smallest keys: a uniform sample, whatever the order and the split.

    Keys are hashes of content, so equal content counts once. `items` is sorted by key.
    """

    size: int
    items: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, size: int, pairs: Iterable[tuple[str, Any]]) -> Sample:
        """The sample of some keyed values."""
        return cls(size, _smallest(size, pairs))

    def merge(self, other: Sample) -> Sample:
        """The sample of both parts."""
        return Sample(self.size, _smallest(self.size, (*self.items, *other.items)))

    @property
    def values(self) -> list[Any]:
        """The sampled values, in the order of their keys."""
        return [value for _, value in self.items]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sample):
            return NotImplemented
        return self.size == other.size and [key for key, _ in self.items] == [key for key, _ in other.items]

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Strata:
    """A sample of each part of a corpus, by the part's number."""

    parts: Mapping[int, Sample]

    @classmethod
    def of(cls, size: int, triples: Iterable[tuple[int, str, Any]]) -> Strata:
        """The samples of some values, each with its part and its key."""
        found: dict[int, list[tuple[str, Any]]] = {}
        for part, key, value in triples:
            found.setdefault(part, []).append((key, value))
        return cls({part: Sample.of(size, pairs) for part, pairs in sorted(found.items())})

    def merge(self, other: Strata) -> Strata:
        """The samples of both."""
        merged = dict(self.parts)
        for part, sample in other.parts.items():
            merged[part] = merged[part].merge(sample) if part in merged else sample
        return Strata(dict(sorted(merged.items())))


def _smallest(size: int, pairs: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    distinct = dict(pairs)
    return tuple((key, distinct[key]) for key in sorted(distinct)[:size])
