"""A run: read, measure and judge rows in batches, fold the corpus, judge it, settle the findings."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from math import nan
from typing import TYPE_CHECKING, Any

from tunelint import read
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.outcome import NotJudged, Outcome
from tunelint.model.row import Fault
from tunelint.model.rule import DIMENSIONS
from tunelint.model.view import Batch, Columns
from tunelint.run.measuring import cells, measure_batch
from tunelint.run.plan import change_rules, corpus_seats, make_measures, row_seats, seat, wants
from tunelint.rulebook.select import match
from tunelint.settle import Exemption, breaches, settle, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tunelint.model.finding import Finding, Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Want
    from tunelint.run.config import Config, Override
    from tunelint.run.plan import Plan, Seat

BATCH_ROWS = 512
BATCH_BYTES = 8 << 20
Tick = Callable[[str, int], None] if TYPE_CHECKING else object
"""Progress: what is being done, and how much of it since the last call."""


@dataclass
class Tally:
    """What a run has gathered so far; only the engine changes it."""

    rows: list[RowRef] = field(default_factory=list)
    examples: int = 0
    shapes: dict[str, str] = field(default_factory=dict)
    worded: list[Finding] = field(default_factory=list)
    scores: dict[str, array[float]] = field(default_factory=lambda: {name: array("d") for name in DIMENSIONS})
    unjudged: dict[tuple[str, str], list[RowRef]] = field(default_factory=dict)
    blind: dict[tuple[str, str], None] = field(default_factory=dict)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    columns: dict[Want, list[Cell]] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)


def check(files: Sequence[str], plan: Plan, config: Config, tick: Tick | None = None) -> Outcome:
    """The outcome of judging files by a plan. Bad data never raises; unreadable files raise a user error."""
    seats = plan.seats()
    if plan.scope == "row":
        seats = [item for item in seats if hasattr(item.judge, "judge")]
    tally = Tally()
    _map(files, plan, config, seats, tally, tick or (lambda _what, _count: None))
    _judge_corpus(seats, plan.settings, tally, tick or (lambda _what, _count: None))
    return _outcome(files, plan, config, seats, tally)


def _map(
    files: Sequence[str], plan: Plan, config: Config, seats: Sequence[Seat], tally: Tally, tick: Tick
) -> None:
    """Read every row, measure it, judge it by itself, and keep the columns that corpus judges need."""
    settings, overrides = plan.settings, config.override_list()
    measures = make_measures(wants(seats), settings)
    kept = tuple(dict.fromkeys(want for _, judge in corpus_seats(seats) for want in judge.wants))
    variants = _Variants(plan.rules, seats, settings, overrides)
    for batch in _batches(files, settings, overrides, seats, tally):
        tally.rows += [row.ref for row in batch]
        tally.examples += sum(row.example is not None for row in batch)
        for scores in tally.scores.values():
            scores.extend([nan] * len(batch))
        for row in batch:
            tally.scores["format"][row.ref.number] = 1.0
            if row.example and row.ref.file not in tally.shapes:
                tally.shapes[row.ref.file] = row.example.shape
        start = time.perf_counter()
        measured = measure_batch(batch, measures)
        tally.seconds["measure"] += time.perf_counter() - start
        for want, new in cells(measured, kept).items():
            tally.columns.setdefault(want, []).extend(new)
        _judge_rows(measured, variants, tally)
        tick("rows", len(batch))


def _batches(
    files: Sequence[str], settings: Settings, overrides: Sequence[Override], seats: Sequence[Seat], tally: Tally
) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for file in files:
        number = len(tally.rows) + len(batch)
        for item in read.rows(file, settings, first_number=number):
            if isinstance(item, Fault):
                _judge_fault(item, seats, tally)
                continue
            matched = tuple(index for index, override in enumerate(overrides) if override.matches(item))
            row = replace(item, ref=item.ref._replace(overrides=matched)) if matched else item
            batch.append(row)
            size += len(row.raw)
            if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
                number = len(tally.rows)
    if batch:
        yield batch


class _Variants:
    """The row judges of each combination of overrides, made when first needed."""

    def __init__(
        self, rules: Sequence[Rule], seats: Sequence[Seat], settings: Settings, overrides: Sequence[Override]
    ) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.settings, self.overrides = settings, overrides
        self.made: dict[tuple[int, ...], list[tuple[Rule, Any]]] = {(): row_seats(seats)}

    def of(self, matched: tuple[int, ...]) -> list[tuple[Rule, Any]]:
        """The judges for rows that match these overrides."""
        if matched not in self.made:
            rules = dict(self.rules)
            for index in matched:
                rules, _ = change_rules(rules, self.overrides[index].rules, lambda _: "overrides")
            changed = {rule.id for rule in rules.values() if rule != self.rules[rule.id]}
            fresh = {item.rule.id: item for item in seat([rules[name] for name in changed], self.settings)}
            self.made[matched] = [
                (item.rule, item.judge) if (item := fresh.get(rule.id)) else (rule, judge)
                for rule, judge in self.made[()]
            ]
        return self.made[matched]


def _judge_rows(batch: Batch, variants: _Variants, tally: Tally) -> None:
    groups: dict[tuple[int, ...], list[Row]] = {}
    for row in batch.rows:
        groups.setdefault(row.ref.overrides, []).append(row)
    texts = {row.ref.number: row for row in batch.rows}
    for matched, rows in groups.items():
        chosen = {row.ref.number for row in rows}
        part = batch if len(groups) == 1 else _part(batch, rows, chosen)
        for rule, judge in variants.of(matched):
            start = time.perf_counter()
            _gather(rule, judge.judge(part), tally, texts)
            tally.seconds[rule.id] += time.perf_counter() - start


def _part(batch: Batch, rows: list[Row], chosen: set[int]) -> Batch:
    measured = {
        want: [entry for entry in entries if entry[0].ref.number in chosen] for want, entries in batch.measured.items()
    }
    return Batch(rows, measured)


def _judge_fault(fault: Fault, seats: Sequence[Seat], tally: Tally) -> None:
    for rule, judge in seats:
        if hasattr(judge, "remarks"):
            _gather(rule, judge.remarks((fault,), None), tally, {})


def _gather(rule: Rule, verdicts: Iterable[Verdict], tally: Tally, texts: Mapping[int, Row]) -> list[Remark]:
    """Sort verdicts into the tally; remarks whose rows are at hand are put into words at once."""
    waiting = []
    for verdict in verdicts:
        if isinstance(verdict, Score):
            _score(tally.scores[rule.dimension], verdict)
        elif isinstance(verdict, Unjudged):
            _note_unjudged(rule, verdict, tally)
        elif verdict.row is None or verdict.row.number in texts:
            row = texts[verdict.row.number] if verdict.row else None
            tally.worded.append(word(rule, verdict, row, read.locate))
        else:
            waiting.append(verdict)
    return waiting


def _score(scores: array[float], score: Score) -> None:
    old = scores[score.row.number]
    scores[score.row.number] = score.value if old != old or score.value < old else old  # noqa: PLR0124 - nan


def _note_unjudged(rule: Rule, verdict: Unjudged, tally: Tally) -> None:
    identity = (rule.id, verdict.reason)
    if verdict.row is None:
        tally.blind[identity] = None
        return
    tally.skipped[identity] += 1
    first = tally.unjudged.setdefault(identity, [])
    if len(first) < 5:
        first.append(verdict.row)


def _judge_corpus(seats: Sequence[Seat], settings: Settings, tally: Tally, tick: Tick) -> None:
    def texts(refs: Iterable[RowRef]) -> dict[int, Row]:
        return {row.ref.number: row for row in read.reread(refs, settings)}

    for rule, judge in corpus_seats(seats):
        start = time.perf_counter()
        columns = Columns(tally.rows, {want: tally.columns.get(want, []) for want in judge.wants}, texts)
        remarks = _gather(rule, judge.judge_corpus(columns, judge.fold(columns)), tally, {})
        for some in _chunks(remarks, 1000):
            rows = texts([remark.row for remark in some if remark.row])
            tally.worded += [word(rule, remark, rows.get(remark.row.number), read.locate) for remark in some if remark.row]
        tally.seconds[rule.id] += time.perf_counter() - start
        tick("rules", 1)


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _outcome(files: Sequence[str], plan: Plan, config: Config, seats: Sequence[Seat], tally: Tally) -> Outcome:
    findings = settle(tally.worded, config.severity, _exemptions(plan, config))
    not_judged = [NotJudged(rule, reason, 0) for rule, reason in tally.blind]
    not_judged += [
        NotJudged(rule, reason, count, tuple(tally.unjudged[rule, reason]))
        for (rule, reason), count in sorted(tally.skipped.items())
    ]
    problems = []
    if not tally.rows:
        problems.append("no rows were read")
    elif not tally.examples:
        problems.append("no row holds a training example")
    return Outcome(
        findings=findings,
        rows=tally.rows,
        examples=tally.examples,
        files=list(files),
        shapes=tally.shapes,
        rules=[item.rule for item in seats],
        scores=tally.scores,
        not_judged=not_judged,
        breaches=breaches(findings, plan.rules, config.budget, len(tally.rows)),
        problems=problems,
        seconds=dict(tally.seconds),
    )


def _exemptions(plan: Plan, config: Config) -> list[Exemption]:
    """What each override of the config changes in the findings of its rows."""
    rules = {rule.id: rule for rule in plan.rules}
    exemptions = []
    for override in config.override_list():
        ignored = frozenset(name for selector in override.ignore for name in match(selector, rules))
        changed, _ = change_rules(rules, override.rules, lambda _: "overrides")
        severities = {name: rule.severity for name, rule in changed.items() if rule.severity != rules[name].severity}
        exemptions.append(Exemption(ignored, severities))
    return exemptions
