"""Kind `narrow`: prompts that are all about the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.volume.whole import on_data
from tunelint.model.view import Want
from tunelint.profile.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Remark
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns

_SIZE = 2000


@dataclass(frozen=True, slots=True)
class NarrowOptions:
    """`max`: the mean similarity in meaning of two different prompts; `min_rows`: fewer are not judged."""

    max: float = 0.5
    min_rows: int = 50


class NarrowKind:
    """One remark on data whose prompts resemble each other throughout."""

    Options: ClassVar[type[NarrowOptions]] = NarrowOptions
    details: ClassVar[frozenset[str]] = frozenset({"similarity"})

    def __init__(self, rule: Rule, options: NarrowOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("meaning", "prompt"),)

    def fold(self, columns: Columns) -> Sample:
        """A sample of the prompts' vectors by content key."""
        cells = columns.each(self.wants[0])
        return Sample.of(_SIZE, ((f"{cell.ref.key}{cell.pointer}", cell.value) for cell in cells))

    def judge_corpus(self, columns: Columns, seen: Sample) -> Iterator[Remark]:
        """At most one remark."""
        count = len(seen.values)
        if count < self.options.min_rows:
            return
        vectors = np.array(seen.values, dtype=np.float64)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        pairs = (np.square(vectors.sum(axis=0)).sum() - count) / (count * (count - 1))
        if pairs > self.options.max:
            yield on_data(columns, {"similarity": round(float(pairs), 2)})
