"""How many syllables a word has, in each language whose formulas ask for them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_HYPHENATED = "en"
"""English is counted by pyphen's hyphenation: its spelling says too little about its vowels."""

_NUCLEI = {
    "de": r"ie|ei|ai|ey|ay|au|eu|äu|aa|ee|oo|(?<!q)u|[aeioäöüyé]",
    "es": r"[aeoáéóíú]|(?<![aeoáéóíú])[iuü]+(?![aeoáéóíúiuü])",
    "fr": r"é(?=[aâoôu]|e[nrz])|ée|[aeiouyàâäéèêëîïôöùûüœæ]+(?!(?<=[^aeiouyàâäéèêëîïôöùûüœæ]e)s?\b)",
    "hu": r"[aáeéiíoóöőuúüű]",
    "it": r"[aeoàèéòóìíùú]|(?<![aeoàèéòóìíùú])[iu]+(?![aeoàèéòóìíùúiu])",
    "nl": r"eeuw|ieuw|aai|ooi|oei|ie|oe|eu|ui|ij|ei|au|ou|aa|ee|oo|uu|[aeiouyäëïöüéè]",
    "pl": r"[aąeęoóuy]|i(?![aąeęoóuy])",
    "ru": r"[аеёиоуыэюя]",
}
"""The vowels of a syllable, as the spelling shows them: every match is one syllable.

Diphthongs count once, mute letters not at all (French final e, Spanish and Italian i and u beside another
vowel, the Polish i that softens). pyphen, which textstat takes, hyphenates and so leaves out syllables of one
letter at the ends of words: it gives one syllable to “agua” and to “idea”.
"""

_CACHED_WORDS = 100_000


@lru_cache(_CACHED_WORDS)
def syllables(word: str, language: str = _HYPHENATED) -> int:
    """How many syllables a word has, at least one; languages without an entry count as English."""
    if language not in _NUCLEI:
        return len(_pyphen().positions(word)) + 1
    return max(1, len(_nucleus(language).findall(word.lower())))


@cache
def _nucleus(language: str) -> re.Pattern[str]:
    return re.compile(_NUCLEI[language])


@cache
def _pyphen() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="en_US")
