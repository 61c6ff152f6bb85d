"""Measure `implied`: what calls for something that the text does not hold, as an acronym for its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.phrases.scope import parts
from tunelint.measure.phrases.search import Looker, Search
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class ImpliedMeasure:
    """The matches of `first` in each passage that no match of `second` stands for.

    Where `second` has a group, a match of `first` is met by a match of `second`, there or before it, whose
    group holds the same text; else by any match of `second`.
    """

    name = "implied"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        first: str,
        second: str,
        unless: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
        case: bool = True,
    ) -> None:
        del settings
        self._only = only
        self._first = Search([first], case=case, only=only, unless=unless)
        self._second = Search([second], case=case, only=only)
        self._looker = Looker(self._look, self._first)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> list[Found]:
        met: set[str] = set()
        found = []
        grouped = bool(self._second.pattern.groups)
        blocks = parts(text, self._only)
        if not grouped and any(True for block in blocks for _ in self._second.find_in(block)):
            return []
        for block in blocks:
            if grouped:
                met |= {
                    group for _, match in self._second.find_in(block) for group in match.groups() if group
                }
            found += [
                Found(*block.span(*match.span()))
                for _, match in self._first.find_in(block)
                if match[0] not in met
            ]
        return found
