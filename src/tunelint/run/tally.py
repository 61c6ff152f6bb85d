"""What a run has gathered so far."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from math import isnan, nan
from typing import TYPE_CHECKING

from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.outcome import NotJudged
from tunelint.model.rule import DIMENSIONS
from tunelint.read import locate
from tunelint.settle import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tunelint.judge.structure.survey import Survey
    from tunelint.model.finding import Finding, Verdict
    from tunelint.model.row import Fault, Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.view import Cell, Want
    from tunelint.profile.protocol import AnySketch

_FIRST = 5
"""Rows that are named for each reason why a rule did not judge."""


@dataclass
class Tally:
    """Rows, columns, findings and scores; only the engine adds to it."""

    excerpt: str = "short"
    survey: Survey | None = None
    rows: list[RowRef] = field(default_factory=list)
    examples: int = 0
    shapes: dict[str, str] = field(default_factory=dict)
    columns: Mapping[Want, Sequence[Cell]] = field(default_factory=dict)
    sketches: dict[str, AnySketch] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    scores: dict[str, array[float]] = field(default_factory=lambda: {name: array("d") for name in DIMENSIONS})
    _unjudged: Counter[tuple[str, str]] = field(default_factory=Counter)
    _first_unjudged: dict[tuple[str, str], list[RowRef]] = field(default_factory=dict)
    first: int = 0
    """The number of its first row."""

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Count rows; each starts with a perfect format score and no other."""
        self.rows += [row.ref for row in rows]
        self.examples += sum(row.example is not None for row in rows)
        for name, scores in self.scores.items():
            scores.extend([1.0 if name == "format" else nan] * len(rows))
        for row in rows:
            if row.example:
                self.shapes.setdefault(row.ref.file, row.example.shape)
        if self.survey:
            self.survey.look(rows)

    def add_fault(self, fault: Fault) -> None:
        """Tell the survey of targets what reading found."""
        if self.survey:
            self.survey.note((fault,))

    def absorb(self, other: Tally, rows: Sequence[RowRef]) -> None:
        """Take in what was gathered elsewhere: of `rows` behind those known here, or else of all of these."""
        for name, scores in other.scores.items():
            if rows:
                self.scores[name].extend(scores)
            elif scores:
                self.scores[name] = _lower_of(self.scores[name], scores)
        self.rows += rows
        self.examples += other.examples
        self.findings += other.findings
        for file, shape in other.shapes.items():
            self.shapes.setdefault(file, shape)
        for rule_id, sketch in other.sketches.items():
            self.add_sketch(rule_id, sketch)
        for identity, count in other._unjudged.items():
            self._unjudged[identity] += count
            first = self._first_unjudged.setdefault(identity, [])
            first += other._first_unjudged.get(identity, [])[: _FIRST - len(first)]

    def add_sketch(self, rule_id: str, sketch: AnySketch) -> None:
        """Merge what a judge of the corpus gathered from a batch."""
        self.sketches[rule_id] = self.with_sketch(rule_id, sketch)

    def with_sketch(self, rule_id: str, sketch: AnySketch) -> AnySketch:
        """A sketch merged with what was gathered for the rule."""
        known = self.sketches.get(rule_id)
        return sketch if known is None else sketch.merge(known)

    def add_verdicts(
        self, rule: Rule, verdicts: Iterable[Verdict], at_hand: Mapping[int, Row]
    ) -> list[Remark]:
        """Sort verdicts by what they are; remarks on rows that are not at hand are given back."""
        waiting = []
        for verdict in verdicts:
            if isinstance(verdict, Score):
                self._lower(rule.dimension, verdict)
            elif isinstance(verdict, Unjudged):
                self._note_unjudged(rule, verdict)
            elif verdict.row is None:
                self.add_remark(rule, verdict, None)
            elif verdict.row.number in at_hand:
                self.add_remark(rule, verdict, at_hand[verdict.row.number])
            else:
                waiting.append(verdict)
        return waiting

    def add_remark(self, rule: Rule, remark: Remark, row: Row | None) -> None:
        """Put a remark into words."""
        self.findings.append(word(rule, remark, row, locate, self.excerpt))

    def not_judged(self) -> list[NotJudged]:
        """What the rules could not judge, by rule and reason."""
        return [
            NotJudged(rule, reason, total, tuple(self._first_unjudged.get((rule, reason), ())))
            for (rule, reason), total in sorted(self._unjudged.items())
        ]

    def _lower(self, dimension: str, score: Score) -> None:
        scores = self.scores[dimension]
        place = score.row.number - self.first
        old = scores[place]
        scores[place] = score.value if isnan(old) else min(old, score.value)

    def _note_unjudged(self, rule: Rule, verdict: Unjudged) -> None:
        identity = (rule.id, verdict.reason)
        self._unjudged[identity] += verdict.row is not None
        first = self._first_unjudged.setdefault(identity, [])
        if verdict.row is not None and len(first) < _FIRST:
            first.append(verdict.row)


def _lower_of(known: array[float], new: array[float]) -> array[float]:
    """The lower score of each row; that which there is, where only one of them is a number."""
    import numpy as np

    return array("d", np.fmin(np.frombuffer(known), np.frombuffer(new)).tobytes())
