"""Whether a passage suits readers of a school grade, in each language for which somebody has said so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.errors import fail
from tunelint.model.readability import FORMULAS, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.model.readability import Readability
    from tunelint.model.rule import Rule

_GRADE = re.compile(r"grade\s*(\d{1,2})", re.IGNORECASE)
_EASE = {5: 90, 6: 80, 7: 70, 8: 60, 9: 60, 10: 50, 11: 50, 12: 50}
_EASE_FIRST, _EASE_LAST = 90, 30
_GULPEASE = {5: 80, 8: 60}
_GULPEASE_LAST = 40
_RIX = (0.2, 0.5, 0.8, 1.3, 1.8, 2.4, 3.0, 3.7, 4.5, 5.3, 6.2, 7.2)


def _ease(grade: int) -> float:
    """Flesch's own table (The Art of Readable Writing, 1949), which his followers kept with the scale."""
    return _EASE.get(grade, _EASE_FIRST if grade < min(_EASE) else _EASE_LAST)


def _gulpease(grade: int) -> float:
    """Lucisano and Piemontese (1988): hard below 80, 60 and 40 after 5, 8 and 13 years of school."""
    return next((limit for last, limit in _GULPEASE.items() if grade <= last), _GULPEASE_LAST)


def _lix(grade: int) -> float:
    """Anderson (1983): grade 1 ends at 14, 2 at 19, and so on by fours from grade 3."""
    return {1: 15, 2: 20}.get(grade, 12 + 4 * grade)


def _rix(grade: int) -> float:
    """Anderson (1983): where the next grade begins."""
    return _RIX[min(max(grade, 1), len(_RIX)) - 1]


def _years(grade: int) -> float:
    return grade + 1


_LIMITS: dict[str, Callable[[int], float]] = {
    "grade": _years,
    "wiener": _years,
    "fog": _years,
    "flesch": _ease,
    "fernandez_huerta": _ease,
    "gulpease": _gulpease,
    "lix": _lix,
    "rix": _rix,
}
"""Index -> the number at which it becomes too hard for a grade."""

_ASKED = {
    "en": ("grade", "flesch"),
    "da": ("lix", "rix"),
    "de": ("wiener", "flesch"),
    "es": ("fernandez_huerta",),
    "fr": ("flesch",),
    "it": ("gulpease", "flesch"),
    "nl": ("flesch",),
    "no": ("lix", "rix"),
    "ru": ("flesch",),
    "sv": ("lix", "rix"),
}
"""The indices that must agree; for languages left out nobody has fitted school grades."""


def read_audience(text: str, rule: Rule) -> int | None:
    """The school grade in `grade N`, None for an empty text. Raises `UserError` for anything else."""
    if not text:
        return None
    found = _GRADE.fullmatch(text.strip())
    if found is None:
        raise fail(
            rule.path, f"“{text}” is not an audience of the rule {rule.id}", 'write audience = "grade 8"'
        )
    return int(found[1])


def not_gradable(value: Readability) -> str:
    """Why a passage cannot be held against a school grade; empty where it can."""
    name = LANGUAGES[value.language].name
    return "" if value.language in _ASKED else f"no school grades are known for {name}"


def too_hard_for(value: Readability, grade: int) -> str:
    """What makes a passage too hard for a grade, in words; empty where it is not.

    All indices of the language must say so, as each is off by a year at times; one that stands alone must say
    so of the next grade too.
    """
    names = _ASKED.get(value.language, ())
    asked = grade if len(names) > 1 else grade + 1
    numbers = [(name, value.number(name)) for name in names]
    said = [(name, number) for name, number in numbers if number is not None and _beyond(name, number, asked)]
    if not names or len(said) < len(names):
        return ""
    name, number = said[0]
    if name in {"grade", "wiener"}:
        return f"school grade {number:.0f}, grade {grade} wanted"
    return f"{FORMULAS[name].title} {number:.0f}, {_LIMITS[name](grade):g} wanted for grade {grade}"


def _beyond(name: str, number: float, grade: int) -> bool:
    limit = _LIMITS[name](grade)
    return number < limit if FORMULAS[name].easy else number > limit
