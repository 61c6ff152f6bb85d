"""Patterns of a style guide, searched in the parts of many texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.measure.phrases.engine import compile_any
from tunelint.measure.phrases.hints import candidates, either, hints, words_of
from tunelint.measure.phrases.scope import check_parts, parts
from tunelint.model.phrase import GivenUp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tunelint.measure.phrases.blocks import Block
    from tunelint.measure.phrases.hints import Hints
    from tunelint.model.example import Passage
    from tunelint.model.place import Span

SECONDS = 1.0
"""How long one pattern may take over one part of a text."""

PATIENCE = 3
"""Texts over which a rule may run out of time before it is not tried on any further text."""

_FEW = 12
"""Alternatives that are searched together without a thought; of more, only those that may match."""

TOO_SLOW = GivenUp(f"its pattern took more than {SECONDS:.0f} s on a text; simplify the pattern")
"""The value of a text for which there was not enough time."""


class Search:
    """Patterns in the dialect of the package `regex`, which has look-behind of any length and a time limit.

    `patterns` are tried in order at each place. `words`: they match whole words only. `case`: capitals count.
    `only`: the parts of a text to search. `unless`: patterns that excuse a match they overlap.
    """

    def __init__(
        self,
        patterns: Sequence[str],
        *,
        words: bool = False,
        case: bool = False,
        only: tuple[str, ...] = (),
        unless: tuple[str, ...] = (),
    ) -> None:
        check_parts(only)
        self.only = only
        self._unless = compile_any(unless, case=case) if unless else None
        self._whole = tuple(rf"\b(?:{pattern})\b" if words else pattern for pattern in patterns)
        self._case = case
        self.pattern = compile_any(self._whole, case=case)
        self.hints = hints(self._whole)
        self._by_word = _by_word(self._whole) if len(self._whole) > _FEW else {}

    def find(self, text: str) -> Iterator[tuple[Block, Any]]:
        """The part and the match object of each match; a match that takes too long raises `TimeoutError`."""
        pattern = self._narrowed(text)
        for block in parts(text, self.only):
            yield from self.find_in(block, pattern)

    def _narrowed(self, text: str) -> Any:
        """The pattern without the alternatives for which the text lacks the words."""
        if not self._by_word:
            return self.pattern
        numbers = {number for word in words_of(text) & self._by_word.keys() for number in self._by_word[word]}
        numbers |= set(self._by_word.get("", ()))
        if len(numbers) > _FEW:
            return self.pattern
        return compile_any(tuple(self._whole[number] for number in sorted(numbers)), case=self._case)

    def find_in(self, block: Block, pattern: Any = None) -> Iterator[tuple[Block, Any]]:
        """The matches in one part; empty ones and excused ones are left out."""
        excused: list[tuple[int, int]] | None = None
        for match in (pattern or self.pattern).finditer(block.text, timeout=SECONDS):
            if match.start() == match.end():
                continue
            if self._unless and excused is None:
                excused = [m.span() for m in self._unless.finditer(block.text, timeout=SECONDS)]
            if not any(match.start() < end and start < match.end() for start, end in excused or ()):
                yield block, match

    def spans(self, text: str) -> list[Span]:
        """Where it matches, in code points of the whole text."""
        return [block.span(*match.span()) for block, match in self.find(text)]


def _by_word(patterns: Sequence[str]) -> dict[str, list[int]]:
    """For each word the numbers of the patterns that need it or one of several; `""` for those without."""
    numbers: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        needed = hints([pattern])
        for word in needed.words if needed and not needed.pieces else ("",):
            numbers.setdefault(word, []).append(number)
    return numbers


class Looker:
    """Applies a function to the texts that may match: the value is empty for the others.

    Where a pattern runs out of time the value is the reason; after `PATIENCE` such texts no more are tried.
    """

    def __init__(
        self, look: Callable[[str], Iterable[Any]], *searches: Search, hints: Hints | None = None
    ) -> None:
        self._look = look
        self._hints = hints or either([search.hints for search in searches])
        self._late = 0

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Any, ...] | str]:
        """One tuple for each passage, or a reason."""
        texts = tuple(passage.text for passage in passages)
        values: list[tuple[Any, ...] | str] = [()] * len(texts)
        for number in candidates(texts, self._hints):
            values[number] = self._try(texts[number])
        return values

    def _try(self, text: str) -> tuple[Any, ...] | str:
        if self._late >= PATIENCE:
            return TOO_SLOW
        try:
            return tuple(self._look(text))
        except TimeoutError:
            self._late += 1
            return TOO_SLOW


def same(one: str, other: str, *, case: bool) -> bool:
    """Whether two phrases are one, capitals counted or not."""
    return one == other if case else one.casefold() == other.casefold()


def plain(phrase: str) -> bool:
    """Whether a phrase is text and no pattern."""
    return re.fullmatch(r"[\w\s'’&/,-]*", phrase) is not None
