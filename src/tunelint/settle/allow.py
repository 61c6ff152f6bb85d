"""Single findings that may stay, each with the reason why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the type of an option is read when the options are checked
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Allowance:
    """A `[[allow]]` of the configuration.

    `rule` is a rule or a family. `row` is the fingerprint of a finding or the key of a row, or how either
    begins. `until` is the last day on which it holds.
    """

    rule: str
    row: str
    reason: str
    until: date | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it is this finding that may stay."""
        named = self.rule in (finding.rule, finding.rule.partition("/")[0])
        return named and (finding.fingerprint.startswith(self.row) or finding.key.startswith(self.row))

    def holds(self, day: date) -> bool:
        """Whether it has not expired."""
        return self.until is None or day <= self.until


def allow(
    findings: Iterable[Finding], allowances: Sequence[Allowance], day: date
) -> tuple[list[Finding], frozenset[int]]:
    """The findings that no allowance covers on that day, and the numbers of the allowances that cover any.

    An expired allowance covers nothing, but counts as used while its finding is there.
    """
    if not allowances:
        return list(findings), frozenset()
    rest, used = [], set()
    for finding in findings:
        covering = [number for number, item in enumerate(allowances) if item.covers(finding)]
        used.update(covering)
        if not any(allowances[number].holds(day) for number in covering):
            rest.append(finding)
    return rest, frozenset(used)
