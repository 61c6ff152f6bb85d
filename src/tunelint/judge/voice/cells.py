"""Which texts have a voice that can be judged, and why the others have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.model.finding import Unjudged
from tunelint.model.view import Want
from tunelint.profile.voice import FUNCTION_SHARE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Columns

ASKED = Want("asked-tone", "prompt")
"""What tone the prompts ask for: a reply that obeys is not judged."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a text needs so that its voice can be judged: words of prose, and a share of English words."""

    voice: Want
    min_words: int
    min_english: float

    def judged(self, columns: Columns) -> Iterator[Cell]:
        """The cells whose voice can be judged."""
        asking = _asking(columns)
        for cell in columns.each(self.voice):
            if cell.ref.number not in asking and not self._unfit(cell):
                yield cell

    def left_out(self, columns: Columns) -> Iterator[Unjudged]:
        """The rows of which no text can be judged, each with the reason."""
        asking = _asking(columns)
        reasons: dict[int, tuple[RowRef, str]] = {}
        fit: set[int] = set()
        for cell in columns.each(self.voice):
            if cell.ref.number in asking:
                reasons[cell.ref.number] = (cell.ref, "the prompt asks for a tone, a genre or a rewriting")
            elif reason := self._unfit(cell):
                reasons.setdefault(cell.ref.number, (cell.ref, reason))
            else:
                fit.add(cell.ref.number)
        for cell in columns.missing(self.voice):
            reasons.setdefault(cell.ref.number, (cell.ref, "no words"))
        for number, (ref, reason) in reasons.items():
            if number not in fit:
                yield Unjudged(ref, reason)

    def _unfit(self, cell: Cell) -> str:
        if cell.value[WORDS] < self.min_words:
            return f"fewer than {self.min_words} words of prose"
        if cell.value[FUNCTION_SHARE] < self.min_english:
            return "not English prose"
        return ""


def _asking(columns: Columns) -> set[int]:
    return {cell.ref.number for cell in columns.each(ASKED) if cell.value}
