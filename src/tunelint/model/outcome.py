"""The result of a run: findings, scores, what was not judged, and the exit code that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule

PASS, BROKEN, UNJUDGED = 0, 1, 2
"""Exit codes: the gate is kept, the gate is broken, there was nothing to judge."""


class NotJudged(NamedTuple):
    """Rows that a rule could not judge for one reason, with the first few of them."""

    rule: str
    reason: str
    total: int
    first: tuple[RowRef, ...] = ()


class Breach(NamedTuple):
    """A budget that was exceeded: whose, how many findings there are, how many were allowed."""

    what: str
    found: int
    allowed: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a report needs.

    `rows` are the rows read, `examples` how many of them hold an example. `scores` holds for each dimension
    one number a row, in reading order: 0 strange, 1 typical, nan not judged. `problems` are reasons why the
    verdict is `could not judge`.
    """

    findings: Sequence[Finding] = ()
    rows: Sequence[RowRef] = ()
    examples: int = 0
    files: Sequence[str] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    scores: Mapping[str, Sequence[float]] = field(default_factory=dict)
    not_judged: Sequence[NotJudged] = ()
    breaches: Sequence[Breach] = ()
    problems: Sequence[str] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 pass, 1 gate broken, 2 could not judge."""
        if self.problems:
            return UNJUDGED
        return BROKEN if self.breaches else PASS

    def counts(self) -> dict[str, int]:
        """How many findings of each severity, worst first."""
        tally = Counter(finding.severity for finding in self.findings)
        return {severity: tally[severity] for severity in reversed(SEVERITIES)}

    @property
    def verdict(self) -> str:
        """One line for people: ready to train, not ready to train, or could not judge."""
        if self.problems:
            return f"could not judge: {'; '.join(self.problems)}"
        counts = self.counts()
        found = ", ".join(
            f"{number:,} {severity}{'' if number == 1 else 's'}"
            for severity, number in counts.items()
            if number
        )
        size = f"{len(self.rows):,} example{'' if len(self.rows) == 1 else 's'}"
        state = "not ready to train" if self.breaches else "ready to train"
        return f"{state}: {found or 'no findings'} in {size}"
