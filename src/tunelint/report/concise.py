"""One line for each finding, for editors, hooks and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.model.rule import rank
from tunelint.report.escape import no_command, printable

if TYPE_CHECKING:
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome


def write_concise(outcome: Outcome) -> bytes:
    """`file:line:column: severity rule message`, one a line, then the broken limits and the verdict.

    The worst come last, so that they stand beside the verdict. No line is a workflow command.
    """
    lines = [line_of(finding) for finding in sorted(outcome.findings, key=lambda found: rank(found.severity))]
    lines += [printable(str(breach)) for breach in (*outcome.breaches, outcome.verdict)]
    return "".join(f"{no_command(line)}\n" for line in lines).encode("utf-8", "backslashreplace")


def line_of(finding: Finding) -> str:
    """The finding as one line."""
    place = finding.place
    numbers = ":".join(str(number) for number in (place.line, place.column) if number)
    where = f"{place.file}:{numbers}" if numbers else place.file or "whole data"
    return printable(f"{where}: {finding.severity} {finding.rule} {finding.message}")
