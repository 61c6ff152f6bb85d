"""What a shape of training data is to the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.model.example import Example
    from tunelint.read.flaw import Flaw

Flaws = list["Flaw"]
"""Where a shape notes what is wrong with a row."""


class Shape(Protocol):
    """One way of writing training examples as JSON.

    `name` is what reports call it. Two shapes of one `family` may stand in one file: a trainer that reads the
    one reads the other. `keys` are the spellings of the keys that make the shape, for hints.
    """

    @property
    def name(self) -> str:
        """What reports call the shape."""
        ...

    @property
    def family(self) -> str:
        """The shapes that may stand in one file share it."""
        ...

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys that make the shape, in each spelling."""
        ...

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether an object with these keys is of this shape."""
        ...

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The example that the value holds; what no trainer can use is added to `flaws`."""
        ...
