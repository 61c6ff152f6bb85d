"""Measure `occurrences`: parts of a text in which something stands too often, or not often enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.phrases.scope import parts
from tunelint.measure.phrases.search import Looker, Search
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class OccurrencesMeasure:
    """The parts of each passage with more than `most` or fewer than `least` matches; the note is how many.

    The place is the first match, or the whole part where there is none. `most` and `least` of 0 set no limit.
    """

    name = "occurrences"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        pattern: str,
        most: int = 0,
        least: int = 0,
        only: tuple[str, ...] = (),
        case: bool = False,
    ) -> None:
        del settings
        self._most, self._least, self._only = most, least, only
        self._search = Search([pattern], case=case, only=only)
        self._looker = Looker(self._look, *([self._search] if not least else []))

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> Iterator[Found]:
        for block in parts(text, self._only):
            matches = [match for _, match in self._search.find_in(block)]
            if len(matches) < self._least or 0 < self._most < len(matches):
                stretch = matches[0].span() if matches else (0, len(block.text))
                yield Found(*block.span(*stretch), str(len(matches)))
