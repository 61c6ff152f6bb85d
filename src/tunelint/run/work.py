"""The work of measuring, done here or by other processes: the same values in the same order either way."""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.run.plan import make_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.process import BaseProcess

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.cache.recalled import Recalled

    Work = list[tuple[tuple[Want, ...], list[Passage]]]
    """What is to be measured: wants, and the passages that lack just these."""
    Values = list[list[Sequence[Any]]]
    """For each part of the work and each of its wants, one value for each passage."""

_INLINE = 4
"""Batches that are measured here before other processes are started: they pay only on larger data."""


class Job(NamedTuple):
    """A batch, what is known of it, and the work that is left."""

    rows: Sequence[Row]
    known: Recalled
    work: Work


class Done(NamedTuple):
    """What came of some work: values, the CPU seconds that each want took, and whether it was done here."""

    values: Values
    seconds: dict[Want, float]
    here: bool = True


def do(work: Work, measures: Mapping[Want, Measure]) -> Done:
    """The work, done in this process."""
    values, seconds = [], dict.fromkeys(measures, 0.0)
    for wants, passages in work:
        columns = []
        for want in wants:
            start = time.process_time()
            columns.append(measures[want](passages))
            seconds[want] += time.process_time() - start
        values.append(columns)
    return Done(values, seconds)


def do_all(
    source: Iterator[Job], measures: Mapping[Want, Measure], settings: Settings, jobs: int
) -> Iterator[tuple[Job, Done]]:
    """Every job with its work done, in order; by `jobs` processes where there is enough to do."""
    for job in source if jobs < 2 or not measures else islice(source, _INLINE):
        yield job, do(job.work, measures)
    first = next(source, None)
    if first is not None:
        yield from _pooled(chain([first], source), measures, settings, jobs)


def _pooled(
    source: Iterator[Job], measures: Mapping[Want, Measure], settings: Settings, jobs: int
) -> Iterator[tuple[Job, Done]]:
    """Work done by other processes, a few jobs ahead of the judging; what a dead one left is done here."""
    waiting: deque[tuple[Job, Future[Done] | None]] = deque()
    others = active_children()
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (tuple(measures), settings)) as pool:
        try:
            for job in source:
                waiting.append((job, _submit(pool, job.work)))
                if len(waiting) > 2 * jobs:
                    yield _awaited(*waiting.popleft(), measures, others)
            while waiting:
                yield _awaited(*waiting.popleft(), measures, others)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Work) -> Future[Done] | None:
    """The work handed over; None where there is none, or the pool takes no more."""
    try:
        return pool.submit(_do_there, work) if work else None
    except (BrokenProcessPool, OSError):  # OSError: the pool breaks in this very moment
        return None


def _awaited(
    job: Job, future: Future[Done] | None, measures: Mapping[Want, Measure], others: Sequence[BaseProcess]
) -> tuple[Job, Done]:
    if future is None:
        return job, do(job.work, measures)
    try:
        return job, future.result()
    except BrokenProcessPool:
        _end_workers(others)
        return job, do(job.work, measures)


def _end_workers(others: Sequence[BaseProcess]) -> None:
    """End every child of this process but `others`.

    A pool that breaks ends the workers that it knows, and waits for all: also for one that was being started
    at that moment, to which nobody says that there is no more work (CPython 3.11).
    """
    for child in active_children():
        if child not in others:
            child.terminate()


_MINE: dict[Want, Measure] = {}
"""The measures of a worker process."""


def _start(wanted: Sequence[Want], settings: Settings) -> None:
    _MINE.update(make_measures(wanted, settings))


def _do_there(work: Work) -> Done:
    return do(work, _MINE)._replace(here=False)
