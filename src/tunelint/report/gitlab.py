"""GitLab's code quality report, a part of the Code Climate format."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import orjson

from tunelint.report.escape import printable, shorten
from tunelint.report.limits import ISSUES, MESSAGE, left_out, worst_first
from tunelint.report.paths import in_project, project_root

if TYPE_CHECKING:
    from tunelint.model.outcome import Outcome

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def write_gitlab(outcome: Outcome) -> bytes:
    """A JSON list of issues, the worst 5,000; the last one says how many were left out.

    GitLab does not show `check_name`, so the description starts with the rule; of equal fingerprints it shows
    only the first.
    """
    root = project_root()
    default = next(iter(outcome.files), "-")
    shown = worst_first(outcome.findings)[:ISSUES]
    issues = [
        _issue(
            f"{finding.rule}: {finding.message}",
            finding.rule,
            finding.fingerprint,
            _SEVERITY[finding.severity],
            in_project(finding.place.file or default, root),
            finding.place.line,
        )
        for finding in shown
    ]
    notices = [*outcome.problems, *([rest] if (rest := left_out(len(outcome.findings), len(shown))) else [])]
    for text in notices:
        name = blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
        severity = "blocker" if text in outcome.problems else "info"
        issues.append(_issue(f"tunelint: {text}", "tunelint", name, severity, in_project(default, root), 1))
    return orjson.dumps(issues, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _issue(  # noqa: PLR0913, PLR0917 - one argument for each key
    text: str, rule: str, fingerprint: str, severity: str, path: str, line: int
) -> dict[str, Any]:
    return {
        "description": shorten(printable(text), MESSAGE),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": printable(path), "lines": {"begin": max(line, 1)}},
    }
