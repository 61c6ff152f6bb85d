"""Values for batches of rows: each distinct text of a batch is measured once, here or in other processes."""

from __future__ import annotations

from collections import defaultdict, deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.model.view import Batch, Cell
from tunelint.run.cache.recalled import Recalled
from tunelint.run.plan import make_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.cache import Cache
    from tunelint.run.cache.memory import Memory

    Work = list[tuple[tuple[Want, ...], list[Passage]]]
    """What is to be measured: wants, and the passages that lack just these."""
    Values = list[list[Sequence[Any]]]
    """What came of it: for each part of the work and each of its wants, one value for each passage."""

_NOTHING = Recalled({}, {})
_INLINE = 4
"""Batches that are measured here before other processes are started: they pay only on larger data."""


class Job(NamedTuple):
    """A batch, what is known of it, and the work that is left."""

    rows: Sequence[Row]
    known: Recalled
    work: Work


def measure_batches(
    batches: Iterable[list[Row]],
    wanted: Sequence[Want],
    settings: Settings,
    jobs: int = 1,
    cache: Cache | None = None,
) -> Iterator[Batch]:
    """The batches with every wanted value, in order; by `jobs` processes where there is enough to do.

    What `cache` holds is not measured again, and what is measured is kept there.
    """
    measures = make_measures(wanted, settings)
    memory = _memory(cache, measures, settings) if cache and wanted else None
    source = (_job(rows, measures, memory) for rows in batches)
    for job in source if jobs < 2 or not wanted else islice(source, _INLINE):
        yield _finish(job, _values(job.work, measures), measures, memory)
    first = next(source, None)
    if first is not None:
        yield from _pooled(chain([first], source), measures, settings, jobs, memory)


def measure_batch(rows: Sequence[Row], measures: Mapping[Want, Measure]) -> Batch:
    """The batch with every wanted value."""
    job = _job(rows, measures)
    return _finish(job, _values(job.work, measures), measures)


def cells(batch: Batch, wanted: Sequence[Want]) -> dict[Want, list[Cell]]:
    """The values of a batch without its texts."""
    return {
        want: [Cell(row.ref, passage.pointer, value) for row, passage, value in batch.each(want)]
        for want in wanted
    }


def _memory(cache: Cache, measures: Mapping[Want, Measure], settings: Settings) -> Memory:
    from tunelint.run.cache.memory import Memory

    return Memory(cache, measures, settings)


def _pooled(
    source: Iterator[Job],
    measures: Mapping[Want, Measure],
    settings: Settings,
    jobs: int,
    memory: Memory | None,
) -> Iterator[Batch]:
    """Batches measured by other processes, a few ahead of the judging; what a dead one left is done here."""
    waiting: deque[tuple[Job, Future[Values]]] = deque()
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (tuple(measures), settings)) as pool:
        try:
            for job in source:
                waiting.append((job, _submit(pool, job.work)))
                if len(waiting) > 2 * jobs:
                    yield _awaited(*waiting.popleft(), measures, memory)
            while waiting:
                yield _awaited(*waiting.popleft(), measures, memory)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Work) -> Future[Values]:
    done: Future[Values] = Future()
    if not work:
        done.set_result([])
        return done
    try:
        return pool.submit(_work, work)
    except (BrokenProcessPool, OSError) as error:  # OSError: the pool breaks in this very moment
        done.set_exception(BrokenProcessPool(str(error)))
        return done


def _awaited(
    job: Job, future: Future[Values], measures: Mapping[Want, Measure], memory: Memory | None
) -> Batch:
    try:
        values = future.result()
    except BrokenProcessPool:
        values = _values(job.work, measures)
    return _finish(job, values, measures, memory)


_MINE: dict[Want, Measure] = {}
"""The measures of a worker process."""


def _start(wanted: Sequence[Want], settings: Settings) -> None:
    _MINE.update(make_measures(wanted, settings))


def _work(work: Work) -> Values:
    return _values(work, _MINE)


def _values(work: Work, measures: Mapping[Want, Measure]) -> Values:
    return [[measures[want](passages) for want in wants] for wants, passages in work]


def _job(rows: Sequence[Row], wanted: Iterable[Want], memory: Memory | None = None) -> Job:
    by_role: dict[str, list[Want]] = defaultdict(list)
    for want in wanted:
        by_role[want.on].append(want)
    texts = {
        on: {passage.text: passage for row in rows if row.example for passage in row.example.passages(on)}
        for on in by_role
    }
    known = memory.recall(texts) if memory else _NOTHING
    lacking: dict[tuple[Want, ...], list[Passage]] = defaultdict(list)
    for on, found in texts.items():
        for text, passage in found.items():
            wants = tuple(want for want in by_role[on] if text not in known.values.get(want, ()))
            if wants:
                lacking[wants].append(passage)
    return Job(rows, known, list(lacking.items()))


def _finish(job: Job, values: Values, wanted: Iterable[Want], memory: Memory | None = None) -> Batch:
    """The batch of a job whose work is done; new values are remembered."""
    found: dict[Want, dict[str, Any]] = {want: {} for want in wanted}
    for (wants, passages), columns in zip(job.work, values, strict=True):
        for want, column in zip(wants, columns, strict=True):
            found[want].update(zip((passage.text for passage in passages), column, strict=True))
    if memory and job.work:
        memory.keep(found, job.known)
    for want, known in job.known.values.items():
        found[want].update(known)
    pairs = {
        on: [(row, passage) for row in job.rows if row.example for passage in row.example.passages(on)]
        for on in dict.fromkeys(want.on for want in found)
    }
    measured = {
        want: [(row, passage, by_text[passage.text]) for row, passage in pairs[want.on]]
        for want, by_text in found.items()
    }
    return Batch(job.rows, measured)
