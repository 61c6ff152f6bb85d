"""The JSON report: versioned, with a published schema."""

from __future__ import annotations

import json
from math import isnan
from typing import TYPE_CHECKING, Any

import orjson

from tunelint import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.finding import Finding, Fix
    from tunelint.model.outcome import Breach, NotJudged, Outcome, Standing
    from tunelint.model.place import Place

REPORT_VERSION = 1
"""Raised when a field changes its meaning or goes; new fields may come without it."""


def write_json(outcome: Outcome) -> bytes:
    """The report as UTF-8 JSON, keys in a fixed order, findings ordered by place."""
    report = document(outcome)
    try:
        return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str)
    except TypeError:  # half a surrogate pair, which JSON can escape and UTF-8 cannot hold
        return f"{json.dumps(report, indent=2, default=str)}\n".encode()


def document(outcome: Outcome) -> dict[str, Any]:
    """The report as plain data; `schemas/report-v1.json` beside this file describes it."""
    return {
        "version": REPORT_VERSION,
        "tool": {"name": "tunelint", "version": __version__},
        "exit_code": outcome.exit_code,
        "verdict": outcome.verdict,
        "counts": {**outcome.counts(), "rows": len(outcome.rows), "examples": outcome.examples},
        "files": [{"file": file, "shape": outcome.shapes.get(file)} for file in outcome.files],
        "breaches": [_breach(breach) for breach in outcome.breaches],
        "problems": list(outcome.problems),
        "held_back": dict(outcome.held_back),
        "scores": {name: _summary(values) for name, values in outcome.scores.items()},
        "not_judged": [_not_judged(item) for item in outcome.not_judged],
        "targets": [
            {"target": loss.target, "outcome": loss.outcome, "rows": loss.rows} for loss in outcome.losses()
        ],
        "standings": [_standing(item) for item in outcome.standings],
        "findings": [_finding(finding) for finding in outcome.findings],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "budget": breach.what,
        "part": breach.part,
        "minimum": breach.minimum,
        "findings": round(breach.found, 4),
        "allowed": breach.allowed,
    }


def _not_judged(item: NotJudged) -> dict[str, Any]:
    first = [{"file": ref.file, "line": ref.line} for ref in item.first]
    return {"rule": item.rule, "reason": item.reason, "rows": item.total, "first": first}


def _standing(item: Standing) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("target", "outcome", "reason", "file", "line")}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        **_place(finding.place),
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "key": finding.key,
        "excerpt": finding.excerpt,
        "details": {name: _plain(value) for name, value in finding.details.items()},
        "explain": finding.explain,
        "related": [{"file": place.file, "line": place.line} for place in finding.related],
        "fix": _fix(finding.fix),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column or None,
        "end_column": place.end_column or None,
        "pointer": place.pointer,
        "span": list(place.span) if place.span else None,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"pointer": edit.pointer, "span": list(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | dict | None) else str(value)


def _summary(values: Sequence[float]) -> Mapping[str, float | int | None]:
    """How many rows were scored in a dimension, their mean, and the score below which a tenth of them lie."""
    known = sorted(value for value in values if not isnan(value))
    if not known:
        return {"judged": 0, "mean": None, "p10": None}
    return {
        "judged": len(known),
        "mean": round(sum(known) / len(known), 4),
        "p10": round(known[len(known) // 10], 4),
    }
