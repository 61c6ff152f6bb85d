"""Measure `pairs`: two ways of writing one thing in the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.phrases.search import Looker, Search
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class PairsMeasure:
    """The places in each passage that take another side than the one it took first; the note is that side.

    `either`: pairs of patterns, of which a text should use only one.
    """

    name = "pairs"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(
        self,
        settings: Settings,
        *,
        either: tuple[tuple[str, str], ...],
        only: tuple[str, ...] = (),
        words: bool = True,
        case: bool = False,
    ) -> None:
        del settings
        self._searches = [
            Search([f"(?P<left>{left})", f"(?P<right>{right})"], words=words, case=case, only=only)
            for left, right in either
        ]
        self._looker = Looker(self._look, *self._searches)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> Iterator[Found]:
        for search in self._searches:
            taken, seen = None, ""
            for block, match in search.find(text):
                side = "left" if match["left"] is not None else "right"
                taken, seen = taken or side, seen or match[0]
                if side != taken:
                    yield Found(*block.span(*match.span()), seen)
