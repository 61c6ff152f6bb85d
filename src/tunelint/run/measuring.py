"""Values for batches of rows: each distinct text of a batch is measured once, here or in other processes."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from tunelint.model.view import Batch, Cell
from tunelint.run.plan import make_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want

    Texts = dict[str, dict[str, Passage]]
    """For each role, the distinct passages by their text."""
    Values = dict[Want, list[Any]]

_INLINE = 4
"""Batches that are measured here before other processes are started: they pay only on larger data."""


def measure_batches(
    batches: Iterable[list[Row]], wanted: Sequence[Want], settings: Settings, jobs: int = 1
) -> Iterator[Batch]:
    """The batches with every wanted value, in order; by `jobs` processes where there is enough to do."""
    measures = make_measures(wanted, settings)
    source = iter(batches)
    for rows in source if jobs < 2 or not wanted else islice(source, _INLINE):
        yield measure_batch(rows, measures)
    first = next(source, None)
    if first is not None:
        yield from _pooled(_chain(first, source), measures, settings, jobs)


def measure_batch(rows: Sequence[Row], measures: Mapping[Want, Measure]) -> Batch:
    """The batch with every wanted value."""
    texts = _texts(rows, measures)
    return _batch(rows, texts, _values(texts, measures))


def cells(batch: Batch, wanted: Sequence[Want]) -> dict[Want, list[Cell]]:
    """The values of a batch without its texts."""
    return {
        want: [Cell(row.ref, passage.pointer, value) for row, passage, value in batch.each(want)]
        for want in wanted
    }


def _chain(first: list[Row], rest: Iterator[list[Row]]) -> Iterator[list[Row]]:
    yield first
    yield from rest


def _pooled(
    batches: Iterator[list[Row]], measures: Mapping[Want, Measure], settings: Settings, jobs: int
) -> Iterator[Batch]:
    """Batches measured by other processes, a few ahead of the judging; what a dead one left is done here."""
    waiting: deque[tuple[list[Row], Texts, Future[Values]]] = deque()
    wanted = tuple(measures)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (wanted, settings)) as pool:
        try:
            for rows in batches:
                texts = _texts(rows, wanted)
                waiting.append((rows, texts, _submit(pool, texts)))
                if len(waiting) > 2 * jobs:
                    yield _finished(*waiting.popleft(), measures)
            while waiting:
                yield _finished(*waiting.popleft(), measures)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, texts: Texts) -> Future[Values]:
    try:
        return pool.submit(_work, texts)
    except BrokenProcessPool as error:
        failed: Future[Values] = Future()
        failed.set_exception(error)
        return failed


def _finished(
    rows: list[Row], texts: Texts, future: Future[Values], measures: Mapping[Want, Measure]
) -> Batch:
    try:
        values = future.result()
    except BrokenProcessPool:
        values = _values(texts, measures)
    return _batch(rows, texts, values)


_MINE: dict[Want, Measure] = {}
"""The measures of a worker process."""


def _start(wanted: Sequence[Want], settings: Settings) -> None:
    _MINE.update(make_measures(wanted, settings))


def _work(texts: Texts) -> Values:
    return _values(texts, _MINE)


def _texts(rows: Sequence[Row], wanted: Iterable[Want]) -> Texts:
    return {
        on: {passage.text: passage for row in rows if row.example for passage in row.example.passages(on)}
        for on in dict.fromkeys(want.on for want in wanted)
    }


def _values(texts: Texts, measures: Mapping[Want, Measure]) -> Values:
    return {want: list(measure(list(texts[want.on].values()))) for want, measure in measures.items()}


def _batch(rows: Sequence[Row], texts: Texts, values: Values) -> Batch:
    pairs = {
        on: [(row, passage) for row in rows if row.example for passage in row.example.passages(on)]
        for on in texts
    }
    measured = {}
    for want, found in values.items():
        by_text = dict(zip(texts[want.on], found, strict=True))
        measured[want] = [(row, passage, by_text[passage.text]) for row, passage in pairs[want.on]]
    return Batch(rows, measured)
