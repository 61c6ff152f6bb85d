"""Kind `readability-outlier`: replies much harder or much easier to read than the rest of the data."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import sqrt
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from tunelint.judge.readability.drivers import easy_because, hard_because
from tunelint.model.finding import Reading, Remark, Score, Unjudged
from tunelint.model.readability import Readability
from tunelint.model.view import Want
from tunelint.profile.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

SAMPLE = 5000
"""Passages that stand for the corpus."""

_MAD_TO_SD = 1.4826
_FLESCH_FLOOR, _GRADE_FLOOR = 8.0, 1.5
"""The least scale of each index: in very even data, a difference that no reader feels is no outlier."""


@dataclass(frozen=True, slots=True)
class OutlierOptions:
    """`threshold`: robust standard deviations, of Flesch and grade together, from which there is a remark.

    `min_rows`: passages needed to know what is usual.
    """

    threshold: float = 3.0
    min_rows: int = 30


class ReadabilityOutlierKind:
    """One remark for each passage whose Flesch reading ease and grade both lie far out on the same side.

    The scale is the median absolute deviation, so that outliers do not widen it. Passages shorter than the
    median count for less, as their indices vary more. The score of a row is the share of the corpus that is
    at least as strange.
    """

    Options: ClassVar[type[OutlierOptions]] = OutlierOptions
    details: ClassVar[frozenset[str]] = frozenset(
        {"direction", "flesch", "grade", "usual", "low", "high", "because"}
    )

    def __init__(self, rule: Rule, options: OutlierOptions, settings: Settings) -> None:
        del settings
        self._options = options
        self._want = Want("readability", rule.on)
        self.wants: tuple[Want, ...] = (self._want,)

    def fold(self, columns: Columns) -> Sample:
        """A sample of Flesch, grade, words and sentences."""
        return Sample.of(
            SAMPLE,
            (
                (f"{cell.ref.key}{cell.pointer}", _Point.of(cell.value))
                for cell in columns.each(self._want)
                if isinstance(cell.value, Readability)
            ),
        )

    def judge_corpus(self, columns: Columns, seen: Sample) -> Iterator[Verdict]:
        """Remarks on the passages far out, a score for each row that has one, and the rows without."""
        if len(seen.items) < self._options.min_rows:
            reason = f"fewer than {self._options.min_rows} replies long enough to score"
            yield Unjudged(None, reason)
            return
        usual = _Usual.of(seen.values)
        scores: dict[RowRef, float] = {}
        unscored: dict[RowRef, str] = {}
        for cell in columns.each(self._want):
            if not isinstance(cell.value, Readability):
                unscored[cell.ref] = str(cell.value)
                continue
            strange = usual.strangeness(_Point.of(cell.value))
            scores[cell.ref] = min(usual.share(strange), scores.get(cell.ref, 1.0))
            if abs(strange) >= self._options.threshold:
                yield _remark(cell, usual, hard=strange > 0)
        yield from (Score(ref, value) for ref, value in scores.items())
        yield from (Unjudged(ref, reason) for ref, reason in unscored.items() if ref not in scores)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Sample) -> Iterator[Reading]:
        """The two indices of each passage, what is usual, how strange they are together, and the p-value."""
        del row
        if len(seen.items) < self._options.min_rows:
            return
        usual = _Usual.of(seen.values)
        for value in (cell.value for cell in cells[self._want] if isinstance(cell.value, Readability)):
            strange = usual.strangeness(_Point.of(value))
            yield Reading("Flesch reading ease", value.flesch, usual.flesch[0])
            yield Reading("Flesch-Kincaid grade", value.grade, usual.grade[0])
            yield Reading("deviations from the usual", abs(strange), None, self._options.threshold)
            yield Reading("p-value", usual.share(strange))


class _Point(NamedTuple):
    flesch: float
    grade: float
    words: int
    sentences: int

    @classmethod
    def of(cls, value: Readability) -> _Point:
        return cls(value.flesch, value.grade, value.words, value.sentences)


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in the corpus."""

    flesch: tuple[float, float]
    grade: tuple[float, float]
    words: float
    sentence: float
    quartiles: tuple[float, float]
    strange: Sequence[float] = ()

    @classmethod
    def of(cls, points: Sequence[Any]) -> _Usual:
        """The medians and scales of a sample, and how strange its own members are."""
        ease = [point.flesch for point in points]
        low, _, high = quantiles(ease, n=4)
        plain = cls(
            flesch=_middle(ease, _FLESCH_FLOOR),
            grade=_middle([point.grade for point in points], _GRADE_FLOOR),
            words=median(point.words for point in points),
            sentence=median(point.words / point.sentences for point in points),
            quartiles=(low, high),
        )
        strange = sorted(abs(plain.strangeness(point)) for point in points)
        return cls(plain.flesch, plain.grade, plain.words, plain.sentence, plain.quartiles, strange)

    def strangeness(self, point: _Point) -> float:
        """Robust standard deviations from the middle, above 0 for harder; 0 where the indices disagree."""
        ease = (self.flesch[0] - point.flesch) / self.flesch[1]
        years = (point.grade - self.grade[0]) / self.grade[1]
        if ease * years <= 0:
            return 0.0
        size = sqrt(ease * years) * sqrt(min(1.0, point.words / self.words))
        return size if years > 0 else -size

    def share(self, strange: float) -> float:
        """The share of the sample that is at least as strange: a conformal p-value."""
        at_least = len(self.strange) - bisect_left(self.strange, abs(strange))
        return min(1.0, (1 + at_least) / (1 + len(self.strange)))


def _middle(values: list[float], floor: float) -> tuple[float, float]:
    centre = median(values)
    return centre, max(floor, _MAD_TO_SD * median(abs(value - centre) for value in values))


def _remark(cell: Cell, usual: _Usual, *, hard: bool) -> Remark:
    value = cell.value
    because = hard_because if hard else easy_because
    return Remark(
        row=cell.ref,
        pointer=cell.pointer,
        span=value.longest if hard else None,
        details={
            "direction": "harder" if hard else "easier",
            "flesch": value.flesch,
            "grade": value.grade,
            "usual": usual.flesch[0],
            "low": usual.quartiles[0],
            "high": usual.quartiles[1],
            "because": because(value, usual.sentence),
        },
    )
