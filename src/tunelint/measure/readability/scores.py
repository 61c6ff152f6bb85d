"""Readability indices by textstat, without a network and with a fixed source of syllables.

textstat counts English syllables by NLTK's `cmudict`, which it downloads at the first call, and falls back to
pyphen, which it brings along. Here it is always pyphen, so that a score is the same on every machine. Against
cmudict, pyphen reads Flesch about 6 points higher and the Flesch-Kincaid grade about 0.9 lower (measured on
300 chat texts, r = .99).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tunelint.measure.lean import import_lean
from tunelint.model.readability import LONG_SENTENCE, Readability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tunelint.measure.readability.sentences import Sentence

SMOG_SENTENCES = 30
"""McLaughlin (1969), SMOG grading: the formula was fitted on samples of 30 sentences."""

_LOCALE = "en_US"
_CACHED_WORDS = 100_000
_HARD_SYLLABLES, _HARD_LETTERS, _NAMED_WORDS = 3, 8, 3


def score(found: Sequence[Sentence]) -> Readability:
    """The indices of some sentences of a text."""
    stat = _textstat()
    clean = " ".join(" ".join(_spoken(sentence.tokens)) + "." for sentence in found)
    longest = max(found, key=lambda sentence: sentence.words)
    return Readability(
        flesch=stat.flesch_reading_ease(clean),
        grade=stat.flesch_kincaid_grade(clean),
        fog=stat.gunning_fog(clean),
        dale_chall=stat.dale_chall_readability_score(clean),
        smog=stat.smog_index(clean) if len(found) >= SMOG_SENTENCES else None,
        sentences=len(found),
        words=sum(sentence.words for sentence in found),
        longest=longest.span,
        longest_words=longest.words,
        long_sentences=sum(sentence.words > LONG_SENTENCE for sentence in found),
        hard=_hard_words(found),
    )


def _spoken(tokens: Iterable[str]) -> list[str]:
    return [token.replace(".", "").replace(",", "") for token in tokens]


def _hard_words(found: Iterable[Sentence]) -> tuple[str, ...]:
    words = {
        token.lower()
        for sentence in found
        for position, token in enumerate(sentence.tokens)
        if len(token) >= _HARD_LETTERS and token.isalpha() and (position == 0 or token.islower())
    }
    ranked = sorted((-syllables(word), -len(word), word) for word in words)
    return tuple(word for count, _, word in ranked if -count >= _HARD_SYLLABLES)[:_NAMED_WORDS]


def syllables(word: str) -> int:
    """How many syllables a word of English has, by its hyphenation."""
    return len(_Hyphenator.positions(word)) + 1


class _Hyphenator:
    """pyphen's break points of a word, remembered: most words of a data set come again."""

    @staticmethod
    @lru_cache(_CACHED_WORDS)
    def positions(word: str) -> list[int]:
        return list(_pyphen().positions(word))


@cache
def _pyphen() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang=_LOCALE)


@cache
def _textstat() -> Any:
    """The functions of textstat, with syllables by pyphen alone: it must never reach for the network."""
    textstatistics = import_lean("textstat.textstat", hollow=["nltk"]).textstatistics
    backend = "textstat.backend"
    _replace(f"{backend}.counts._count_syllables", "get_cmudict", lambda _original: lambda _lang: None)
    _replace(f"{backend}.counts._count_syllables", "get_pyphen", lambda _original: lambda _lang: _Hyphenator)
    _replace(f"{backend}.selections._list_difficult_words", "is_difficult_word", lru_cache(_CACHED_WORDS))
    stat = textstatistics()
    stat.set_lang(_LOCALE)
    return stat


def _replace(module: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change a function of textstat where this release has it; releases move them."""
    if find_spec(module) and hasattr(import_module(module), name):
        setattr(import_module(module), name, change(getattr(import_module(module), name)))
