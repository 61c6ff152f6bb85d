"""One line for each finding, for editors, hooks and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.report.escape import printable

if TYPE_CHECKING:
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome


def write_concise(outcome: Outcome) -> bytes:
    """`file:line:column: severity rule message`, one a line, then the broken limits and the verdict."""
    lines = [line_of(finding) for finding in outcome.findings]
    lines += [printable(str(breach)) for breach in outcome.breaches]
    return "\n".join([*lines, printable(outcome.verdict), ""]).encode("utf-8", "backslashreplace")


def line_of(finding: Finding) -> str:
    """The finding as one line."""
    place = finding.place
    numbers = ":".join(str(number) for number in (place.line, place.column) if number)
    where = f"{place.file}:{numbers}" if numbers else place.file or "whole data"
    return printable(f"{where}: {finding.severity} {finding.rule} {finding.message}")
