"""Which texts have a voice that can be judged, and why the others have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.model.finding import Unjudged
from tunelint.model.view import Want
from tunelint.profile.voice import unfit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

ASKED = Want("asked-tone", "prompt")
"""What tone the prompts ask for: a reply that obeys is not judged."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a text needs so that its voice can be judged: words of prose, in English.

    `voice`, `language`: the measures that say so. `other`: the language of all data where the configuration
    names one that is not supported, else empty.
    """

    voice: Want
    language: Want
    min_words: int
    min_english: float
    other: str

    @property
    def wants(self) -> tuple[Want, ...]:
        """The measures to compute."""
        return self.voice, self.language, ASKED

    def judged(self, columns: Columns) -> Iterator[Cell]:
        """The cells whose voice can be judged."""
        asked, languages = asking(columns), self._languages(columns)
        for cell in columns.each(self.voice):
            if cell.ref.number not in asked and not self._unfit(cell, languages):
                yield cell

    def left_out(self, columns: Columns) -> Iterator[Unjudged]:
        """The rows of which no text can be judged, each with the reason."""
        asked, languages = asking(columns), self._languages(columns)
        reasons: dict[int, tuple[RowRef, str]] = {}
        fit: set[int] = set()
        for cell in columns.each(self.voice):
            if cell.ref.number in asked:
                reasons[cell.ref.number] = (cell.ref, "the prompt asks for a tone, a genre or a rewriting")
            elif reason := self._unfit(cell, languages):
                reasons.setdefault(cell.ref.number, (cell.ref, reason))
            else:
                fit.add(cell.ref.number)
        for cell in columns.missing(self.voice):
            reasons.setdefault(cell.ref.number, (cell.ref, "no words"))
        for number, (ref, reason) in reasons.items():
            if number not in fit:
                yield Unjudged(ref, reason)

    def _languages(self, columns: Columns) -> Mapping[tuple[int, str], str]:
        """The language of each text that is not known to be English; absent means English."""
        return {
            (cell.ref.number, cell.pointer): cell.value.code if cell.value else ""
            for cell in columns.cells[self.language]
            if cell.value is None or cell.value.code != "en"
        }

    def _unfit(self, cell: Cell, languages: Mapping[tuple[int, str], str]) -> str:
        language = self.other or languages.get((cell.ref.number, cell.pointer), "en")
        return unfit(cell.value, language, self.min_words, self.min_english)


def fitness(on: str, settings: Settings, min_words: int, min_english: float) -> Fitness:
    """What texts of the role `on` need, with the voice measured on a team's own axes too."""
    axes = (("axes", settings.axes),) if settings.axes else ()
    other = "" if settings.language in ("auto", "en") else settings.language
    return Fitness(Want("voice", on, axes), Want("language", on), min_words, min_english, other)


def asking(columns: Columns) -> set[int]:
    """Numbers of the rows whose prompt asks for a tone."""
    return {cell.ref.number for cell in columns.each(ASKED) if cell.value}
