"""Kinds `structure` and `structure-file`: what the named targets do with rows, and with whole files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.structure.census import Censuses, take_census
from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.files import fault
from tunelint.judge.structure.inspection import Complaint, Inspector
from tunelint.judge.structure.load import pick_targets, target_folders
from tunelint.judge.structure.wording import DETAILS, details_of, severity_of
from tunelint.model.finding import Remark, Unjudged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tunelint.judge.structure.census import Census
    from tunelint.judge.structure.target import Fact, Target
    from tunelint.model.finding import Verdict
    from tunelint.model.row import Fault, Row, RowRef
    from tunelint.model.rule import Rule, Severity
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Columns, Want

_DEEP = frozenset({"type-drift", "dates", "large-integer"})


@dataclass(frozen=True, slots=True)
class StructureOptions:
    """`topic`: the checks whose findings belong to the rule; empty means the name of the rule's file.

    The rule's severity is the worst that a finding may have; by themselves findings are as bad as their
    outcome.
    """

    topic: str = ""


class _Bench:
    """The inspectors of a run, and what they found in the last rows, for which every rule asks in turn."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.inspectors = [Inspector(target) for target in targets]
        self._rows: Sequence[Row] | None = None
        self._found: dict[str, list[tuple[Row, Target, Complaint]]] = {}

    def found(self, rows: Sequence[Row], topic: str) -> list[tuple[Row, Target, Complaint]]:
        """What the targets have against some rows under one topic."""
        if rows is not self._rows:
            self._found = {}
            values, raws = [row.value for row in rows], [row.raw for row in rows]
            for inspector in self.inspectors:
                for place, complaint in inspector.inspect_rows(values, raws):
                    rule = CHECKS[complaint.fact.check].rule
                    self._found.setdefault(rule, []).append((rows[place], inspector.target, complaint))
            self._rows = rows
        return self._found.get(topic, [])


@lru_cache(maxsize=4)
def _bench(names: tuple[str, ...], folders: tuple[Path, ...]) -> _Bench:
    return _Bench(pick_targets(names, folders))


class StructureKind:
    """What the targets have against single rows and, in the rule `encoding`, against what reading found."""

    Options: ClassVar[type[StructureOptions]] = StructureOptions
    details: ClassVar[frozenset[str]] = DETAILS

    def __init__(self, rule: Rule, options: StructureOptions, settings: Settings) -> None:
        self.wants: tuple[Want, ...] = ()
        self.topic = options.topic or rule.id.partition("/")[2]
        self.cap: Severity = rule.severity
        folders = target_folders(rule, settings)
        self.bench = _bench(settings.targets, folders)
        self.targets = pick_targets(settings.targets, folders)
        self.faults = [
            (target, fact) for target in self.targets for fact in target.facts if fact.check == "fault"
        ]

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks for the rows."""
        if not self.targets:
            return
        for row, target, complaint in self.bench.found(batch.rows, self.topic):
            reason = complaint.hit.unjudged
            yield Unjudged(row.ref, reason) if reason else self._remark(row.ref, target, complaint)
        if self.topic == "encoding":
            for row in batch.rows:
                yield from self.remarks(row.faults, row.ref)

    def remarks(self, faults: Iterable[Fault], ref: RowRef | None) -> Iterator[Remark]:
        """Remarks for what reading found, of a row or of a file as a whole."""
        if self.topic != "encoding":
            return
        given = tuple(faults)
        for target, fact in self.faults if given else ():
            for item, what in fault(given, **fact.args):
                if fact.outcome != "accepted":
                    line = {"line": item.line, "example": ref.number + 1 if ref else 0}
                    yield Remark(
                        row=ref,
                        pointer=item.pointer,
                        details=details_of(target, fact, what, {**line, **item.details}),
                        severity=severity_of(fact, self.cap),
                        file=item.file,
                        line=item.line,
                        column=item.column,
                        mark=f"{target.handle}:{item.code}:{item.column if ref is None else ''}",
                    )

    def _remark(self, ref: RowRef, target: Target, complaint: Complaint) -> Remark:
        fact, hit = complaint
        given = {"line": ref.line, "example": ref.number + 1, **hit.details}
        return Remark(
            row=ref,
            pointer=hit.pointer,
            span=hit.span,
            details=details_of(target, fact, hit.what, given),
            severity=severity_of(fact, self.cap),
            fix=hit.fix,
            mark=f"{target.handle}:{fact.name}",
            on_key=hit.on_key,
        )


class _Counts:
    """The last rows and their censuses, for which every rule on files asks in turn."""

    def __init__(self) -> None:
        self._rows: Sequence[Row] | None = None
        self._taken: dict[bool, Censuses] = {}

    def count(self, rows: Sequence[Row], *, deep: bool) -> Censuses:
        """The census of some rows."""
        if rows is not self._rows:
            self._rows, self._taken = rows, {}
        if deep not in self._taken:
            self._taken[deep] = take_census(rows, deep=deep)
        return self._taken[deep]


_COUNTS = _Counts()


class StructureFileKind:
    """What the targets have against whole files: format, size, rows that do not go together."""

    Options: ClassVar[type[StructureOptions]] = StructureOptions
    details: ClassVar[frozenset[str]] = DETAILS

    def __init__(self, rule: Rule, options: StructureOptions, settings: Settings) -> None:
        self.wants: tuple[Want, ...] = ()
        self.topic = options.topic or rule.id.partition("/")[2]
        self.cap: Severity = rule.severity
        targets = pick_targets(settings.targets, target_folders(rule, settings))
        self.facts = [
            (target, fact)
            for target in targets
            for fact in target.facts
            if CHECKS[fact.check].reads == "file" and CHECKS[fact.check].rule == self.topic
        ]
        self.deep = any(fact.check in _DEEP for _, fact in self.facts)

    def gather(self, batch: Batch) -> Censuses:
        """The census of some rows."""
        return _COUNTS.count(batch.rows, deep=self.deep) if self.facts else Censuses()

    def fold(self, columns: Columns) -> Censuses:
        """Nothing: columns hold no keys; `gather` has seen the rows."""
        del columns
        return Censuses()

    def judge_corpus(self, columns: Columns, seen: Censuses) -> Iterator[Verdict]:
        """Remarks for each file."""
        del columns
        for census in seen.files.values():
            for target, fact in self.facts:
                if fact.holds_for(main_method(target, census)):
                    yield from self._judge(census, target, fact)

    def _judge(self, census: Census, target: Target, fact: Fact) -> Iterator[Verdict]:
        for hit in CHECKS[fact.check].function(census, **fact.args):
            if self.topic == "count" and census.rows == 1:
                reason = (
                    f"{target.name}: {hit.what}; a row alone is taken for a sample, not for a training file"
                )
                yield Unjudged(None, reason)
                continue
            line = {"line": hit.row.line if hit.row else 1, "example": hit.row.number + 1 if hit.row else 1}
            yield Remark(
                row=hit.row,
                pointer=hit.pointer,
                details=details_of(target, fact, hit.what, {**line, **hit.details}),
                severity=severity_of(fact, self.cap),
                related=hit.related,
                file=census.file,
                line=0 if hit.row else 1,
                mark=f"{target.handle}:{fact.name}",
            )


def main_method(target: Target, census: Census) -> str:
    """The method of most rows of a file."""
    if target.only:
        return target.only
    tally: dict[str, int] = {}
    for keys, (count, _) in census.keys.items():
        method = target.method_of(dict.fromkeys(keys)) or target.first_method
        tally[method.name] = tally.get(method.name, 0) + count
    return max(tally, key=lambda name: tally[name]) if tally else target.first_method.name
