"""Kind `topic`: examples about something that no other example is about."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isqrt
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from tunelint.judge.neighbours import Located, Nearest, nearest, row_vectors
from tunelint.model.finding import Reading, Remark, Score, Unjudged
from tunelint.model.view import Columns, Want
from tunelint.profile.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell

COPIES = 0.98
"""Rows more similar than this count as copies, not as neighbours."""

NORMAL = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""


@dataclass(frozen=True, slots=True)
class TopicOptions:
    """When a row counts as being about something else.

    `min_rows`: data with fewer rows is not judged. `neighbours`: how many near rows make the surroundings,
    fewer in small data. `deviations`: how many robust standard deviations a row must lie away from what is
    usual, both in its distance to the surroundings and in that distance against the same of its neighbours.
    `isolation`: a row whose mean similarity to its neighbours is higher is never flagged. `max_share`: at
    most this share of the rows is flagged, the strangest (but up to five in any case). `reference`: with how
    many rows, at most, rows are compared; beyond, with a sample by content.
    """

    min_rows: int = 30
    neighbours: int = 10
    deviations: float = 3.0
    isolation: float = 0.5
    max_share: float = 0.02
    reference: int = 20_000


class TopicKind:
    """Isolation by density, so that data may have many topics of any shape, and never a single centre.

    The second of the two distances is the idea of the local outlier factor (Breunig et al. 2000), as a
    difference of mean similarities instead of a ratio of densities.
    """

    Options: ClassVar[type[TopicOptions]] = TopicOptions
    details: ClassVar[frozenset[str]] = frozenset({"nearest", "similarity", "typical"})

    def __init__(self, rule: Rule, options: TopicOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants = (Want("meaning", "prompt"), Want("meaning", "reply"))

    def fold(self, columns: Columns) -> Sample:
        """A sample of the rows' vectors."""
        rows = row_vectors(columns, self.wants)
        return Sample.of(self.options.reference, ((row.ref.key, (row.ref, row.vector)) for row in rows))

    def judge_corpus(self, columns: Columns, seen: Sample) -> Iterator[Verdict]:
        """Scores for all rows, remarks for the isolated ones."""
        rows = list(row_vectors(columns, self.wants))
        yield from _left_out(columns, self.wants, {row.ref.number for row in rows})
        if len(seen.items) < self.options.min_rows:
            yield Unjudged(None, f"fewer than {self.options.min_rows} different examples to compare with")
            return
        surroundings = _Surroundings(seen, self.options)
        if not rows:
            return
        view = surroundings.look([row.ref for row in rows], np.array([row.vector for row in rows]))
        for row, probability in zip(rows, view.probability, strict=True):
            yield Score(row.ref, float(probability))
        for number in self._isolated(view):
            yield _remark(rows[number], number, view, surroundings)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Sample) -> Iterator[Reading]:
        """How near the row lies to its neighbours, how strange that is, and the p-value."""
        mine = list(row_vectors(Columns([row.ref], cells, lambda _: {}), self.wants))
        if len(seen.items) < self.options.min_rows or not mine:
            return
        surroundings = _Surroundings(seen, self.options)
        view = surroundings.look([row.ref], np.array([mine[0].vector]))
        near, strange = float(view.similarity[0]), float(view.strangeness[0])
        yield Reading(
            "similarity to its neighbours", near, surroundings.typical, self.options.isolation, "below"
        )
        yield Reading("deviations from the usual", strange, None, self.options.deviations)
        yield Reading("p-value", float(view.probability[0]))

    def _isolated(self, view: _View) -> Sequence[int]:
        options = self.options
        strange = (view.strangeness >= options.deviations) & (view.similarity <= options.isolation)
        limit = max(5, ceil(options.max_share * len(view.strangeness)))
        strangest = np.argsort(-view.strangeness, kind="stable")[:limit]
        return [int(number) for number in np.sort(strangest) if strange[number]]


