"""Measure `wording`: the words of a short text, such as a system prompt, for the corpus to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_LONGEST = 2000
"""Code points that are kept; memory holds one string for each distinct text."""


class WordingMeasure:
    """Each passage with its white space evened out, cut at `_LONGEST` code points."""

    name = "wording"
    version = 1

    def __init__(self, settings: Settings) -> None:
        del settings
        self._kept: dict[str, str] = {}

    def __call__(self, passages: Sequence[Passage]) -> list[str]:
        """One text for each passage; equal texts are one string."""
        texts = (" ".join(passage.text[:_LONGEST].split()) for passage in passages)
        return [self._kept.setdefault(text, text) for text in texts]
