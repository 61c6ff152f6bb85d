"""Kind `topic`: examples about something that no other example is about."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isqrt
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from tunelint.judge.meanings import EXACT, PROMPT, REPLY, Meanings, first
from tunelint.judge.neighbours import Nearest, nearest
from tunelint.model.finding import Reading, Remark, Score, Unjudged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns, Want

    Floats = NDArray[np.float64]

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
    most this share of the rows is flagged, the strangest (but up to five in any case). `exact`: with more
    different rows, a row's neighbours are sought in the clusters around it, and only for the strangest rows
    among all.
    """

    min_rows: int = 30
    neighbours: int = 10
    deviations: float = 3.0
    isolation: float = 0.5
    max_share: float = 0.02
    exact: int = EXACT


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
        self.wants = (PROMPT, REPLY)

    def fold(self, columns: Columns) -> Meanings:
        """What the rows mean."""
        return columns.once(Meanings.of)

    def judge_corpus(self, columns: Columns, seen: Meanings) -> Iterator[Verdict]:
        """Scores for all rows, remarks for the isolated ones."""
        every = {cell.ref.number: cell.ref for want in self.wants for cell in columns.cells[want]}
        refs = [every[number] for number in sorted(every)]
        places = seen.places(refs)
        for ref in refs:
            if ref not in places:
                yield Unjudged(ref, "prompt or reply has no word whose meaning is known")
        if len(seen.refs) < self.options.min_rows:
            yield Unjudged(None, f"fewer than {self.options.min_rows} different examples to compare with")
            return
        view = _look(seen, self.options)
        for ref, place in places.items():
            yield Score(ref, float(view.probability[place]))
        isolated = set(self._isolated(view))
        flagged = [ref for ref, place in places.items() if place in isolated]
        pointers = _pointers(columns, flagged)
        for ref in flagged:
            yield _remark(ref, pointers[ref.number], places[ref], view, seen)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Meanings) -> Iterator[Reading]:
        """How near the row lies to its neighbours, how strange that is, and the p-value."""
        del cells
        place = seen.places([row.ref]).get(row.ref)
        if len(seen.refs) < self.options.min_rows or place is None:
            return
        view = _look(seen, self.options)
        near, strange = float(view.similarity[place]), float(view.strangeness[place])
        yield Reading("similarity to its neighbours", near, view.typical, self.options.isolation, "below")
        yield Reading("deviations from the usual", strange, None, self.options.deviations)
        yield Reading("p-value", float(view.probability[place]))

    def _isolated(self, view: _View) -> Sequence[int]:
        options = self.options
        strange = (view.strangeness >= options.deviations) & (view.similarity <= options.isolation)
        limit = max(5, ceil(options.max_share * len(view.strangeness)))
        strangest = np.argsort(-view.strangeness, kind="stable")[:limit]
        return [int(place) for place in strangest if strange[place]]


class _View(NamedTuple):
    """What is seen around each row: its neighbours, mean similarity, strangeness and conformal p-value."""

    nearest: Nearest
    similarity: Floats
    strangeness: Floats
    probability: Floats

    @property
    def typical(self) -> float:
        """The usual similarity of a row to its neighbours."""
        return float(np.median(self.similarity))


def _look(rows: Meanings, options: TopicOptions) -> _View:
    """What is seen around each row."""
    count = min(options.neighbours, max(3, isqrt(len(rows.refs)) // 2))
    around = _uncopied(rows, rows.around(options.exact), count)
    if len(rows.refs) > options.exact:
        strange = _strangeness(_mean(around), around)
        doubtful = np.flatnonzero(strange >= options.deviations / 2)
        _search(rows, doubtful, around)
    closeness = _mean(around)
    strange = _strangeness(closeness, around)
    ordered = np.sort(strange)
    as_strange = len(ordered) - np.searchsorted(ordered, strange, side="left")
    return _View(around, closeness, strange, as_strange / len(ordered))


def _uncopied(rows: Meanings, found: Nearest, count: int) -> Nearest:
    """The nearest neighbours that are no copies; sought again where copies left too few."""
    around = first(found, found.similarity <= COPIES, count)
    _search(rows, np.flatnonzero(around.similarity[:, -1] < -1), around)
    return around


def _search(rows: Meanings, places: NDArray[np.int64], around: Nearest) -> None:
    """Put the nearest of all rows into what is known of some."""
    if len(places):
        count = around.similarity.shape[1]
        found = nearest(rows.whole[places], rows.whole, count, own=places, copies=COPIES)
        around.similarity[places], around.position[places] = found


def _strangeness(closeness: Floats, around: Nearest) -> Floats:
    """The smaller of two robust deviations below the usual, rounded so that no order of sums shows.

    One is of the closeness of a row to its neighbours, one of how much closer it lies to them than these to
    their own.
    """
    contrast = closeness - closeness[around.position].mean(axis=1)
    least: Floats = np.minimum(_deviation(closeness), _deviation(contrast)).round(4)
    return least


def _mean(around: Nearest) -> Floats:
    mean: Floats = around.similarity.astype(np.float64).mean(axis=1)
    return mean


def _deviation(values: Floats) -> Floats:
    """How far values lie below the median, in robust standard deviations of the lower half."""
    median = np.median(values)
    spread = NORMAL * np.median(median - values[values <= median])
    deviation: Floats = (median - values) / max(float(spread), 1e-3)
    return deviation


def _remark(ref: RowRef, pointer: str, place: int, view: _View, rows: Meanings) -> Remark:
    near = [rows.refs[position] for position in view.nearest.position[place, :2]]
    return Remark(
        row=ref,
        pointer=pointer,
        details={
            "nearest": " and ".join(_named(other, ref) for other in near),
            "similarity": float(view.similarity[place]),
            "typical": view.typical,
        },
        related=tuple(near),
    )


def _pointers(columns: Columns, refs: Iterable[RowRef]) -> dict[int, str]:
    """Where the first passage with a meaning stands, by row number."""
    wanted = {ref.number for ref in refs}
    found: dict[int, str] = {}
    for want in (PROMPT, REPLY) if wanted else ():
        for cell in columns.each(want):
            if cell.ref.number in wanted:
                found.setdefault(cell.ref.number, cell.pointer)
    return found


def _named(other: RowRef, ref: RowRef) -> str:
    return f"line {other.line}" if other.file == ref.file else f"{other.file}:{other.line}"
