"""Measure `readability`: how hard a passage is to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.measure.language import detect
from tunelint.measure.prose import prose
from tunelint.measure.readability.scores import score
from tunelint.measure.readability.sentences import sentences
from tunelint.model.readability import LANGUAGES, Readability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

__all__ = ["Readability", "ReadabilityMeasure", "readability"]

MIN_WORDS, MIN_SENTENCES, ENOUGH_WORDS = 40, 3, 50
"""Less is not scored, as one full stop more would move the grade by years; long sentences may be fewer."""

MOST_TEXT = 100_000
"""Of a longer text only so much is scored: enough for any index."""

MAX_FIGURES = 0.07
"""The share of digits and mathematical signs above which a text is calculation rather than prose."""

_FIGURE = re.compile(r"[\d=+*/<>^%$€£\\|{}\[\]]")
_SOLID = re.compile(r"\S")


class ReadabilityMeasure:
    """The indices of each passage, or the reason, as a text, why it was not scored."""

    name = "readability"
    version = 5
    value = Readability | str
    reads: tuple[str, ...] = ("language",)

    def __init__(self, settings: Settings) -> None:
        self._language = "" if settings.language == "auto" else settings.language

    def __call__(self, passages: Sequence[Passage]) -> list[Readability | str]:
        """A `Readability` or a reason for each passage."""
        return [readability(passage.text, self._language) for passage in passages]


def readability(text: str, language: str = "") -> Readability | str:
    """The indices of the prose in a text, or why it has none.

    Code, lists, tables, headings, addresses and quotations are left out. Each formula was made for one
    language, so a text is scored by those of its own or not at all; `language` (ISO 639-1) is that of the
    data where it is known.
    """
    plain = prose(text[:MOST_TEXT])
    code = language
    found = sentences(plain, code or "en")
    words = sum(sentence.words for sentence in found)
    if words < MIN_WORDS or (len(found) < MIN_SENTENCES and words < ENOUGH_WORDS):
        return f"fewer than {MIN_WORDS} words or {MIN_SENTENCES} sentences of prose"
    if len(_FIGURE.findall(plain)) > MAX_FIGURES * len(_SOLID.findall(plain)):
        return "figures and formulas rather than prose"
    if not code:
        seen = detect(plain)
        code = seen.code if seen and (seen.code == "en" or seen.reliable) else ""
    if code not in LANGUAGES:
        return f"no readability formula for the language “{code}”" if code else "language not certain"
    return score(found if code == (language or "en") else sentences(plain, code), code)
