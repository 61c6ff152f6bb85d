"""Measures `opener`, `closer` and `whole-text`: the words a text begins and ends with, and all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)*_]*\s+|\n+")
_WORDS = 8
"""Words of the longest phrase that is counted."""
_KEPT = 120
_REACH = 240
"""Code points at either end that are looked at."""

Phrases = tuple[tuple[str, Span], ...]
"""Phrases in lower case, shortest first, with where each stands."""


class OpenerMeasure:
    """The phrases that each passage begins with: three to eight words, or fewer before a mark."""

    name = "opener"
    version = 1
    value = Phrases
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Phrases]:
        """The phrases of each passage."""
        return [first_phrases(passage.text) for passage in passages]


class CloserMeasure:
    """The sentence that each passage ends with, where it has more than one."""

    name = "closer"
    version = 1
    value = Phrases
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Phrases]:
        """At most one phrase for each passage."""
        return [last_sentence(passage.text) for passage in passages]


class WholeTextMeasure:
    """All of each passage as one phrase, its first `_KEPT` code points in lower case."""

    name = "whole-text"
    version = 1

    def __init__(self, settings: Settings) -> None:
        del settings
        self._known: dict[str, str] = {}

    def __call__(self, passages: Sequence[Passage]) -> list[Phrases]:
        """One phrase for each passage that is not empty; equal phrases are one string."""
        texts = (" ".join(passage.text[:_KEPT].lower().split()) for passage in passages)
        return [((self._known.setdefault(text, text), Span(0, len(text))),) if text else () for text in texts]


def first_phrases(text: str) -> Phrases:
    """The first words of a text as phrases of growing length."""
    head = text[:_REACH]
    words = [*_WORD.finditer(head)][: _WORDS + 1]
    phrases = []
    for count in range(1, min(_WORDS, len(words) - 1) + 1):
        start, end = words[0].start(), words[count - 1].end()
        if count >= 3 or (head[end : end + 1] in {"!", ",", ".", "?"} and not words[0][0].isdigit()):
            phrases.append((" ".join(word[0].lower() for word in words[:count]), Span(start, end)))
    return tuple(phrases)


def last_sentence(text: str) -> Phrases:
    """The last sentence or line of a text, if something stands before it and it has at least two words."""
    body = text.rstrip()
    start = max((cut.end() for cut in _SENTENCE.finditer(body, max(0, len(body) - _REACH))), default=0)
    words = _WORD.findall(body[start:])
    if not start or len(words) < 2:
        return ()
    return ((" ".join(words).lower(), Span(start, len(body))),)
