"""The result of a run: findings, scores, what was not judged, and the exit code that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.exhibit import Exhibit
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
    """A limit of the gate that was not kept: whose, what was found, what is allowed.

    A budget counts findings and allows at most so many; where `minimum` is true, `found` is the mean score of
    a dimension and `allowed` the least it may be. `part` names the part of the data, empty for all of it.
    """

    what: str
    found: float
    allowed: float
    minimum: bool = False
    part: str = ""

    def __str__(self) -> str:
        name = f"{self.what} in {self.part}" if self.part else self.what
        if self.minimum:
            return f"{name}: mean score {self.found:.2f}, at least {self.allowed:.2f} wanted"
        return f"{name}: {self.found:,.0f} found, {self.allowed:,.0f} allowed"


class Standing(NamedTuple):
    """What a known target would do with the data: take it (`accepted`), or refuse or drop a row, and why.

    Where it is not known for certain whether the target takes a row the outcome is `uncertain`.
    `file` and `line` are those of the first row that it refuses; line 0 is the file as a whole.
    """

    target: str
    name: str
    outcome: str
    reason: str = ""
    file: str = ""
    line: int = 0


class Loss(NamedTuple):
    """What a named target does with rows: how many it refuses, drops, alters, or takes to no good."""

    target: str
    name: str
    outcome: str
    rows: int


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a run: of its stages, of judging by each rule, of measuring for each rule."""

    stages: Mapping[str, float] = field(default_factory=dict)
    judging: Mapping[str, float] = field(default_factory=dict)
    measuring: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a report needs.

    `rows` are the rows read, `examples` how many of them hold an example. `scores` holds for each dimension
    one number a row, in reading order: 0 strange, 1 typical, nan not judged. `problems` are reasons why the
    verdict is `could not judge`. `held_back` counts findings that are not shown, by what holds them back: the
    `baseline`, or the `age` of their row. `standings` say where the data would load without a named target.
    `exhibit` gives access to the rows, for reports that show them; `cost` is what the run took.
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
    held_back: Mapping[str, int] = field(default_factory=dict)
    standings: Sequence[Standing] = ()
    exhibit: Exhibit | None = field(default=None, compare=False, repr=False)
    cost: Cost = field(default_factory=Cost, compare=False)

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

    def losses(self) -> list[Loss]:
        """How many rows each named target is known to refuse, drop, alter or take to no good."""
        about_rows = {rule.id for rule in self.rules if rule.kind == "structure"}
        rows: dict[tuple[str, str, str], set[tuple[str, int, str]]] = {}
        for finding in self.findings:
            details = finding.details
            known = finding.rule in about_rows and finding.key and details.get("certain")
            if known and details.get("outcome") != "accepted":
                group = (str(details["target"]), str(details["name"]), str(details["outcome"]))
                rows.setdefault(group, set()).add((finding.place.file, finding.place.line, finding.key))
        return [Loss(*group, len(found)) for group, found in sorted(rows.items())]

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
        return f"{state}: {found or 'no findings'} in {size}{self._aside()}"

    def _aside(self) -> str:
        """How many findings are not shown, and why."""
        words = {"baseline": "in the baseline", "age": "on rows that are not new"}
        held = [f"{number:,} {words[name]}" for name, number in self.held_back.items() if number]
        return f" (not shown: {', '.join(held)})" if held else ""
