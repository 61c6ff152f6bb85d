"""One fault, one finding: what another rule says about the same row, and says better, is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.rule import Rule


def uncovered(findings: Sequence[Finding], rules: Iterable[Rule]) -> Iterator[Finding]:
    """The findings without those of a rule that is `covered_by` one with a finding on the same row."""
    covers = {rule.id: rule.covered_by for rule in rules if rule.covered_by}
    said = {(finding.rule, finding.row) for finding in findings if finding.row >= 0} if covers else set()
    for finding in findings:
        if not any((other, finding.row) in said for other in covers.get(finding.rule, ())):
            yield finding
