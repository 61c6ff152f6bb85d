"""Measure `variants`: which ways of writing a passage chooses."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.measure.literals import Sought
from tunelint.measure.prose import protected, shade
from tunelint.measure.terms.inflect import inflect, inflected
from tunelint.measure.terms.recase import recase
from tunelint.model.place import Span
from tunelint.model.variant import Usage, load_choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings
    from tunelint.model.variant import Choice

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class VariantsMeasure:
    """One `Usage` for each side of each choice that a passage takes, outside code and addresses."""

    name = "variants"
    version = 5
    value = tuple[Usage, ...]
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings, folder: str) -> None:
        del settings
        self._choices = load_choices(Path(folder))

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Usage, ...]]:
        """The usages of each passage, in the order of choices and sides."""
        return [self._usages(passage.text) for passage in passages]

    @cached_property
    def _words(self) -> dict[str, tuple[int, int, str]]:
        """Every form of every word -> choice, side and the same form on the other side."""
        table: dict[str, tuple[int, int, str]] = {}
        for number, choice in enumerate(self._choices):
            for side, form, other in _forms(choice):
                table.setdefault(form, (number, side, other))
        return table

    @cached_property
    def _patterns(self) -> list[tuple[int, int, Sought]]:
        return [
            (number, side, Sought(pattern))
            for number, choice in enumerate(self._choices)
            for side, pattern in enumerate(choice.patterns)
        ]

    def _usages(self, text: str) -> tuple[Usage, ...]:
        found: dict[tuple[int, int], Usage] = {}
        closed: bytearray | None = None
        for usage in self._candidates(text):
            if (usage.choice, usage.side) in found:
                continue
            closed = shade(text, protected(text)) if closed is None else closed
            if not any(closed[usage.span.start : usage.span.end]):
                found[usage.choice, usage.side] = usage
        return tuple(found[key] for key in sorted(found) if not self._both(found, key[0]))

    def _both(self, found: Mapping[tuple[int, int], Usage], choice: int) -> bool:
        return self._choices[choice].alone and (choice, 0) in found and (choice, 1) in found

    def _candidates(self, text: str) -> Iterator[Usage]:
        for match in _WORD.finditer(text):
            known = self._words.get(match[0].lower())
            if known and (match[0].islower() or not self._choices[known[0]].lower):
                choice, side, other = known
                yield Usage(choice, side, Span(*match.span()), match[0], recase(other, match[0], other, ""))
        folded = text.casefold()
        for choice, side, pattern in self._patterns:
            for match in pattern.finditer(text, folded):
                yield Usage(choice, side, Span(*match.span()), match[0], "")


def _forms(choice: Choice) -> Iterator[tuple[int, str, str]]:
    pairs = zip(*(words.split() for words in choice.words), strict=True) if choice.words else ()
    for pair in pairs:
        for side in (0, 1):
            for spelling, form in inflected(pair[side]):
                yield side, spelling.lower(), inflect(pair[1 - side], form) or ""
