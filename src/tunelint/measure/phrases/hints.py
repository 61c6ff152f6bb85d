"""What a text must hold for a pattern to match it, so that most patterns need not be tried on most texts.

A pattern is taken apart into the texts it can match; each must hold a whole word or a piece that is known. A
batch of texts is taken apart into its words once, whatever the number of patterns: so the cost of many rules
grows with the text and with the matches, not with the product of rules and texts.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.literals import ANY, EDGE, GAP, known_piece, texts_of
from tunelint.measure.phrases.engine import import_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_PIECES = 12
"""Pieces that are worth looking for one by one."""


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
    words, pieces = set(), set()
    for text in texts_of(pattern) or [ANY]:
        whole = _words(text)
        if whole:
            words.add(max(whole, key=len))
            continue
        piece = known_piece(text)
        if not piece:
            return None
        pieces.add(piece)
    return Hints(frozenset(words), tuple(pieces))


def samples(pattern: str) -> list[str]:
    """A few texts that a pattern may match; signs that may be any are a letter, a capital or a figure."""
    texts = sorted(texts_of(pattern), key=lambda text: (GAP not in text, len(text), text))
    if not texts:
        return []
    few = dict.fromkeys((*texts[:1], min(texts, key=len)))
    fills = (str.maketrans({ANY: sign, GAP: " ", EDGE: None}) for sign in ("a", "1", "A"))
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
    return sign not in ("", ANY)


@cache
def _word() -> Any:
    """A word, by the same letters as the searches have: those of the package `regex`."""
    return import_regex().compile(r"[^\W_]+")
