"""A sample of the voices of a corpus, and the cut of each of its parts in two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.sample import Sample, Strata
from tunelint.profile.split import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.judge.voice.cells import Fitness
    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Columns
    from tunelint.profile.split import Split
    from tunelint.profile.voice import Layout

_SIZE = 4096
"""Texts of a segment that its voice is taken from: the smallest content keys, so the same in any order."""


@dataclass(frozen=True)
class Part:
    """The sampled texts of one segment by content key: `refs`, and one voice vector a row in `rows`."""

    refs: Sequence[RowRef]
    rows: NDArray[np.float64]
    layout: Layout

    def __len__(self) -> int:
        return len(self.refs)

    @cached_property
    def cut(self) -> Split:
        """The best cut of the texts in two, made when it is first asked for and kept."""
        return split(self.rows, self.layout)


@dataclass(frozen=True)
class VoiceSample:
    """The sampled voice vectors of each segment; -1 is what belongs to none."""

    strata: Strata
    layout: Layout

    @classmethod
    def of(cls, cells: Iterable[Cell], of: Layout) -> VoiceSample:
        """The sample of some cells of the measure `voice` with the layout `of`."""
        keyed = ((c.ref.segment, f"{c.ref.key}{c.pointer}", (c.ref, c.value)) for c in cells)
        return cls(Strata.of(_SIZE, keyed), of)

    def merge(self, other: VoiceSample) -> VoiceSample:
        """The sample of both."""
        return VoiceSample(self.strata.merge(other.strata), self.layout)

    @cached_property
    def parts(self) -> Mapping[int, Part]:
        """The segments that hold a text, by number."""
        return {number: self._part(sample) for number, sample in self.strata.parts.items()}

    def part(self, number: int) -> Part:
        """The segment of that number, which may hold no text."""
        return self.parts.get(number) or self._part(Sample(_SIZE))

    def _part(self, sample: Sample) -> Part:
        refs = [ref for ref, _ in sample.values]
        rows = np.array([value for _, value in sample.values], dtype=float)
        return Part(refs, rows.reshape(len(refs), self.layout.width), self.layout)


@dataclass(frozen=True, slots=True)
class Sampling:
    """Makes the sample of columns from the texts that can be judged (see `Columns.once`)."""

    fitness: Fitness
    layout: Layout

    def __call__(self, columns: Columns) -> VoiceSample:
        """The sample."""
        return VoiceSample.of(self.fitness.judged(columns), self.layout)
