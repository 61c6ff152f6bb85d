"""Measure `style`: how often each passage could have shown each habit of style, and how often it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.style.sightings import sightings
from tunelint.model.habit import Style, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class StyleMeasure:
    """One `Style` for each passage."""

    name = "style"
    version = 3
    value = Style
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Style]:
        """The style of each passage."""
        return [pack(sightings(passage.text)) for passage in passages]
