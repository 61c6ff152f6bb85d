"""The tasks of a run that is shared out over a cluster."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tunelint import read
from tunelint.model.row import Row
from tunelint.read.piece import count, divide, length_of
from tunelint.run.clock import Clock
from tunelint.run.columns import attached
from tunelint.run.evaluation import read_evaluation
from tunelint.run.judging import BATCH_BYTES, BATCH_ROWS, Run, Share, no_tick
from tunelint.run.plan import corpus_seats, kept_wants, make_survey
from tunelint.run.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.model.view import Columns, Spread, Want
    from tunelint.read.piece import Count, Piece
    from tunelint.run.columns import Column
    from tunelint.run.config import Config
    from tunelint.run.known import Known
    from tunelint.run.plan import Plan, Seat

SMALLEST, LARGEST = 1 << 20, 64 << 20
"""Bytes that one task reads, at least and at most: enough to pay for its start, and no load on memory."""
_PIECES = 64
"""Pieces of a file, where they are neither too small nor too large."""


class Job(NamedTuple):
    """What every task of a run knows.

    `opening` is the first row, where the survey of targets begins with one. `folder` is where paths start.
    """

    plan: Plan
    config: Config
    known: Known
    opening: Row | None
    folder: str
    spread: Spread

    @classmethod
    def of(cls, run: Run, first: Row | None, spread: Spread) -> Job:
        """The job of a run."""
        return cls(run.plan, run.config, run.known, first, str(Path.cwd()), spread)

    def run(self, tally: Tally) -> Run:
        """A run that adds to `tally`."""
        with suppress(OSError):  # on another machine the folder need not exist
            os.chdir(self.folder)
        return Run(self.plan, self.config, no_tick, tally, self.known)


def opening(run: Run, files: Sequence[str]) -> Row | None:
    """The first row of the data; None where a fault is met before the first batch is full."""
    first: Row | None = None
    count = size = 0
    for file in files if run.tally.survey else ():
        for item in read.rows(file, run.plan.settings):
            if not isinstance(item, Row):
                return None
            first, count, size = first or item, count + 1, size + len(item.raw)
            if count >= BATCH_ROWS or size >= BATCH_BYTES:
                return first
    return first


def divide_file(job: Job, file: str) -> list[Piece]:
    """The pieces of a file."""
    with suppress(OSError):
        os.chdir(job.folder)
    size = min(max(length_of(file) // _PIECES, SMALLEST), LARGEST)
    return divide(file, job.plan.settings, size)


def count_piece(job: Job, piece: Piece) -> Count:
    """How much is in a piece."""
    with suppress(OSError):
        os.chdir(job.folder)
    return count(piece, job.plan.settings)


def judge_load(job: Job, pieces: Sequence[Piece]) -> tuple[Any, ...]:
    """Read, measure and judge the rows of some pieces: the share, the rows, and each column that is kept."""
    tally = Tally(job.config.excerpt, make_survey(job.plan), first=pieces[0].number)
    if tally.survey:
        tally.survey.begin(job.opening)
    run = job.run(tally)
    run.judge_rows(pieces, 1)
    columns = [cast("Column", tally.columns[want]).detached(tally.first) for want in kept_wants(run.seats)]
    taken = tally.survey.taken() if tally.survey else None
    rows, tally.rows, tally.columns, tally.survey = tally.rows, [], {}, None
    return Share(tally, run.clock, run.clock.spent(), taken), rows, *columns


def measure_evaluation(job: Job) -> Columns | None:
    """The columns of the evaluation files."""
    return read_evaluation(job.run(Tally()).seats, job.plan.settings)


def judge_rules(
    job: Job,
    names: Sequence[str],
    sketches: dict[str, Any],
    evaluation: Columns | None,
    tasks: int,
    *held: Any,
) -> tuple[Share, ...] | Share:
    """Judge the corpus by some rules: held are the rows of each of so many tasks, then their columns.

    The columns are those of `wants_of` the rules, one after the other.
    """
    parts = held[:tasks]
    run = job.run(Tally(job.config.excerpt, rows=[ref for part in parts for ref in part]))
    seats = {rule.id: (rule, judge) for rule, judge in corpus_seats(run.seats)}
    wants = wants_of(run.seats, names)
    run.tally.columns = {
        want: attached(zip(parts, held[tasks * index : tasks * (index + 1)], strict=True))
        for index, want in enumerate(wants, 1)
    }
    derived: dict[Any, Any] = {}
    shares = []
    for name in names:
        rule, judge = seats[name]
        run.tally = replace(_blank(run.tally), sketches=sketches)
        run.clock = Clock()
        run.judge_by(rule, judge, evaluation, derived, job.spread)
        judged = {kind: scores for kind, scores in run.tally.scores.items() if kind == rule.dimension}
        told = replace(run.tally, rows=[], columns={}, sketches={}, scores=judged)
        shares.append(Share(told, run.clock, run.clock.spent()))
    return tuple(shares) if len(shares) > 1 else shares[0]


def wants_of(seats: Iterable[Seat], names: Sequence[str]) -> tuple[Want, ...]:
    """The columns that the judges of some rules look at, each once."""
    return tuple(dict.fromkeys(want for rule, judge in seats if rule.id in names for want in judge.wants))


def _blank(tally: Tally) -> Tally:
    """A tally of the same rows and columns that has seen no verdict."""
    fresh = Tally(tally.excerpt, rows=tally.rows, columns=tally.columns)
    for scores in fresh.scores.values():
        scores.extend([nan] * len(tally.rows))
    return fresh
