"""A dataset as a whole, outside of a run of rules: what its rows are, how long, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tunelint import read
from tunelint.model.errors import fail
from tunelint.model.identity import Identity
from tunelint.model.view import Columns, Want
from tunelint.run.columns import ColumnStore
from tunelint.run.measuring import measure_batches
from tunelint.run.plan import make_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings
    from tunelint.run.cache import Cache

IDENTITY, SIGNATURE = Want("identity", "row"), Want("signature", "row")
MEANINGS = (Want("meaning", "prompt"), Want("meaning", "reply"))


class Means(NamedTuple):
    """What measuring is done with: processes, and what earlier runs have measured."""

    jobs: int = 1
    cache: Cache | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The files of a dataset and the values of its rows that hold an example."""

    files: Sequence[str]
    columns: Columns

    @property
    def rows(self) -> Sequence[RowRef]:
        """The rows that hold an example."""
        return [cell.ref for cell in self.columns.cells[IDENTITY]]

    def identities(self) -> list[Identity]:
        """What each of the rows is."""
        return [Identity.unpack(cell.value) for cell in self.columns.cells[IDENTITY]]

    def vectors(self) -> tuple[list[RowRef], NDArray[np.float32]]:
        """The rows with a known meaning, by content key, and their unit vectors."""
        from tunelint.judge.meanings import Meanings

        meanings = Meanings.of(self.columns)
        places = meanings.places(sorted(self.rows, key=lambda ref: ref.key))
        return list(places), meanings.whole[list(places.values())]


def read_corpus(files: Sequence[str], settings: Settings, wanted: Sequence[Want], means: Means) -> Corpus:
    """The corpus of some files with the wanted values; a user error where they hold no example."""
    measures = make_measures(wanted, settings)
    store = ColumnStore(measures)
    refs: list[RowRef] = []
    batches = read.batches(files, settings)
    for batch in measure_batches(batches, measures, settings, means.jobs, cache=means.cache):
        refs += [row.ref for row in batch.rows]
        store.add(batch)

    if not store.columns[IDENTITY]:
        raise fail(", ".join(files), "no example in it", "name a file in a shape that tunelint reads")
    return Corpus(files, Columns(refs, store.columns, partial(read.by_number, settings=settings)))
