"""How hard a passage is to read, by the formulas made for its language."""

from __future__ import annotations

from typing import NamedTuple

from tunelint.model.place import Span  # noqa: TC001 - the type of a field, asked for at run time

LONG_SENTENCE = 40
"""Words above which a sentence is named as long."""


class Formula(NamedTuple):
    """An index of readability: its name for people, and how its numbers are to be read.

    `easy`: whether a high number is easy. `step`: the least scale, a difference that no reader feels.
    `words` and `sentences`: what a text must have for the number to mean anything, beyond the least for all.
    """

    title: str
    easy: bool
    step: float
    words: int = 0
    sentences: int = 1


FORMULAS = {
    "flesch": Formula("Flesch reading ease", easy=True, step=8.0),
    "grade": Formula("Flesch-Kincaid grade", easy=False, step=1.5),
    "fog": Formula("Gunning fog", easy=False, step=2.0, words=100),
    "dale_chall": Formula("Dale-Chall score", easy=False, step=1.0, words=100),
    "smog": Formula("SMOG grade", easy=False, step=1.5, sentences=30),
    "wiener": Formula("Wiener Sachtextformel", easy=False, step=1.5),
    "fernandez_huerta": Formula("Fernández Huerta reading ease", easy=True, step=8.0),
    "szigriszt_pazos": Formula("Szigriszt-Pazos perspicuity", easy=True, step=8.0),
    "gutierrez_polini": Formula("Gutiérrez de Polini comprehensibility", easy=True, step=4.0),
    "crawford": Formula("Crawford school years", easy=False, step=1.0, words=100),
    "gulpease": Formula("Gulpease index", easy=True, step=6.0),
    "lix": Formula("LIX", easy=False, step=6.0),
    "rix": Formula("RIX", easy=False, step=1.2),
    "osman": Formula("Osman index", easy=True, step=8.0),
}
"""The indices. SMOG was fitted on 30 sentences (McLaughlin 1969); Gunning, Dale and Chall, and Crawford say
what they count in samples of 100 words, and shares of so few words jump in less. The steps are those of the
scales: ten points of a reading ease, or two school years, are what its author calls another class of texts,
and a little less than that is noise in a reply of 40 words."""


class Language(NamedTuple):
    """A language that has formulas: its English name and its indices, the two that must agree first."""

    name: str
    formulas: tuple[str, ...]


LANGUAGES = {
    "en": Language("English", ("flesch", "grade", "fog", "dale_chall", "smog")),
    "ar": Language("Arabic", ("osman", "lix")),
    "da": Language("Danish", ("lix", "rix")),
    "de": Language("German", ("flesch", "wiener")),
    "es": Language("Spanish", ("fernandez_huerta", "gutierrez_polini", "szigriszt_pazos", "crawford")),
    "fr": Language("French", ("flesch", "lix")),
    "hu": Language("Hungarian", ("flesch", "lix", "fog")),
    "it": Language("Italian", ("gulpease", "flesch")),
    "nl": Language("Dutch", ("flesch", "lix")),
    "no": Language("Norwegian", ("lix", "rix")),
    "pl": Language("Polish", ("lix", "rix", "fog")),
    "ru": Language("Russian", ("flesch", "lix")),
    "sv": Language("Swedish", ("lix", "rix")),
}
"""Languages (ISO 639-1) and their formulas, as textstat has them.

Flesch's reading ease with the weights of Amstad (1978) for German, Kandel and Moles (1958) for French, Vacca
(1972) for Italian, Douma (1960) for Dutch and Oborneva (2006) for Russian; those for Hungarian and the bounds
of the fog index for Polish and Hungarian are textstat's own. Wiener Sachtextformel 1: Bamberger and Vanecek
(1984). Gulpease: Lucisano and Piemontese (1988). LIX: Björnsson (1968), RIX: Anderson (1983). Osman: El-Haj
and Rayson (2016).
"""


class Readability(NamedTuple):
    """The indices of one passage and what drives them.

    `language`: a key of `LANGUAGES`. `indices`: names of `FORMULAS` with their numbers, without those that
    the passage is too short for. `longest`: the longest sentence in code points of the passage, of
    `longest_words` words. `long_sentences` counts those of more than `LONG_SENTENCE` words. `hard`: up to
    three words of three syllables and more, the longest first.
    """

    language: str
    indices: tuple[tuple[str, float], ...]
    sentences: int
    words: int
    longest: Span
    longest_words: int
    long_sentences: int
    hard: tuple[str, ...]

    def number(self, name: str) -> float | None:
        """The number of one index, or None where it was not scored."""
        return next((number for known, number in self.indices if known == name), None)
