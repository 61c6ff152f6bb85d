"""What stands right beside a candidate, and which of several that overlap stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.measure.terms.patterns import Pattern

_JOINS_BEFORE = re.compile(r"[_@#$]$|\w[-.\\:]$|\w[*_~]{1,2}$")
_JOINS_AFTER = re.compile(r"_|[-.@\\=:]\w|\(\)|[*~]{1,2}\w")
_CAPITALS_BEFORE = re.compile(r"(?:^|\W)([A-Z']{2,}|[AI])[^\w\n]{1,3}$|^\W*$|[.!?:\n]\W*$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}([A-Z']{2,}|[AI])\b|\W*(?:$|[.!?]|\n)")


class Candidate(NamedTuple):
    """A spelling found at a place of the normalised text."""

    start: int
    end: int
    pattern: Pattern


def inside_word(text: str, start: int, end: int) -> bool:
    """Whether the span is part of a compound or a name: `re-use`, `use_case`, `#use`, `use.py`, `use()`."""
    before, after = text[max(start - 3, 0) : start], text[end : end + 3]
    if before[-1:] == after[:1] == "_" and not before[-2:-1].isalnum() and not after[1:2].isalnum():
        return False
    if _JOINS_BEFORE.search(before) or _JOINS_AFTER.match(after):
        return True
    return before[-1:].isalnum() or after[:1].isalnum()


def shouted(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands among others, so that its own capitals say nothing."""
    if not text[start:end].isupper():
        return False
    before, after = _CAPITALS_BEFORE.search(text, max(start - 40, 0), start), _CAPITALS_AFTER.match(text, end)
    return bool(before and after and (before[1] or after[1]))


def longest(found: Iterable[Candidate], length: int) -> list[Candidate]:
    """The candidates that stay, by place: none inside an exception; of overlapping ones the longest."""
    candidates = list(found)
    spared = [one for one in candidates if one.pattern.allows]
    ranked = sorted(
        (one for one in candidates if not one.pattern.allows and not _spared(one, spared)),
        key=lambda one: (one.start - one.end, one.pattern.term < 0, one.pattern.term, one.start),
    )
    kept: list[Candidate] = []
    taken = bytearray(length)
    for one in ranked:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _spared(one: Candidate, spared: Iterable[Candidate]) -> bool:
    return any(
        other.start <= one.start and one.end <= other.end and other.pattern.term == one.pattern.term
        for other in spared
    )
