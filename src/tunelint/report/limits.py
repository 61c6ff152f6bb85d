"""What platforms show at most, and which findings to show when there are more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tunelint.model.rule import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.model.finding import Finding

ANNOTATIONS = 10
"""GitHub shows ten annotations of a step."""
SUMMARY_BYTES = 1 << 20
"""GitHub refuses a step summary of more than 1 MiB."""
COMMENT_CHARACTERS = 65_536
"""GitHub refuses a comment of more."""
SARIF_RESULTS = 5_000
"""GitHub keeps so many results of a run, and refuses a run of more than 25,000."""
SARIF_LOCATIONS = 100
"""GitHub keeps so many locations of a result."""
SARIF_TAGS = 10
"""GitHub keeps so many tags of a rule."""
ISSUES = 5_000
"""Code quality issues and diagnostics in one report."""
MESSAGE = 400
"""Code points of a message in a report for a platform."""


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, worst first, each severity in its old order."""
    return sorted(findings, key=lambda finding: -rank(finding.severity))


def ten_that_matter(findings: Sequence[Finding], most: int = ANNOTATIONS) -> list[Finding]:
    """At most `most` findings: the worst severity first, and within it every rule once before any twice."""
    seen: Counter[str] = Counter()
    ranked = []
    for position, finding in enumerate(findings):
        ranked.append((-rank(finding.severity), seen[finding.rule], position, finding))
        seen[finding.rule] += 1
    return [finding for *_, finding in sorted(ranked, key=lambda item: item[:3])[:most]]


def left_out(total: int, shown: int) -> str:
    """A sentence that says how many findings are not shown; empty where all are."""
    rest = total - shown
    if rest <= 0:
        return ""
    return f"{rest:,} more finding{'' if rest == 1 else 's'} not shown here, of {total:,} in all."
