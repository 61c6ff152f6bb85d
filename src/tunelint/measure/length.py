"""Measure `length`: how long a passage is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class LengthMeasure:
    """The code points of each passage without the white space around it."""

    name = "length"
    version = 1

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[int]:
        """One length for each passage."""
        return [len(passage.text.strip()) for passage in passages]
