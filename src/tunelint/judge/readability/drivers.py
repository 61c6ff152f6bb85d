"""What makes a passage hard or easy, in words for its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.model.readability import LONG_SENTENCE

if TYPE_CHECKING:
    from tunelint.model.readability import Readability

_NOTABLE = 1.3
"""How many times the usual length sentences must have before that is named."""


def hard_because(value: Readability, usual_words: float = 0.0) -> str:
    """The long sentences and long words of a passage; `usual_words` is the length of a sentence elsewhere."""
    mean = value.words / value.sentences
    reasons = []
    if value.long_sentences:
        plural = "" if value.long_sentences == 1 else "s"
        reasons.append(f"{value.long_sentences} sentence{plural} over {LONG_SENTENCE} words")
    elif not usual_words or mean > _NOTABLE * usual_words:
        usual = f", where {usual_words:.0f} is usual" if usual_words else ""
        reasons.append(f"{mean:.0f} words a sentence{usual}")
    if value.hard:
        reasons.append(", ".join(f"“{word}”" for word in value.hard))
    return "; ".join(reasons)


def easy_because(value: Readability, usual_words: float = 0.0) -> str:
    """The short sentences and words of a passage; `usual_words` is the length of a sentence elsewhere."""
    usual = f", where {usual_words:.0f} is usual" if usual_words else ""
    words = "" if value.hard else "; no long words"
    return f"{value.words / value.sentences:.0f} words a sentence{usual}{words}"
