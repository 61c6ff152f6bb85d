"""Measure `terms`: where a passage uses a word that the glossary avoids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.terms.match import Hit, TermMatcher
from tunelint.model.glossary import load_glossary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

__all__ = ["Hit", "TermMatcher", "TermsMeasure"]


class TermsMeasure:
    """The hits of each passage. Terms are inflected where the data is English, else found as written.

    `pipeline`: name and release of the pipeline of spaCy that tells the part of speech of entries, as
    `name==release`; empty without one.
    """

    name = "terms"
    version = 4
    value = tuple[Hit, ...]
    reads: tuple[str, ...] = ("glossary", "language")

    def __init__(self, settings: Settings, *, pipeline: str = "") -> None:
        self._matcher = TermMatcher(
            load_glossary(settings.glossary),
            language=settings.language,
            pipeline=pipeline.partition("==")[0],
        )

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Hit, ...]]:
        """One tuple of hits for each passage; empty where nothing is wrong."""
        return [self._matcher.find(passage.text) for passage in passages]
