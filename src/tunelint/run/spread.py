"""A run shared out over a cluster: pieces of files first, then the rules of the corpus.

Texts stay where they are read and columns where they were measured: here come the references of the rows, the
findings and the scores. Every step is that of `tunelint.run.judging`, so the outcome is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tunelint.model.errors import fail
from tunelint.read.piece import placed
from tunelint.run import tasks
from tunelint.run.columns import attached
from tunelint.run.plan import corpus_seats, kept_wants
from tunelint.run.tasks import (
    Job,
    count_piece,
    divide_file,
    judge_load,
    judge_rules,
    measure_evaluation,
    opening,
    wants_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.view import Cell, Want
    from tunelint.read.piece import Piece
    from tunelint.run.cluster import Cluster, Held
    from tunelint.run.judging import Run
    from tunelint.run.plan import Seat

_TASKS = 8
"""Tasks for each process, where the data is large enough."""


def judge_spread(run: Run, files: Sequence[str], cluster: Cluster) -> None:
    """Judge rows and corpus as the run would do it here, with the work shared out over a cluster."""
    if "-" in files:
        raise fail("-", "standard input cannot be read by other machines", "name a file or an address")
    first = opening(run, files)
    if run.tally.survey:
        run.tally.survey.begin(first)
    job = cluster.hold(Job.of(run, first, cluster.spread))
    loads = _loads(files, job, cluster)
    wanted = kept_wants(run.seats)
    evaluation = cluster.start(measure_evaluation, job, parts=1)[0]
    started = [cluster.start(judge_load, job, load, parts=2 + len(wanted)) for load in loads]
    for load, (share, rows, *_) in zip(loads, started, strict=True):
        before = len(run.tally.rows)
        run.absorb(cluster.fetch(share), cluster.fetch(rows))
        run.tick("rows", len(run.tally.rows) - before)
        run.tick("bytes", sum(piece.size for piece in load))
    columns = _HeldColumns(cluster, started, wanted)
    run.tally.columns = columns
    _judge_corpus(run, job, evaluation, columns, cluster)


def _loads(files: Sequence[str], job: Held, cluster: Cluster) -> list[list[Piece]]:
    """The pieces of all files in order, divided among tasks."""
    found = [cluster.start(divide_file, job, file, parts=1)[0] for file in files]
    pieces = [piece for held in found for piece in cluster.fetch(held)]
    counts = [cluster.start(count_piece, job, piece, parts=1)[0] for piece in pieces]
    pieces = placed(pieces, [cluster.fetch(held) for held in counts])
    size = sum(piece.size for piece in pieces) // (cluster.size * _TASKS)
    return list(_grouped(pieces, min(max(size, tasks.SMALLEST), tasks.LARGEST)))


def _grouped(pieces: Sequence[Piece], size: int) -> Iterator[list[Piece]]:
    load: list[Piece] = []
    for piece in pieces:
        if load and sum(item.size for item in load) + piece.size > size:
            yield load
            load = []
        load.append(piece)
    if load:
        yield load


def _judge_corpus(run: Run, job: Held, evaluation: Held, columns: _HeldColumns, cluster: Cluster) -> None:
    """Judge the corpus rule by rule, a task for those that read the same columns."""
    started: dict[str, Held] = {}
    for names in _together(run.seats):
        mine = [held for want in wants_of(run.seats, names) for held in columns.held(want)]
        sketches = {name: run.tally.sketches[name] for name in names if name in run.tally.sketches}
        arguments = (job, names, sketches, evaluation, len(columns.started), *columns.rows, *mine)
        shares = cluster.start(judge_rules, *arguments, parts=len(names))
        started.update(zip(names, shares, strict=True))
    for rule, _ in corpus_seats(run.seats):
        run.absorb(cluster.fetch(started[rule.id]), ())
        run.tick("corpus rules", 1)


def _together(seats: Sequence[Seat]) -> list[list[str]]:
    """The rules of the corpus, those together that look at the same columns, or all at the meaning."""
    groups: dict[object, list[str]] = {}
    for rule, judge in corpus_seats(seats):
        meaning = any(
            want.measure == "meaning" for want in judge.wants
        )  # they share one search (Columns.once)
        groups.setdefault("meaning" if meaning else tuple(judge.wants), []).append(rule.id)
    return list(groups.values())


class _HeldColumns(Mapping["Want", "Sequence[Cell]"]):
    """The columns of all tasks, fetched where a report asks for them."""

    def __init__(self, cluster: Cluster, started: Sequence[Sequence[Held]], wanted: Sequence[Want]) -> None:
        self.cluster, self.started, self.wanted = cluster, started, wanted

    @property
    def rows(self) -> list[Held]:
        """The rows of each task."""
        return [rows for _, rows, *_ in self.started]

    def held(self, want: Want) -> list[Held]:
        """The column of each task."""
        index = 2 + self.wanted.index(want)
        return [task[index] for task in self.started]

    def __getitem__(self, want: Want) -> Sequence[Cell]:
        if want not in self.wanted:
            raise KeyError(want)
        parts = zip(self.rows, self.held(want), strict=True)
        return attached((self.cluster.fetch(rows), self.cluster.fetch(piece)) for rows, piece in parts)

    def __iter__(self) -> Iterator[Want]:
        return iter(self.wanted)

    def __len__(self) -> int:
        return len(self.wanted)
