"""The texts that a pattern can match, as far as they are known, and what each of them must hold."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ANY, GAP, EDGE = "\ue000", "\ue001", "\ue002"
"""Stand for text that is not known, for one or more signs that are no part of a word, and for its edge."""

_LITERAL = re.compile(f"[^{ANY}{GAP}{EDGE}]+")
_MOST, _MOST_OF_A_PART, _MOST_PIECES = 6000, 40, 60
"""Texts that a pattern and each part of it is taken apart into, beyond which the part counts as not known;
and pieces beyond which looking for them costs as much as the pattern."""


class Sought:
    """A pattern that is tried only on texts which hold one of the pieces that every match of it has."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The pieces, case-folded, of which every match holds one; the empty one where that is unknown."""
        found = {known_piece(text) for text in texts_of(self.pattern.pattern)}
        shortest = {piece for piece in found if not any(other in piece for other in found - {piece})}
        if len(shortest) <= _MOST_PIECES:
            return tuple(sorted(shortest)) or ("",)
        shared = sorted(set.intersection(*map(set, found)))
        return tuple(shared[:1]) or ("",)

    def finditer(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """The matches in a text; `folded` is its case-folded form, which the caller needs once for many."""
        for piece in self.pieces:
            if piece in folded:
                return self.pattern.finditer(text)
        return iter(())


def texts_of(pattern: str) -> list[str]:
    """The texts that a pattern can match, unknown parts as `ANY`, `GAP` or `EDGE`; none for no pattern."""
    try:
        return _sequence(parser.parse(pattern), _MOST)
    except (re.error, RecursionError, OverflowError):
        return []


def known_piece(text: str) -> str:
    """The longest piece of such a text that is known, case-folded; empty where none is."""
    known = [piece.casefold() for piece in _LITERAL.findall(text) if not piece.isspace()]
    return max(known, key=len, default="")


def _sequence(parts: Iterable[tuple[Any, Any]], most: int) -> list[str]:
    texts = [""]
    for operation, argument in parts:
        choices = _choices(operation, argument)
        if len(texts) * len(choices) > most:
            choices = [ANY]
        texts = [head + tail for head, tail in product(texts, choices)]
    return texts


def _choices(operation: Any, argument: Any) -> Sequence[str]:  # noqa: PLR0911 - one return for each operation
    """The texts that one part of a pattern can match."""
    if operation is code.LITERAL:
        return [chr(argument)]
    if operation is code.IN:
        return _set(argument)
    if operation is code.BRANCH:
        texts = [text for branch in argument[1] for text in _sequence(branch, _MOST)]
        return texts if len(texts) <= _MOST else [ANY]
    if operation is code.SUBPATTERN:
        return _sequence(argument[3], _MOST)
    if operation is code.ATOMIC_GROUP:
        return _sequence(argument, _MOST)
    if operation in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        return _repeat(*argument)
    if operation is code.AT:
        return [""] if argument is code.AT_NON_BOUNDARY else [EDGE]
    if operation in {code.ASSERT, code.ASSERT_NOT}:
        return [""]
    return [ANY]


def _repeat(least: int, most: int, part: Iterable[tuple[Any, Any]]) -> list[str]:
    once = _sequence(part, _MOST_OF_A_PART)
    if once == [GAP]:
        return [GAP] if least else ["", GAP]
    if (least, most) == (1, 1):
        return once
    if (least, most) == (0, 1):
        return ["", *once]
    return [f"{text}{ANY}" for text in once] if least else [ANY]


def _set(items: Sequence[tuple[Any, Any]]) -> Sequence[str]:
    """The signs of a set where they are few; else whether they are parts of words."""
    letters = [chr(item) for operation, item in items if operation is code.LITERAL]
    if len(letters) == len(items) <= _MOST_OF_A_PART:
        return letters
    plain = all(
        (operation is code.LITERAL and not (chr(item).isalnum()))
        or (operation is code.CATEGORY and item in {code.CATEGORY_SPACE, code.CATEGORY_NOT_WORD})
        for operation, item in items
    )
    return [GAP] if plain else [ANY]
