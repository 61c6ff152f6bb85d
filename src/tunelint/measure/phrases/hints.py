"""What a text must hold for a pattern to match it, so that most patterns need not be tried on most texts.

A pattern is taken apart into the texts it can match; each must hold a whole word or a piece that is known. A
batch of texts is taken apart into its words once, whatever the number of patterns: so the cost of many rules
grows with the text and with the matches, not with the product of rules and texts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.phrases.engine import import_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ANY, _GAP, _EDGE = "\ue000", "\ue001", "\ue002"
"""Stand for text that is not known, for one or more signs that are no part of a word, and for its edge."""

_LITERAL = re.compile(f"[^{_ANY}{_GAP}{_EDGE}]+")
_MOST, _MOST_OF_A_PART, _MOST_PIECES = 6000, 40, 12
"""Texts that a pattern and each part of it is taken apart into; beyond it the part counts as not known."""


class Hints(NamedTuple):
    """Every match holds one of the `words`, as a whole word, or one of the `pieces`; all case-folded."""

    words: frozenset[str]
    pieces: tuple[str, ...]


def hints(patterns: Iterable[str]) -> Hints | None:
    """What a text must hold for one of the patterns to match; None where that cannot be told."""
    words: set[str] = set()
    pieces: set[str] = set()
    for pattern in patterns:
        found = _of_pattern(pattern)
        if found is None:
            return None
        words |= found.words
        pieces |= set(found.pieces)
    return Hints(frozenset(words), tuple(sorted(pieces))) if len(pieces) <= _MOST_PIECES else None


def either(several: Sequence[Hints | None]) -> Hints | None:
    """What a text must hold for one of several searches to find anything."""
    known = [each for each in several if each is not None]
    if not known or len(known) < len(several):
        return None
    words = frozenset(word for each in known for word in each.words)
    return Hints(words, tuple(sorted({piece for each in known for piece in each.pieces})))


def candidates(texts: tuple[str, ...], wanted: Hints | None) -> Iterable[int]:
    """The numbers of the texts that may match, in order."""
    if wanted is None:
        return range(len(texts))
    folded, places = _index(texts)
    numbers = {number for word in wanted.words for number in places.get(word, ())}
    for piece in wanted.pieces:
        numbers |= {number for number, text in enumerate(folded) if piece in text}
    return sorted(numbers)


@lru_cache(maxsize=4)
def _index(texts: tuple[str, ...]) -> tuple[list[str], dict[str, list[int]]]:
    """The texts case-folded, and for each word the numbers of the texts that have it."""
    folded = [text.casefold() for text in texts]
    places: dict[str, list[int]] = {}
    for number, text in enumerate(folded):
        for word in _folded_words(text):
            places.setdefault(word, []).append(number)
    return folded, places


def words_of(text: str) -> frozenset[str]:
    """The words of a text, case-folded; those of the last texts are remembered, since many rules ask."""
    return _folded_words(text.casefold())


@lru_cache(maxsize=2048)
def _folded_words(text: str) -> frozenset[str]:
    return frozenset(_word().findall(text))


@lru_cache(maxsize=4096)
def _of_pattern(pattern: str) -> Hints | None:
    try:
        tree = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return None
    texts = _sequence(tree, _MOST)
    words, pieces = set(), set()
    for text in texts:
        whole = _words(text)
        if whole:
            words.add(max(whole, key=len))
            continue
        known = [piece.casefold() for piece in _LITERAL.findall(text) if not piece.isspace()]
        if not known:
            return None
        pieces.add(max(known, key=len))
    return Hints(frozenset(words), tuple(pieces))


def samples(pattern: str) -> list[str]:
    """A few texts that a pattern may match; signs that may be any are a letter, a capital or a figure."""
    try:
        tree = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return []
    texts = sorted(_sequence(tree, _MOST), key=lambda text: (_GAP not in text, len(text), text))
    few = dict.fromkeys((*texts[:1], min(texts, key=len)))
    fills = (str.maketrans({_ANY: sign, _GAP: " ", _EDGE: None}) for sign in ("a", "1", "A"))
    return list(dict.fromkeys(text.translate(fill) for fill in fills for text in few))


def _words(text: str) -> list[str]:
    """The words of a text that are whole whatever surrounds it."""
    folded = text.casefold()
    return [
        match[0]
        for match in _word().finditer(folded)
        if _ends(folded[match.start() - 1 : match.start()]) and _ends(folded[match.end() : match.end() + 1])
    ]


def _ends(sign: str) -> bool:
    return sign not in ("", _ANY)


def _sequence(parts: Iterable[tuple[Any, Any]], most: int) -> list[str]:
    texts = [""]
    for operation, argument in parts:
        choices = _choices(operation, argument)
        if len(texts) * len(choices) > most:
            choices = [_ANY]
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
        return texts if len(texts) <= _MOST else [_ANY]
    if operation is code.SUBPATTERN:
        return _sequence(argument[3], _MOST)
    if operation is code.ATOMIC_GROUP:
        return _sequence(argument, _MOST)
    if operation in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        return _repeat(*argument)
    if operation is code.AT:
        return [""] if argument is code.AT_NON_BOUNDARY else [_EDGE]
    if operation in {code.ASSERT, code.ASSERT_NOT}:
        return [""]
    return [_ANY]


def _repeat(least: int, most: int, part: Iterable[tuple[Any, Any]]) -> list[str]:
    once = _sequence(part, _MOST_OF_A_PART)
    if once == [_GAP]:
        return [_GAP] if least else ["", _GAP]
    if (least, most) == (1, 1):
        return once
    if (least, most) == (0, 1):
        return ["", *once]
    return [f"{text}{_ANY}" for text in once] if least else [_ANY]


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
    return [_GAP] if plain else [_ANY]


@cache
def _word() -> Any:
    """A word, by the same letters as the searches have: those of the package `regex`."""
    return import_regex().compile(r"[^\W_]+")
