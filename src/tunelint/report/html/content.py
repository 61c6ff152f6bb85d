"""What the page shows, as plain data: verdict, scorecard, findings by rule, groups of rows."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, Any

from tunelint import __version__
from tunelint.model.outcome import BROKEN, PASS
from tunelint.model.rule import DIMENSIONS, rank
from tunelint.report.escape import printable, shorten
from tunelint.report.html.rows import lines
from tunelint.report.targets import target_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.place import Place
    from tunelint.model.rule import Rule
    from tunelint.report.html.rows import Rows

FINDINGS = 1000
"""Findings of one rule in the file; the JSON and CSV reports hold all."""
_MESSAGE = 600
_RELATED = 10


def content(outcome: Outcome, rows: Rows) -> dict[str, Any]:
    """The page but for charts and groups; every string is printable."""
    names = _files(outcome)
    return {
        "version": __version__,
        "state": {PASS: "pass", BROKEN: "broken"}.get(outcome.exit_code, "unjudged"),
        "verdict": printable(outcome.verdict),
        "counts": outcome.counts(),
        "rows": len(outcome.rows),
        "examples": outcome.examples,
        "shapes": [printable(outcome.shapes.get(file, "")) for file in names],
        "files": [printable(file) for file in names],
        "judged": len(outcome.files),
        "flagged": len({ref.number for finding in outcome.findings if (ref := rows.of(finding))}),
        "breaches": [printable(str(breach)) for breach in outcome.breaches],
        "problems": [printable(problem) for problem in outcome.problems],
        "targets": [printable(line) for line in target_lines(outcome)],
        "scores": [_score(outcome, name) for name in DIMENSIONS],
        "notJudged": [
            {"rule": printable(item.rule), "reason": printable(item.reason), "rows": item.total}
            for item in outcome.not_judged
        ],
        "rules": _rules(outcome, {name: index for index, name in enumerate(names)}),
    }


def _files(outcome: Outcome) -> list[str]:
    """The files of the run, then those that only findings name."""
    named = [finding.place.file for finding in outcome.findings]
    related = [place.file for finding in outcome.findings for place in finding.related]
    return list(dict.fromkeys([*outcome.files, *named, *related]))


def _score(outcome: Outcome, name: str) -> dict[str, Any]:
    known = [value for value in outcome.scores.get(name, ()) if not isnan(value)]
    rules = {rule.id for rule in outcome.rules if rule.dimension == name}
    return {
        "name": name,
        "mean": round(sum(known) / len(known), 4) if known else None,
        "judged": len(known),
        "findings": sum(finding.rule in rules for finding in outcome.findings),
        "rules": len(rules),
    }


def _rules(outcome: Outcome, files: dict[str, int]) -> list[dict[str, Any]]:
    """The rules that found something, worst first, then those with the most findings."""
    found: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        found.setdefault(finding.rule, []).append(finding)
    known = {rule.id: rule for rule in outcome.rules}
    tables = [_rule(known[name], findings, files) for name, findings in found.items()]
    return sorted(tables, key=lambda table: (-rank(table["severity"]), -table["total"], table["id"]))


def _rule(rule: Rule, findings: Sequence[Finding], files: dict[str, int]) -> dict[str, Any]:
    worst = max((finding.severity for finding in findings), key=rank)
    shown = sorted(findings, key=lambda finding: -rank(finding.severity))[:FINDINGS]
    return {
        "id": rule.id,
        "name": printable(rule.name),
        "family": rule.family,
        "dimension": rule.dimension,
        "severity": worst,
        "counts": Counter(finding.severity for finding in findings),
        "summary": printable(rule.summary),
        "why": _paragraphs(rule.why),
        "repair": _paragraphs(rule.repair),
        "total": len(findings),
        "findings": [_finding(finding, files) for finding in shown],
    }


def _paragraphs(text: str) -> list[str]:
    return [printable(" ".join(part.split())) for part in text.strip().split("\n\n")]


def _finding(finding: Finding, files: dict[str, int]) -> dict[str, Any]:
    """One finding under short names, because there may be thousands; what is empty is left out."""
    table = {
        "s": finding.severity,
        "at": _place(finding.place, files),
        "m": shorten(printable(finding.message), _MESSAGE),
        "x": _excerpt(finding),
        "r": [_place(place, files) for place in finding.related[:_RELATED]],
        "e": lines(finding.explain),
        "fix": printable(finding.fix.title) if finding.fix else "",
    }
    return {name: value for name, value in table.items() if value}


def _place(place: Place, files: dict[str, int]) -> list[int]:
    """File, line and column; -1 for the file of a finding about all data."""
    return [files[place.file] if place.file else -1, place.line, place.column]


def _excerpt(finding: Finding) -> list[str]:
    """What stands before, in and after the mark."""
    text, mark = finding.excerpt, finding.excerpt_mark
    if mark is None or mark.end <= mark.start:
        return [lines(text)] if text else []
    return [lines(text[: mark.start]), lines(text[mark.start : mark.end]), lines(text[mark.end :])]
