"""Readability indices by textstat, without a network and with a fixed source of syllables.

textstat counts English syllables by NLTK's `cmudict`, which it downloads at the first call, and falls back to
pyphen, which it brings along. Here it is always pyphen, so that a score is the same on every machine. Against
cmudict, pyphen reads Flesch about 6 points higher and the Flesch-Kincaid grade about 0.9 lower (measured on
300 chat texts, r = .99). Other languages are counted by their vowels, see `syllables`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tunelint.measure.lean import import_lean
from tunelint.measure.readability.syllables import syllables
from tunelint.model.readability import FORMULAS, LANGUAGES, LONG_SENTENCE, Readability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tunelint.measure.readability.sentences import Sentence

_FUNCTIONS = {
    "flesch": "flesch_reading_ease",
    "grade": "flesch_kincaid_grade",
    "fog": "gunning_fog",
    "dale_chall": "dale_chall_readability_score",
    "smog": "smog_index",
    "gulpease": "gulpease_index",
    "wiener": "wiener_sachtextformel",
}
"""Where textstat's name of a formula is another than ours."""
_VARIANTS = {"wiener": (1,)}
"""Which of several variants is taken: the first of the Vienna formulas, which explains most (r = .965)."""
_WITH_EASY_WORDS = ("en", "es")
"""Languages of which textstat has a list of easy words; for others it warns and takes the English one."""
_VOWEL_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670]")
"""Arabic is scored as if without them, as nearly all of it is written: textstat counts either way, unlike."""

_CACHED_WORDS = 100_000
_HARD_SYLLABLES, _HARD_LETTERS, _NAMED_WORDS = 3, 8, 3
_WITHOUT_SYLLABLES = ("ar", "da", "no", "sv")
"""Languages whose formulas count letters, in which the longest words are the hard ones."""
_LONG_WORD = 7
"""Björnsson (1968): a word of more than six letters is long."""


def score(found: Sequence[Sentence], language: str = "en") -> Readability:
    """The indices of some sentences of a text in one of `LANGUAGES`."""
    clean = " ".join(" ".join(_spoken(sentence.tokens)) + "." for sentence in found)
    longest = max(found, key=lambda sentence: sentence.words)
    words = sum(sentence.words for sentence in found)
    return Readability(
        language=language,
        indices=tuple(_indices(clean, language, words, len(found))),
        sentences=len(found),
        words=words,
        longest=longest.span,
        longest_words=longest.words,
        long_sentences=sum(sentence.words > LONG_SENTENCE for sentence in found),
        hard=_hard_words(found, language),
    )


def _indices(clean: str, language: str, words: int, sentences: int) -> Iterator[tuple[str, float]]:
    stat = _textstat(language)
    text = _VOWEL_SIGNS.sub("", clean) if language == "ar" else clean
    for name in LANGUAGES[language].formulas:
        if words >= FORMULAS[name].words and sentences >= FORMULAS[name].sentences:
            function = getattr(stat, _FUNCTIONS.get(name, name))
            yield name, float(function(text, *_VARIANTS.get(name, ())))


def _spoken(tokens: Iterable[str]) -> list[str]:
    return [token.replace(".", "").replace(",", "") for token in tokens]


def _hard_words(found: Iterable[Sentence], language: str) -> tuple[str, ...]:
    """The longest words; outside German a capital inside a sentence is that of a name."""
    counted = language not in _WITHOUT_SYLLABLES
    letters = _HARD_LETTERS if counted else _LONG_WORD
    words = {
        token if language == "de" else token.lower()
        for sentence in found
        for position, token in enumerate(sentence.tokens)
        if len(token) >= letters
        and token.isalpha()
        and (position == 0 or language == "de" or token == token.lower())
    }
    ranked = sorted((-syllables(word, language) if counted else 0, -len(word), word) for word in words)
    return tuple(word for count, _, word in ranked if not counted or -count >= _HARD_SYLLABLES)[:_NAMED_WORDS]


class _Hyphenation:
    """pyphen's part in textstat: as many break points in a word as it has syllables, less one."""

    def __init__(self, language: str) -> None:
        self.positions = lru_cache(_CACHED_WORDS)(lambda word: range(syllables(word, language) - 1))


@cache
def _textstat(language: str = "en") -> Any:
    """The functions of textstat for a language; it must never reach for the network."""
    stat = _offline()()
    stat.set_lang("en_US" if language == "en" else language)
    return stat


@cache
def _offline() -> Any:
    textstatistics = import_lean("textstat.textstat", hollow=["nltk"]).textstatistics
    backend = "textstat.backend"
    _replace(f"{backend}.counts._count_syllables", "get_cmudict", lambda _original: lambda _lang: None)
    _replace(f"{backend}.counts._count_syllables", "get_pyphen", lambda _original: _hyphenation)
    _replace(f"{backend}.validations._is_difficult_word", "get_lang_easy_words", _known_lists)
    _replace(f"{backend}.selections._list_difficult_words", "is_difficult_word", lru_cache(_CACHED_WORDS))
    return textstatistics


@cache
def _hyphenation(locale: str) -> _Hyphenation:
    return _Hyphenation(locale.partition("_")[0])


def _known_lists(original: Callable[[str], set[str]]) -> Callable[[str], set[str]]:
    return lambda locale: original(locale) if locale.startswith(_WITH_EASY_WORDS) else set()


def _replace(module: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change a function of textstat where this release has it; releases move them."""
    if find_spec(module) and hasattr(import_module(module), name):
        setattr(import_module(module), name, change(getattr(import_module(module), name)))
