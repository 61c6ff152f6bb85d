"""Measure `repeats`: words that stand twice in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.phrases.scope import parts
from tunelint.measure.phrases.search import Looker, Search, same
from tunelint.measure.readability.sentences import sentences
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.measure.phrases.blocks import Block
    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class RepeatsMeasure:
    """The repetitions of each passage; the note is what is repeated.

    Neighbouring matches of `patterns` that are equal are one repetition, unless the sentence ends between
    them. `most`: repetitions that are let pass. `letters`: only words of letters count.
    """

    name = "repeats"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        patterns: tuple[str, ...],
        unless: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
        most: int = 0,
        letters: bool = False,
        case: bool = True,
    ) -> None:
        del settings
        self._only, self._most, self._letters, self._case = only, most, letters, case
        self._search = Search(patterns, case=case, only=only, unless=unless)
        self._looker = Looker(self._look, self._search)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> Iterator[Found]:
        for block in parts(text, self._only):
            yield from self._in(block)

    def _in(self, block: Block) -> Iterator[Found]:
        before, count = None, 0
        for _, match in self._search.find_in(block):
            if before and self._same(before[0].strip(), match[0].strip()):
                count += 1
                stretch = (before.start(), match.end())
                if count > self._most and len(sentences(block.text[slice(*stretch)])) < 2:
                    yield Found(*block.span(*stretch), match[0].strip())
                    count = 0
            before = match

    def _same(self, one: str, other: str) -> bool:
        return bool(one) and same(one, other, case=self._case) and (not self._letters or one.isalpha())
