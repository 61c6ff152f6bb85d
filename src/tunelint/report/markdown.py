"""The report as Markdown: a comment on a pull request, or the summary of a step."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING

from tunelint.model.rule import DIMENSIONS, rank
from tunelint.report.escape import markdown_code, markdown_text, printable, shorten
from tunelint.report.limits import COMMENT_CHARACTERS, MESSAGE, left_out, ten_that_matter
from tunelint.report.paths import in_project, project_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome

MARK = "<!-- tunelint -->"
"""The first line, so that a bot can find its own comment and replace it."""

_SHOWN = 200
_SIGN = {0: "✅", 1: "❌", 2: "⚠️"}


def write_markdown(outcome: Outcome) -> bytes:
    """The report for a pull request, no longer than a comment may be."""
    return markdown_report(outcome, COMMENT_CHARACTERS)


def markdown_report(outcome: Outcome, most: int) -> bytes:
    """The report in at most `most` bytes of UTF-8: the worst findings, and how many are left out."""
    shown = ten_that_matter(outcome.findings, _SHOWN)
    rows = [_row(finding, project_root()) for finding in shown]
    head, size = _head(outcome), 0
    room = most - len(_joined([head, _table([]), _footer(len(outcome.findings), 0)]))
    fitting = []
    for row in rows:
        size += len(row.encode("utf-8", "replace")) + 1
        if size > room:
            break
        fitting.append(row)
    parts = [head, _table(fitting) if fitting else "", _footer(len(outcome.findings), len(fitting))]
    report = _joined(parts)
    return report if len(report) <= most else _joined([_verdict(outcome)])[:most]


def _joined(parts: Iterable[str]) -> bytes:
    return "\n\n".join([*(part for part in parts if part), ""]).encode("utf-8", "replace")


def _head(outcome: Outcome) -> str:
    parts = [_verdict(outcome)]
    limits = [f"- {markdown_text(str(breach))}" for breach in outcome.breaches]
    parts += ["\n".join(limits)] if limits else []
    parts += [text for text in (_rules(outcome), _scores(outcome), _unjudged(outcome)) if text]
    return "\n\n".join(parts)


def _verdict(outcome: Outcome) -> str:
    return f"{MARK}\n### {_SIGN[outcome.exit_code]} tunelint: {markdown_text(outcome.verdict)}"


def _rules(outcome: Outcome) -> str:
    counts = Counter((finding.severity, finding.rule) for finding in outcome.findings)
    if not counts:
        return ""
    summaries = {rule.id: rule.summary for rule in outcome.rules}
    ranked = sorted(counts.items(), key=lambda item: (-rank(item[0][0]), -item[1], item[0][1]))
    lines = [
        f"| {severity} | `{rule}` | {count:,} | {markdown_text(summaries.get(rule, ''))} |"
        for (severity, rule), count in ranked
    ]
    return "\n".join(["| severity | rule | findings | what it is |", "|---|---|--:|---|", *lines])


def _scores(outcome: Outcome) -> str:
    cells = []
    for name in DIMENSIONS:
        known = [value for value in outcome.scores.get(name, ()) if not isnan(value)]
        cells += [f"{name} {sum(known) / len(known):.2f}"] if known else []
    return f"Mean scores (0 strange, 1 typical): {', '.join(cells)}." if cells else ""


def _unjudged(outcome: Outcome) -> str:
    lines = [
        f"- `{item.rule}`: {f'{item.total:,} rows, ' if item.total else ''}{markdown_text(item.reason)}"
        for item in outcome.not_judged
    ]
    return "\n".join(["Not judged:", "", *lines]) if lines else ""


def _row(finding: Finding, root: Path) -> str:
    place = finding.place
    where = in_project(place.file, root) if place.file else "whole data"
    where = f"{where}:{place.line}" if place.line else where
    excerpt = f"<br>{markdown_code(shorten(printable(finding.excerpt), MESSAGE))}" if finding.excerpt else ""
    message = markdown_text(shorten(printable(finding.message), MESSAGE))
    return f"| {finding.severity} | {markdown_code(where)} | `{finding.rule}` | {message}{excerpt} |"


def _table(rows: Sequence[str]) -> str:
    head = ["| severity | where | rule | finding |", "|---|---|---|---|"]
    opening, closing = "<details><summary>Findings, the worst first</summary>", "</details>"
    return "\n".join([opening, "", *head, *rows, "", closing])


def _footer(total: int, shown: int) -> str:
    return left_out(total, shown)
