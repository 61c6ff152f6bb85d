"""What a sketch is."""

from __future__ import annotations

from typing import Any, Protocol, Self


class Sketch(Protocol):
    """What a corpus looks like, in a size that does not grow with its text.

    `merge` is associative and commutative: how the data is split, and in which order it comes, never changes
    what a sketch says. So sketches count in whole numbers and choose by content key, never by arrival.
    """

    def merge(self, other: Self) -> Self:
        """The sketch of both parts."""
        ...


class Nothing:
    """The sketch of a judge that reads the columns alone, or a stored profile."""

    def merge(self, other: Nothing) -> Nothing:
        """Nothing."""
        return other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nothing)

    def __hash__(self) -> int:
        return 0


def no_fold(_judge: object, _columns: object) -> Nothing:
    """The method `fold` of a judge that reads the columns alone."""
    return Nothing()


AnySketch = Any
"""A sketch whose type only its own judge knows."""
