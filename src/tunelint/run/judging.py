"""A run as it goes on: rows are read, measured and judged in batches, then the corpus is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint import read
from tunelint.model.finding import Score, Unjudged
from tunelint.model.row import Fault
from tunelint.model.view import Columns
from tunelint.run.clock import Clock
from tunelint.run.columns import ColumnStore
from tunelint.run.evaluation import read_evaluation
from tunelint.run.measuring import measure_batches
from tunelint.run.plan import corpus_seats, fits, kept_wants, make_measures, wants
from tunelint.run.variants import Variants
from tunelint.run.voice_table import segment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tunelint.judge.protocol import CorpusKind
    from tunelint.judge.structure.survey import Taken
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.view import Spread
    from tunelint.read.piece import Piece
    from tunelint.run.cache import Cache
    from tunelint.run.cache.passed import Passed
    from tunelint.run.config import Config
    from tunelint.run.known import Known
    from tunelint.run.plan import Plan, Seat
    from tunelint.run.tally import Tally

    Tick = Callable[[str, int], None]
    """Progress: what is being done, and how much of it since the last call."""

BATCH_ROWS = 512
BATCH_BYTES = 8 << 20
_NEEDS_ALL = "it needs all of the data, and only the new rows were looked at (--scope new)"
_REREAD = 1000
"""Remarks that are put into words at a time, so that few texts are in memory."""


class Share(NamedTuple):
    """What a task has come to: findings, scores and what was not judged; what the survey of targets saw.

    `spent` are the CPU seconds of the task, which `clock` divides.
    """

    tally: Tally
    clock: Clock
    spent: float
    survey: Taken | None = None


def no_tick(_what: str, _count: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Run:
    """A run as it goes on: what it judges by, and what it has gathered."""

    plan: Plan
    config: Config
    tick: Tick
    tally: Tally
    known: Known
    cache: Cache | None = None
    clock: Clock = field(default_factory=Clock)
    seats: list[Seat] = field(init=False)

    def __post_init__(self) -> None:
        seats = self.plan.seats()
        self.seats = [item for item in seats if fits(item.judge, self.plan.scope)]
        for item in seats if self.plan.scope == "new" else ():
            if not fits(item.judge, self.plan.scope):
                self.tally.add_verdicts(item.rule, [Unjudged(None, _NEEDS_ALL)], {})

    def judge_rows(self, files: Sequence[str | Piece], jobs: int) -> None:
        """Read every row, measure it, judge it by itself, and keep the columns that corpus judges need."""
        gatherers = [item for item in self.seats if hasattr(item.judge, "gather")]
        variants = Variants(self.plan, self.seats, self.config.override_list())
        passed = self._passed()
        for rule, judge in self.seats:
            if blind := getattr(judge, "blind", ""):
                self.tally.add_verdicts(rule, [Unjudged(None, blind)], {})
        rows = self.clock.reading(self._rows_to_judge(files, passed))
        settings = self.plan.settings
        measures = make_measures(wants(self.seats), settings)
        kept = kept_wants(self.seats)
        store = ColumnStore({want: measure for want, measure in measures.items() if want in kept})
        self.tally.columns = store.columns
        for batch in measure_batches(rows, measures, settings, jobs, cache=self.cache, clock=self.clock):
            store.add(batch)
            at_hand = {row.ref.number: row for row in batch.rows}
            noted: set[int] = set()
            for part, judges in variants.split(batch):
                for rule, judge in judges:
                    with self.clock.rule(rule.id):
                        verdicts = list(judge.judge(part))
                        self.tally.add_verdicts(rule, verdicts, at_hand)
                        noted.update(
                            item.row.number for item in verdicts if item.row and not isinstance(item, Score)
                        )
            if passed:
                passed.keep(batch.rows, noted, self.tally.scores)
            for rule, judge in gatherers:
                with self.clock.rule(rule.id):
                    self.tally.add_sketch(rule.id, judge.gather(batch))

    def _passed(self) -> Passed | None:
        """The rows that passed before, where rows are judged by themselves alone."""
        if not self.cache or self.plan.scope != "row" or corpus_seats(self.seats):
            return None
        from tunelint.run.cache.identity import plan_identity
        from tunelint.run.cache.passed import Passed

        return Passed(self.cache, plan_identity(self.plan, self.config))

    def _rows_to_judge(self, files: Sequence[str | Piece], passed: Passed | None) -> Iterator[list[Row]]:
        """The rows to look at: where each is judged by itself, neither the old ones nor those that passed."""
        old = None if self.plan.scope == "all" else self.known.old
        for rows in self._batches(files):
            self.tally.add_rows(rows)
            self.tick("rows", len(rows))
            self.tick("bytes", sum(len(row.raw) for row in rows))
            left = rows if old is None else [row for row in rows if row.ref.key not in old]
            yield passed.sift(left, self.tally.scores) if passed else left

    def judge_corpus(self) -> None:
        """Judge every row against the whole; texts are read again only for the rows that are remarked on."""
        evaluation = read_evaluation(self.seats, self.plan.settings)
        derived: dict[Any, Any] = {}
        for rule, judge in corpus_seats(self.seats):
            self.judge_by(rule, judge, evaluation, derived)
            self.tick("corpus rules", 1)

    def judge_by(
        self,
        rule: Rule,
        judge: CorpusKind,
        evaluation: Columns | None,
        derived: dict[Any, Any],
        spread: Spread = map,
    ) -> None:
        """Judge every row against the whole by one rule; `derived` is what the rules share."""
        with self.clock.rule(rule.id):
            mine = {want: self.tally.columns.get(want, []) for want in judge.wants}
            columns = Columns(self.tally.rows, mine, self.texts, evaluation, derived=derived, spread=spread)
            seen = self.tally.with_sketch(rule.id, judge.fold(columns))
            remarks = self.tally.add_verdicts(rule, judge.judge_corpus(columns, seen), {})
            for start in range(0, len(remarks), _REREAD):
                some = remarks[start : start + _REREAD]
                rows = self.texts(remark.row for remark in some if remark.row)
                for remark in some:
                    self.tally.add_remark(rule, remark, rows.get(remark.row.number) if remark.row else None)

    def absorb(self, share: Share, rows: Sequence[RowRef]) -> None:
        """Take in what was judged elsewhere: `rows` that follow those known here, or verdicts on these."""
        self.tally.absorb(share.tally, rows)
        self.clock.add(share.clock, share.spent)
        if self.tally.survey and share.survey:
            self.tally.survey.absorb(share.survey)

    def _items(self, file: str | Piece, number: int) -> Iterator[Row | Fault]:
        if isinstance(file, str):
            return read.rows(file, self.plan.settings, first_number=number)
        return read.rows_of(file, self.plan.settings)

    def _batches(self, files: Sequence[str | Piece]) -> Iterator[list[Row]]:
        overrides, slices = self.config.override_list(), self.config.slice_list()
        segments = self.config.voice_table().segments()
        batch: list[Row] = []
        number = size = 0
        for file in files:
            for item in self._items(file, number):
                if isinstance(item, Fault):
                    self.judge_fault(item)
                    continue
                number += 1
                matched = tuple(index for index, override in enumerate(overrides) if override.matches(item))
                parts = tuple(index for index, part in enumerate(slices) if part.matches(item))
                ref = item.ref._replace(overrides=matched, slices=parts) if matched or parts else item.ref
                ref = ref._replace(segment=segment_of(item, segments)) if segments else ref
                batch.append(item if ref is item.ref else item._replace(ref=ref))
                size += len(item.raw)
                if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def judge_fault(self, fault: Fault) -> None:
        """Judge what reading found wrong."""
        self.tally.add_fault(fault)
        for rule, judge in self.seats:
            if hasattr(judge, "remarks"):
                self.tally.add_verdicts(rule, judge.remarks((fault,), None), {})

    def texts(self, refs: Iterable[RowRef]) -> dict[int, Row]:
        """Rows by number, read again."""
        return read.by_number(refs, self.plan.settings)
