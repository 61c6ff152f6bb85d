"""Kind `readability-outlier`: replies much harder or much easier to read than the rest of the data."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from tunelint.judge.readability.drivers import easy_because, hard_because
from tunelint.model.finding import Reading, Remark, Score, Unjudged
from tunelint.model.readability import FORMULAS, LANGUAGES, Readability
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


@dataclass(frozen=True, slots=True)
class OutlierOptions:
    """`threshold`: robust standard deviations, of two indices together, from which there is a remark.

    `min_rows`: passages of one language needed to know what is usual in it.
    """

    threshold: float = 3.0
    min_rows: int = 30


class ReadabilityOutlierKind:
    """One remark for each passage of which two indices of its language lie far out on the same side.

    In English these are the Flesch reading ease and the Flesch-Kincaid grade. Each language is compared with
    itself. The scale is the median absolute deviation, so that outliers do not widen it. Passages shorter
    than the median count for less, as their indices vary more. The score of a row is the share of the corpus
    that is at least as strange.
    """

    Options: ClassVar[type[OutlierOptions]] = OutlierOptions
    details: ClassVar[frozenset[str]] = frozenset(
        {"direction", "index", "value", "usual", "low", "high", "because"}
    )

    def __init__(self, rule: Rule, options: OutlierOptions, settings: Settings) -> None:
        del settings
        self._options = options
        self._want = Want("readability", rule.on)
        self.wants: tuple[Want, ...] = (self._want,)

    def fold(self, columns: Columns) -> Sample:
        """A sample of languages, the two indices of each, words and sentences."""
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
        usual = self._usual(seen)
        if not usual:
            yield Unjudged(None, f"fewer than {self._options.min_rows} replies long enough to score")
            return
        scores: dict[RowRef, float] = {}
        unscored: dict[RowRef, str] = {}
        for cell in columns.each(self._want):
            value = cell.value
            if not isinstance(value, Readability) or value.language not in usual:
                unscored[cell.ref] = self._reason(value)
                continue
            normal = usual[value.language]
            strange = normal.strangeness(_Point.of(value))
            scores[cell.ref] = min(normal.share(strange), scores.get(cell.ref, 1.0))
            if abs(strange) >= self._options.threshold:
                yield _remark(cell, normal, hard=strange > 0)
        yield from (Score(ref, value) for ref, value in scores.items())
        yield from (Unjudged(ref, reason) for ref, reason in unscored.items() if ref not in scores)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Sample) -> Iterator[Reading]:
        """The two indices of each passage, what is usual, how strange they are together, and the p-value."""
        del row
        usual = self._usual(seen)
        for value in (cell.value for cell in cells[self._want] if isinstance(cell.value, Readability)):
            normal = usual.get(value.language)
            if normal:
                strange = normal.strangeness(_Point.of(value))
                for (name, number), scale in zip(value.indices, normal.scales, strict=False):
                    yield Reading(FORMULAS[name].title, number, scale.middle)
                yield Reading("deviations from the usual", abs(strange), None, self._options.threshold)
                yield Reading("p-value", normal.share(strange))

    def _usual(self, seen: Sample) -> dict[str, _Usual]:
        """What is usual in each language that has enough passages."""
        points: dict[str, list[_Point]] = defaultdict(list)
        for point in seen.values:
            points[point.language].append(point)
        enough = {code: own for code, own in points.items() if len(own) >= max(2, self._options.min_rows)}
        return {code: _Usual.of(code, own) for code, own in enough.items()}

    def _reason(self, value: Readability | str) -> str:
        if isinstance(value, str):
            return value
        language = LANGUAGES[value.language].name
        return f"fewer than {self._options.min_rows} replies in {language} long enough to score"


class _Point(NamedTuple):
    language: str
    first: float
    second: float
    words: int
    sentences: int

    @classmethod
    def of(cls, value: Readability) -> _Point:
        (_, first), (_, second) = value.indices[:2]
        return cls(value.language, first, second, value.words, value.sentences)


class _Scale(NamedTuple):
    """The middle and the spread of one index, and whether a high number of it is easy."""

    middle: float
    spread: float
    easy: bool

    @classmethod
    def of(cls, name: str, numbers: Sequence[float]) -> _Scale:
        formula, centre = FORMULAS[name], median(numbers)
        spread = _MAD_TO_SD * median(abs(number - centre) for number in numbers)
        return cls(centre, max(formula.step, spread), formula.easy)

    def harder(self, number: float) -> float:
        """How many deviations above the middle a number is, on the side of the hard."""
        return (number - self.middle) / (-self.spread if self.easy else self.spread)


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in the texts of one language."""

    title: str
    scales: tuple[_Scale, _Scale]
    words: float
    sentence: float
    quartiles: tuple[float, float]
    strange: Sequence[float] = ()

    @classmethod
    def of(cls, code: str, points: Sequence[Any]) -> _Usual:
        """The medians and scales of a sample, and how strange its own members are."""
        names = LANGUAGES[code].formulas
        first = [point.first for point in points]
        low, _, high = quantiles(first, n=4)
        plain = cls(
            title=FORMULAS[names[0]].title,
            scales=(_Scale.of(names[0], first), _Scale.of(names[1], [point.second for point in points])),
            words=median(point.words for point in points),
            sentence=median(point.words / point.sentences for point in points),
            quartiles=(low, high),
        )
        strange = sorted(abs(plain.strangeness(point)) for point in points)
        return cls(plain.title, plain.scales, plain.words, plain.sentence, plain.quartiles, strange)

    def strangeness(self, point: _Point) -> float:
        """Robust standard deviations from the middle, above 0 for harder; 0 where the indices disagree."""
        first, second = self.scales[0].harder(point.first), self.scales[1].harder(point.second)
        if first * second <= 0:
            return 0.0
        size = sqrt(first * second) * sqrt(min(1.0, point.words / self.words))
        return size if first > 0 else -size

    def share(self, strange: float) -> float:
        """The share of the sample that is at least as strange: a conformal p-value."""
        at_least = len(self.strange) - bisect_left(self.strange, abs(strange))
        return min(1.0, (1 + at_least) / (1 + len(self.strange)))


def _remark(cell: Cell, usual: _Usual, *, hard: bool) -> Remark:
    value = cell.value
    because = hard_because if hard else easy_because
    return Remark(
        row=cell.ref,
        pointer=cell.pointer,
        span=value.longest if hard else None,
        details={
            "direction": "harder" if hard else "easier",
            "index": usual.title,
            "value": value.indices[0][1],
            "usual": usual.scales[0].middle,
            "low": usual.quartiles[0],
            "high": usual.quartiles[1],
            "because": because(value, usual.sentence),
        },
    )