class _View(NamedTuple):
    """What is seen around each row: its neighbours, mean similarity, strangeness and conformal p-value."""

    nearest: Nearest
    similarity: NDArray[np.float64]
    strangeness: NDArray[np.float64]
    probability: NDArray[np.float64]


class _Surroundings:
    """The reference rows, how close they lie to their own neighbours, and what is usual among them."""

    def __init__(self, sample: Sample, options: TopicOptions) -> None:
        self.refs: list[RowRef] = [ref for ref, _ in sample.values]
        self.vectors = np.array([vector for _, vector in sample.values], dtype=np.float32)
        self.position = {key: number for number, (key, _) in enumerate(sample.items)}
        self.count = min(options.neighbours, max(3, isqrt(len(self.refs)) // 2))
        own = np.arange(len(self.refs))
        self.around = nearest(self.vectors, self.vectors, self.count, own=own, copies=COPIES)
        self.closeness = _mean(self.around)
        self.contrast = self._contrast(self.closeness, self.around)
        self.typical = float(np.median(self.closeness))
        self.sorted = np.sort(self._strangeness(self.closeness, self.contrast))

    def look(self, refs: Sequence[RowRef], vectors: NDArray[np.float32]) -> _View:
        """What is seen around rows, which may be reference rows themselves."""
        own = np.array([self.position.get(ref.key, -1) for ref in refs])
        around = Nearest(self.around.similarity[own], self.around.position[own])
        new = np.nonzero(own < 0)[0]
        if len(new):
            found = nearest(vectors[new], self.vectors, self.count, own=own[new], copies=COPIES)
            around.similarity[new], around.position[new] = found
        closeness = _mean(around)
        contrast = self._contrast(closeness, around)
        strangeness = self._strangeness(closeness, contrast)
        as_strange = len(self.sorted) - np.searchsorted(self.sorted, strangeness, side="left")
        others = (own < 0).astype(int)
        probability = np.maximum(as_strange + others, 1) / (len(self.sorted) + others)
        return _View(around, closeness, strangeness, probability)

    def _contrast(self, closeness: NDArray[np.float64], around: Nearest) -> NDArray[np.float64]:
        """How much closer rows lie to their neighbours than these to their own."""
        contrast: NDArray[np.float64] = closeness - self.closeness[around.position].mean(axis=1)
        return contrast

    def _strangeness(
        self, closeness: NDArray[np.float64], contrast: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The smaller of two robust deviations below the usual, rounded so that no order of sums shows."""
        least = np.minimum(_deviation(closeness, self.closeness), _deviation(contrast, self.contrast))
        rounded: NDArray[np.float64] = least.round(4)
        return rounded


def _mean(around: Nearest) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = around.similarity.astype(np.float64).mean(axis=1)
    return mean


def _deviation(values: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far values lie below the median, in robust standard deviations of the lower half."""
    median = np.median(usual)
    spread = NORMAL * np.median(median - usual[usual <= median])
    deviation: NDArray[np.float64] = (median - values) / max(float(spread), 1e-3)
    return deviation


def _remark(row: Located, number: int, view: _View, surroundings: _Surroundings) -> Remark:
    near = [surroundings.refs[position] for position in view.nearest.position[number, :2]]
    return Remark(
        row=row.ref,
        pointer=row.pointer,
        details={
            "nearest": " and ".join(_place(other, row.ref) for other in near),
            "similarity": float(view.similarity[number]),
            "typical": surroundings.typical,
        },
        related=tuple(near),
    )


def _left_out(columns: Columns, wants: Sequence[Want], known: set[int]) -> Iterator[Unjudged]:
    """Rows without a vector, each once."""
    refs = {cell.ref.number: cell.ref for want in wants for cell in columns.cells[want]}
    for number in sorted(refs.keys() - known):
        yield Unjudged(refs[number], "prompt or reply has no word whose meaning is known")


def _place(other: RowRef, ref: RowRef) -> str:
    return f"line {other.line}" if other.file == ref.file else f"{other.file}:{other.line}"
