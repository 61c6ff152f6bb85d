"""Annotations and the step summary of GitHub Actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.errors import fail
from tunelint.report.escape import command_property, command_text, log_line, printable, shorten
from tunelint.report.limits import ANNOTATIONS, MESSAGE, SUMMARY_BYTES, left_out, ten_that_matter
from tunelint.report.markdown import markdown_report
from tunelint.report.paths import in_project, project_root

if TYPE_CHECKING:
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def write_github(outcome: Outcome) -> bytes:
    """Workflow commands for the ten findings that matter most, how many remain, and the verdict.

    GitHub shows ten annotations of a step and drops the others without a word.
    """
    root = project_root()
    trouble = [f"::error title=tunelint::{command_text(printable(text))}" for text in outcome.problems[:1]]
    shown = ten_that_matter(outcome.findings, ANNOTATIONS - len(trouble))
    rest = left_out(len(outcome.findings), len(shown))
    said = [*([rest] if rest else []), *map(str, outcome.breaches), outcome.verdict]
    lines = [*trouble, *(_annotation(finding, root) for finding in shown), *map(log_line, said), ""]
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _annotation(finding: Finding, root: Path) -> str:
    place = finding.place
    properties = {"file": in_project(place.file, root) if place.file else ""}
    properties |= {
        name: str(number)
        for name, number in (("line", place.line), ("col", place.column), ("endColumn", place.end_column))
        if number
    }
    properties["title"] = finding.rule
    given = ",".join(f"{name}={command_property(value)}" for name, value in properties.items() if value)
    message = shorten(printable(finding.message), MESSAGE)
    return f"::{_COMMAND[finding.severity]} {given}::{command_text(message)}"


def append_summary(outcome: Outcome, path: str) -> None:
    """Add the report to the step summary at `path`, within what GitHub takes."""
    summary = Path(path)
    try:
        room = SUMMARY_BYTES - (summary.stat().st_size if summary.exists() else 0)
        with summary.open("ab") as file:
            file.write(markdown_report(outcome, max(room, 0)))
    except OSError as error:
        hint = "unset GITHUB_STEP_SUMMARY to do without"
        raise fail(path, f"the step summary cannot be written: {error.strerror}", hint) from error
