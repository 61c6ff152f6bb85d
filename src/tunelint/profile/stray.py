"""The counted habits in which a text strays from a voice, in words with numbers and the very words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.profile.habits.counting import hits, sentences
from tunelint.profile.habits.features import Feature, features
from tunelint.profile.voice import WORDS, raw_habit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tunelint.model.axis import Axis
    from tunelint.profile.reference import Reference

    Named = Sequence[tuple[Axis, bool]]
    """Axes that are named in a finding, each with whether the text lies at its high end."""

_QUIET_TEXT = """
preposition determiner conjunction be have do wh short_word long_word very_long_word many_syllables they
negation quantity question_start i_start hard_modal soft_modal nominal variety foreign capitals
syllables vague adverb sentence_spread quote colon bracket comma grade word_length apostrophe
"""
QUIET = frozenset(_QUIET_TEXT.split())
"""Habits that mean little to a reader by themselves: named only where nothing better strays."""
_ALIKE_TEXT = """
exclamation shouted_end repeated_mark
uncontracted contraction contraction_share
hedge_phrase hedge
courtesy_phrase courtesy
sentence_length short_sentence long_sentence sentence_spread
many_syllables very_long_word long_word word_length grade syllables short_word
first_person i_start
emoji foreign
"""
_ALIKE = {name: line.split() for line in _ALIKE_TEXT.strip().splitlines() for name in line.split()}
"""Habits that say much the same: of each group only the first that strays is named."""
_SHOWING = 2.0
"""Weight of a habit that shows a named axis, beside one that does not."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit of a text beside the house's: robust deviations with sign, count, what is usual, places."""

    feature: Feature
    sigma: float
    found: float
    usual: float
    spans: tuple[tuple[int, int], ...]


def stray_habits(text: str, row: NDArray[np.float32], reference: Reference, named: Named = ()) -> list[Habit]:
    """The habits that stray furthest, furthest first; those that show one of the `named` axes weigh double.

    What says little to a reader comes last, and of habits that say much the same only one is there.
    """
    showing = {
        name if (weight > 0) == high else f"-{name}" for axis, high in named for name, weight in axis.shows
    }
    part = reference.layout.views["habits"]
    deviations = reference.deviations(row[None].astype(float))[0]
    ranked = []
    for at, sigma in enumerate(deviations[part]):
        name = features()[at].name
        showy = (name if sigma > 0 else f"-{name}") in showing
        weight = abs(sigma) * (0.3 if name in QUIET else _SHOWING if showy else 1.0)
        weight *= 1.0 if sigma > 0 else 0.7
        if weight >= 1.5 and abs(sigma) >= 1:
            ranked.append((-weight, at, float(sigma)))
    found = [_habit(text, row, reference, at, sigma) for at, sigma in _distinct(sorted(ranked))[:12]]
    seen = [habit for habit in found if habit.spans or habit.sigma < 0 or habit.feature.scale == "plain"][:8]
    return sorted(seen, key=lambda habit: len(habit.spans) == 1)


def _distinct(ranked: Iterable[tuple[float, int, float]]) -> list[tuple[int, float]]:
    """Places and deviations of habits, of each group of like ones the first in the group's own order."""
    strays = {features()[at].name: (at, sigma) for _, at, sigma in ranked}
    firsts = {name: next(like for like in _ALIKE.get(name, [name]) if like in strays) for name in strays}
    return [strays[name] for name in dict.fromkeys(firsts.values())]


def _habit(text: str, row: NDArray[np.float32], reference: Reference, at: int, sigma: float) -> Habit:
    feature, part = features()[at], reference.layout.views["habits"]
    here, usual = (raw_habit(at, float(values[part][at])) for values in (row, reference.median))
    spans = tuple(hits(text, feature.name)) if sigma > 0 else ()
    size = float(row[WORDS]) if feature.scale == "rate" else len(list(sentences(text)))
    return Habit(feature, sigma, _as_count(here, feature, size), _as_count(usual, feature, size), spans)


def in_words(text: str, habits: Sequence[Habit]) -> str:
    """The habits as a phrase with numbers and the very words."""
    return "; ".join(_habit_in_words(text, habit) for habit in habits) or "many small habits together"


def _as_count(scaled: float, feature: Feature, size: float) -> float:
    """How many there are, from the scaled habit of a text of that many words, or sentences for a share."""
    if feature.scale == "rate":
        return max(scaled, 0.0) ** 2 * (size + 6) / 100
    if feature.scale == "share":
        return max(scaled * (size + 0.5) - 0.25, 0.0)
    return scaled


def _habit_in_words(text: str, habit: Habit) -> str:
    feature, more = habit.feature, habit.sigma > 0
    if feature.scale == "plain":
        return _average_in_words(habit)
    words = list(dict.fromkeys(text[start:end].strip() for start, end in habit.spans))
    shown = [word for word in words if any(map(str.isalpha, word)) and len(word) < 40][:3]
    quoted = ", ".join(f"“{word}”" for word in shown)
    found, usual = len(habit.spans) if more else round(habit.found), round(habit.usual)
    if (found > usual) != more or found == usual:
        compared = f"{'more' if more else 'fewer'} {feature.label} than usual"
        return compared + (f" ({quoted})" if quoted else "")
    expected = f"about {usual}" if usual else "none"
    return f"{feature.label} ({found or 'none'}, usually {expected}{': ' + quoted if quoted else ''})"


def _average_in_words(habit: Habit) -> str:
    """A habit that is an average: with its two values where a reader can picture them."""
    name, found, usual = habit.feature.name, habit.found, habit.usual
    if name == "sentence_length":
        here, there = round(math.expm1(found)), round(math.expm1(usual))
        if here > 1 and here != there:
            return f"sentences of about {here} words, usually {there}"
    if name == "word_length" and round(found, 1) != round(usual, 1):
        return f"words of {found:.1f} letters, usually {usual:.1f}"
    return habit.feature.label if habit.sigma > 0 else habit.feature.less
