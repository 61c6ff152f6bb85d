"""Measure `figures`: how many words, sentences, syllables, headings and lists a text has, for formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.measure.phrases.scope import parts
from tunelint.measure.readability.sentences import sentences
from tunelint.measure.readability.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

NAMES = (
    *("words", "sentences", "paragraphs", "characters", "syllables"),
    *("complex_words", "polysyllabic_words", "long_words", "list", "blockquote", "table"),
    *(f"heading_h{level}" for level in range(1, 7)),
)
"""What a formula may count."""

_COMPLEX, _LONG = 3, 7
_SUFFIXES = ("es", "ed", "ing")


class FiguresMeasure:
    """A dictionary of the counts of each passage; empty where it has no prose.

    Words, sentences and paragraphs are those of prose: no headings, lists, tables and quotations. A complex
    word has three syllables or more, the endings -es, -ed and -ing apart, and no capital (Gunning 1952); a
    long word has seven letters or more.
    """

    name = "figures"
    version = 2
    value = dict[str, int]
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[dict[str, int]]:
        """One dictionary for each passage."""
        return [_figures(passage.text) for passage in passages]


def _figures(text: str) -> dict[str, int]:
    blocks = parts(text, ("text",))
    prose = [block.text.replace("\n", " ") for block in blocks if "paragraph" in block.labels]
    found = [sentence for paragraph in prose for sentence in sentences(paragraph)]
    words = [word for sentence in found for word in sentence.tokens]
    if not words:
        return {}
    counts = dict.fromkeys(NAMES, 0)
    for block in blocks:
        for label in block.labels & {"list", "blockquote", "table"}:
            counts[label] += 1
        for level in range(1, 7):
            counts[f"heading_h{level}"] += f"h{level}" in block.labels
    beats = [syllables(word) for word in words]
    return counts | {
        "words": len(words),
        "sentences": len(found),
        "paragraphs": len(prose),
        "characters": sum(map(len, words)),
        "syllables": sum(beats),
        "complex_words": sum(_is_complex(word, beat) for word, beat in zip(words, beats, strict=True)),
        "polysyllabic_words": sum(beat >= _COMPLEX for beat in beats),
        "long_words": sum(len(word) >= _LONG for word in words),
    }


def _is_complex(word: str, beats: int) -> bool:
    if beats < _COMPLEX or word[:1].isupper():
        return False
    return not (word.endswith(_SUFFIXES) and beats == _COMPLEX)
