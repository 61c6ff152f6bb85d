"""Measure `repetition`: how much of a text is said again and again."""

from __future__ import annotations

import re
from collections import Counter
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from tunelint.measure.matches import code_spans
from tunelint.measure.prose import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
"""A word with its marks, or one character of a script without spaces."""
_RUN = re.compile(r"([^\s\-=_*#.~+|─━═·•]{1,12}?)\1{15,}")
_LINE = re.compile(r"^[ \t]*(?:(?:\d{1,3}[.):]|[-*•])[ \t]+)?(\S[^\n]*?)[ \t]*$", re.MULTILINE)
_LINE_WORDS, _SAME_LINES = 4, 4
_FIGURES = 15
"""Times from which figures and signs count too; fewer can be a sum or a table."""
_GRAM = 10
"""Words of a phrase."""
_LOOP = 5
"""Words of the longest unit whose immediate repetition is counted."""
_MIN_TOKENS = 24
_RUNAWAY, _RUNAWAY_TIMES = 0.8, 12
"""Share and times from which code counts too: programs repeat themselves, but not like this."""


class Repetition(NamedTuple):
    """The share of words in phrases said before, and how often the commonest comes, and where first."""

    share: float
    times: int
    start: int = 0
    end: int = 0


class RepetitionMeasure:
    """The repetition of each passage without its code."""

    name = "repetition"
    version = 4
    value = Repetition
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Repetition]:
        """One value for each passage."""
        return [find_repetition(passage.text) for passage in passages]


def find_repetition(text: str) -> Repetition:
    """The strongest repetition of a text: of phrases anywhere, of short units in a row, of characters."""
    found = _strongest(text)
    if found.share == 0 or (found.share >= _RUNAWAY and found.times >= _RUNAWAY_TIMES):
        return found
    return _strongest(mask(text, code_spans(text)))


def _strongest(text: str) -> Repetition:
    low = text.lower()
    tokens = low.split() if text.isascii() else _TOKEN.findall(low)
    return max(_phrases(text, tokens), _units(text, tokens), _characters(text), _lines(text), _cycle(text))


def _phrases(text: str, tokens: list[str]) -> Repetition:
    """Phrases of `_GRAM` words that come again, each word counted once."""
    if len(tokens) < _MIN_TOKENS or len(set(tokens)) > len(tokens) * 0.8:
        return Repetition(0.0, 0)
    grams = list(zip(*(tokens[shift:] for shift in range(_GRAM)), strict=False))
    if len(set(grams)) == len(grams):
        return Repetition(0.0, 0)
    phrase, times = Counter(grams).most_common(1)[0]
    if not _has_letters(phrase) and times < _FIGURES:
        return Repetition(0.0, 0)
    seen: set[tuple[str, ...]] = set()
    repeated = bytearray(len(tokens))
    for index, gram in enumerate(grams):
        if gram in seen:
            repeated[index : index + _GRAM] = b"\1" * _GRAM
        seen.add(gram)
    return Repetition(sum(repeated) / len(tokens), times, *_nth(text, grams.index(phrase)))


def _characters(text: str) -> Repetition:
    """A few characters many times in a row."""
    run = _RUN.search(text)
    if not run:
        return Repetition(0.0, 0)
    return Repetition(len(run[0]) / len(text), len(run[0]) // len(run[1]), *run.span())


def _units(text: str, tokens: list[str]) -> Repetition:
    """A unit of one to five words many times in a row."""
    best = Repetition(0.0, 0)
    for size in range(1, _LOOP + 1):
        same = bytes(map(eq, tokens, tokens[size:]))
        start = same.find(b"\1" * (_LOOP * size))
        if start < 0:
            continue
        length = len(same) - start - len(same[start:].lstrip(b"\1"))
        times = length // size + 1
        if times >= _FIGURES or _has_letters(tokens[start : start + size]):
            best = max(best, Repetition(length / len(tokens), times, *_nth(text, start)))
    return best


def _lines(text: str) -> Repetition:
    """A line of enough words that comes again, whatever number or dash stands before it."""
    if text.count("\n") < _SAME_LINES - 1:
        return Repetition(0.0, 0)
    lines = [match for match in _LINE.finditer(text) if match[1].count(" ") >= _LINE_WORDS - 1]
    if not lines:
        return Repetition(0.0, 0)
    body, times = Counter(match[1].lower() for match in lines).most_common(1)[0]
    first = next(match for match in lines if match[1].lower() == body)
    return Repetition((times - 1) * len(body) / len(text), times, *first.span(1))


def _cycle(text: str) -> Repetition:
    """One to five lines that come round again and again, whatever numbers or dashes stand before them."""
    if text.count("\n") < 2 * _LOOP:
        return Repetition(0.0, 0)
    lines = list(_LINE.finditer(text))
    bodies = [match[1].lower() for match in lines]
    best = Repetition(0.0, 0)
    for size in range(1, _LOOP + 1):
        same = bytes(map(eq, bodies, bodies[size:]))
        start = same.find(b"\1" * (_LOOP * size - size))
        if start < 0 or not _has_letters(bodies[start : start + size]):
            continue
        length = len(same) - start - len(same[start:].lstrip(b"\1"))
        share = sum(map(len, bodies[start : start + length])) / len(text)
        best = max(best, Repetition(share, length // size + 1, *lines[start].span(1)))
    return best


def _has_letters(words: Iterable[str]) -> bool:
    """Whether words are words and not figures."""
    return any(map(str.isalpha, "".join(words)))


def _nth(text: str, number: int) -> tuple[int, int]:
    """The span of a phrase by the number of its first word."""
    start = end = 0
    for count, match in enumerate(_TOKEN.finditer(text)):
        if count == number:
            start = match.start()
        if count < number + _GRAM:
            end = match.end()
        else:
            break
    return start, end
