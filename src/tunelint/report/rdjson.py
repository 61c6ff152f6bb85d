"""The Reviewdog Diagnostic Format, version 1, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from tunelint.report.escape import printable, shorten
from tunelint.report.limits import ISSUES, MESSAGE, left_out, worst_first
from tunelint.report.paths import in_project, project_root

if TYPE_CHECKING:
    from pathlib import Path

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.place import Place

_SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def write_rdjson(outcome: Outcome) -> bytes:
    """Diagnostics, the worst 5,000, with columns in bytes of UTF-8 as the format wants them.

    What was left out, and why there is no verdict, stands in diagnostics of their own.
    """
    root = project_root()
    shown = worst_first(outcome.findings)[:ISSUES]
    default = next(iter(outcome.files), "-")
    notices = [*outcome.problems, *([rest] if (rest := left_out(len(outcome.findings), len(shown))) else [])]
    document = {
        "source": {"name": "tunelint"},
        "severity": ("INFO", "ERROR", "ERROR")[outcome.exit_code],
        "diagnostics": [
            *(_diagnostic(finding, default, root) for finding in shown),
            *(
                {
                    "message": f"tunelint: {printable(text)}",
                    "location": {"path": printable(in_project(default, root))},
                    "severity": "ERROR" if text in outcome.problems else "INFO",
                }
                for text in notices
            ),
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _diagnostic(finding: Finding, default: str, root: Path) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {"path": printable(in_project(place.file or default, root))}
    if place.line:
        location["range"] = _range(place)
    return {
        "message": shorten(printable(finding.message), MESSAGE),
        "location": location,
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.rule},
    }


def _range(place: Place) -> dict[str, Any]:
    start = {"line": place.line} | ({"column": place.byte_column} if place.byte_column else {})
    end = {"end": {"line": place.line, "column": place.byte_end}} if place.byte_end else {}
    return {"start": start, **end}
