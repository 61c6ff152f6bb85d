"""What a measure is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage


class Measure(Protocol):
    """Values of passages: dear to compute, pure, versioned.

    Measuring a batch equals measuring its passages one by one; equal texts have equal values; a change of the
    code that changes a value raises `version`. A value of None means that the passage cannot be measured.
    A measure is made once a run by its factory: `factory(settings, **options)`.
    """

    name: str
    version: int

    def __call__(self, passages: Sequence[Passage]) -> Sequence[Any]:
        """One value for each passage, in order."""
        ...


@runtime_checkable
class LastingMeasure(Measure, Protocol):
    """A measure whose values are worth more than a look into the cache, so that they outlast the run.

    `value` is the type of the values, made of plain types, named tuples and NumPy arrays. `reads` names the
    settings that they depend on; files named there count by their content.
    """

    value: Any
    reads: tuple[str, ...]
