"""Values for batches of rows: each distinct text of a batch is measured once, here or in other processes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tunelint.model.view import Batch, Cell
from tunelint.run.cache.recalled import Recalled
from tunelint.run.work import Job, do, do_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.cache import Cache
    from tunelint.run.cache.memory import Memory
    from tunelint.run.clock import Clock
    from tunelint.run.work import Values

_NOTHING = Recalled({}, {})


def measure_batches(  # noqa: PLR0913 - what is measured, and the means to do it
    batches: Iterable[list[Row]],
    measures: Mapping[Want, Measure],
    settings: Settings,
    jobs: int = 1,
    *,
    cache: Cache | None = None,
    clock: Clock | None = None,
) -> Iterator[Batch]:
    """The batches with the value of every measure, in order; by `jobs` processes where there is enough to do.

    What `cache` holds is not measured again, and what is measured is kept there. `clock` counts the cost.
    """
    memory = _memory(cache, measures, settings) if cache and measures else None
    source = (_job(rows, measures, memory) for rows in batches)
    for job, done in do_all(source, measures, settings, jobs):
        if clock:
            clock.measured(done.seconds, here=done.here)
        yield _finish(job, done.values, measures, memory)


def measure_batch(rows: Sequence[Row], measures: Mapping[Want, Measure]) -> Batch:
    """The batch with every wanted value."""
    job = _job(rows, measures)
    return _finish(job, do(job.work, measures).values, measures)


def cells(batch: Batch, wanted: Sequence[Want]) -> dict[Want, list[Cell]]:
    """The values of a batch without its texts."""
    return {
        want: [Cell(row.ref, passage.pointer, value) for row, passage, value in batch.each(want)]
        for want in wanted
    }


def _memory(cache: Cache, measures: Mapping[Want, Measure], settings: Settings) -> Memory:
    from tunelint.run.cache.memory import Memory

    return Memory(cache, measures, settings)


def _job(rows: Sequence[Row], wanted: Iterable[Want], memory: Memory | None = None) -> Job:
    by_role: dict[str, list[Want]] = defaultdict(list)
    for want in wanted:
        by_role[want.on].append(want)
    texts = {
        on: {passage.measured: passage for row in rows if row.example for passage in row.example.passages(on)}
        for on in by_role
    }
    known = memory.recall(texts) if memory else _NOTHING
    lacking: dict[tuple[Want, ...], list[Passage]] = defaultdict(list)
    for on, found in texts.items():
        for text, passage in found.items():
            wants = tuple(want for want in by_role[on] if text not in known.values.get(want, ()))
            if wants:
                lacking[wants].append(passage if text is passage.text else replace(passage, text=text))
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
        on: [
            (row, passage, passage.measured)
            for row in job.rows
            if row.example
            for passage in row.example.passages(on)
        ]
        for on in dict.fromkeys(want.on for want in found)
    }
    measured = {
        want: [(row, passage, by_text[text]) for row, passage, text in pairs[want.on]]
        for want, by_text in found.items()
    }
    return Batch(job.rows, measured)
