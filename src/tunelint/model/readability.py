"""How hard a passage is to read."""

from __future__ import annotations

from typing import NamedTuple

from tunelint.model.place import Span  # noqa: TC001 - the type of a field, asked for at run time

LONG_SENTENCE = 40
"""Words above which a sentence is named as long."""


class Readability(NamedTuple):
    """The indices of one passage and what drives them.

    `flesch`: reading ease, high is easy (Flesch 1948). `grade`: Flesch-Kincaid, US school years (Kincaid
    1975). `fog`: Gunning (1952), years. `dale_chall`: raw score, 5 to 10. `smog`: years, None below 30
    sentences. `longest`: the longest sentence in code points of the passage, of `longest_words` words.
    `long_sentences` counts those of more than `LONG_SENTENCE` words. `hard`: up to three words of three
    syllables and more, the longest first.
    """

    flesch: float
    grade: float
    fog: float
    dale_chall: float
    smog: float | None
    sentences: int
    words: int
    longest: Span
    longest_words: int
    long_sentences: int
    hard: tuple[str, ...]
