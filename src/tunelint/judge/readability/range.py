"""Kind `readability-range`: replies outside the limits that the user has set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.readability.drivers import easy_because, hard_because
from tunelint.model.errors import fail
from tunelint.model.finding import Reading, Remark, Unjudged
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.readability import Readability
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Cell

_GRADE = re.compile(r"grade\s*(\d{1,2})", re.IGNORECASE)
_EASE = {5: 90, 6: 80, 7: 70, 8: 60, 9: 60, 10: 50, 11: 50, 12: 50}
"""Flesch's own table (The Art of Readable Writing, 1949): the reading ease that a school grade needs."""
_EASE_FIRST, _EASE_LAST = 90, 30
_INDICES = {
    "flesch": "Flesch reading ease",
    "grade": "Flesch-Kincaid grade",
    "fog": "Gunning fog",
    "dale_chall": "Dale-Chall score",
    "smog": "SMOG grade",
}


@dataclass(frozen=True, slots=True)
class RangeOptions:
    """Limits; those left out are not checked, and with none the rule is silent.

    `audience` is `grade N`: a passage is too hard for it when the Flesch-Kincaid grade is above N + 1 and the
    Flesch reading ease below what Flesch's table gives for N. Two formulas must agree, as each is off by a
    year at times.
    """

    audience: str = ""
    min_flesch: float | None = None
    max_flesch: float | None = None
    min_grade: float | None = None
    max_grade: float | None = None
    max_fog: float | None = None
    max_dale_chall: float | None = None
    max_smog: float | None = None


class ReadabilityRangeKind:
    """One remark for each passage outside the limits."""

    Options: ClassVar[type[RangeOptions]] = RangeOptions
    details: ClassVar[frozenset[str]] = frozenset({"broken", "because"})

    def __init__(self, rule: Rule, options: RangeOptions, settings: Settings) -> None:
        del settings
        self._options = options
        self._audience = _audience(options.audience, rule)
        limits = [getattr(options, name) for name in RangeOptions.__slots__ if name != "audience"]
        active = self._audience is not None or any(limit is not None for limit in limits)
        self.wants: tuple[Want, ...] = (Want("readability", rule.on),) if active else ()

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the passages outside the limits; passages without a score are not judged."""
        for want in self.wants:
            for row, passage, value in batch.each(want):
                if isinstance(value, str):
                    yield Unjudged(row.ref, value)
                    continue
                broken, hard = self._broken(value)
                if broken:
                    yield Remark(
                        row=row.ref,
                        pointer=passage.pointer,
                        span=value.longest if hard else None,
                        details={
                            "broken": "; ".join(broken),
                            "because": hard_because(value) if hard else easy_because(value),
                        },
                    )

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: None) -> Iterator[Reading]:
        """Every index of each passage, with the limit that is set for it."""
        del row, seen
        for cell in (cell for want in self.wants for cell in cells[want] if not isinstance(cell.value, str)):
            for index, name in _INDICES.items():
                value = getattr(cell.value, index)
                low = getattr(self._options, f"min_{index}", None)
                high = getattr(self._options, f"max_{index}", None)
                if value is not None:
                    limit, side = (low, "below") if high is None else (high, "above")
                    yield Reading(name, value, None, limit, "below" if side == "below" else "above")

    def _broken(self, value: Readability) -> tuple[list[str], bool]:
        """The limits that a passage breaks, in words, and whether it is too hard rather than too easy."""
        too_hard: list[str] = []
        too_easy: list[str] = []
        for index, name in _INDICES.items():
            number = getattr(value, index)
            low = getattr(self._options, f"min_{index}", None)
            high = getattr(self._options, f"max_{index}", None)
            if number is not None and low is not None and number < low:
                (too_hard if index == "flesch" else too_easy).append(
                    f"{name} {number:.0f}, at least {low:g} wanted"
                )
            if number is not None and high is not None and number > high:
                (too_easy if index == "flesch" else too_hard).append(
                    f"{name} {number:.0f}, at most {high:g} wanted"
                )
        grade = self._audience
        if grade is not None and value.grade > grade + 1 and value.flesch < _ease(grade):
            too_hard.append(f"school grade {value.grade:.0f}, grade {grade} wanted")
        return (too_hard, True) if too_hard else (too_easy, False)


def _ease(grade: int) -> int:
    return _EASE.get(grade, _EASE_FIRST if grade < min(_EASE) else _EASE_LAST)


def _audience(text: str, rule: Rule) -> int | None:
    if not text:
        return None
    found = _GRADE.fullmatch(text.strip())
    if found is None:
        raise fail(
            rule.path, f"“{text}” is not an audience of the rule {rule.id}", 'write audience = "grade 8"'
        )
    return int(found[1])
