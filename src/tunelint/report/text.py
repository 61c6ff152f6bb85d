"""The report for people at a terminal: findings by file and rule, a scorecard, a verdict."""

from __future__ import annotations

import io
from itertools import groupby
from math import isnan
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tunelint.model.rule import DIMENSIONS, rank
from tunelint.report.escape import no_command, printable
from tunelint.report.targets import target_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.rule import Rule

_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_SHOWN = 4
"""Findings of one rule in one file that are shown in full; the rest are counted, with their lines."""
_LINES = 12
_BAR = 20


def write_text(outcome: Outcome, *, color: bool = False, width: int = 100, quiet: bool = False) -> str:
    """The report as text, with ANSI colours where `color` says so; `quiet` leaves only the verdict."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
    )
    if not quiet:
        rules = {rule.id: rule for rule in outcome.rules}
        for file, findings in groupby(outcome.findings, key=lambda finding: finding.place.file):
            _write_file(console, file, list(findings), outcome, rules)
        _write_scorecard(console, outcome)
        _write_unjudged(console, outcome)
        _write_targets(console, outcome)
    _write_verdict(console, outcome)
    return "".join(f"{no_command(line.rstrip())}\n" for line in buffer.getvalue().splitlines())


def _print(console: Console, text: Text, indent: int, *, crop: bool = False) -> None:
    """Print with an indent that wrapped lines keep; `crop` cuts at the edge instead of wrapping."""
    if crop:
        text.truncate(console.width - indent, overflow="ellipsis")
    console.print(Padding(text, (0, 0, 0, indent), expand=False))


def _write_file(
    console: Console, file: str, findings: Sequence[Finding], outcome: Outcome, rules: dict[str, Rule]
) -> None:
    shape = outcome.shapes.get(file)
    name = printable(file) or "all files together"
    _print(console, Text.assemble((name, "bold underline"), f"   {shape}" if shape else ""), 0)
    console.print()
    ranked = sorted(findings, key=lambda f: (-rank(f.severity), f.rule))
    for (severity, rule_id), group in groupby(ranked, key=lambda f: (f.severity, f.rule)):
        _write_rule(console, severity, rules[rule_id], list(group))


def _write_rule(console: Console, severity: str, rule: Rule, findings: Sequence[Finding]) -> None:
    count = f"{len(findings):,} findings" if len(findings) > 1 else ""
    head = (severity, _STYLE[severity]), "  ", (rule.id, "bold"), f"  {rule.summary}  ", (count, "dim")
    _print(console, Text.assemble(*head), 2)
    for finding in findings[:_SHOWN]:
        _write_finding(console, finding)
    if len(findings) > _SHOWN:
        _print(console, Text(f"… and {_rest(findings[_SHOWN:])}", "dim"), 4)
    _print(console, Text.assemble(("→ ", "green"), _first_paragraph(rule.repair)), 4)
    console.print()


def _rest(findings: Sequence[Finding]) -> str:
    lines = sorted({finding.place.line for finding in findings})
    shown = ", ".join(map(str, lines[:_LINES]))
    more = f" and {len(lines) - _LINES:,} more lines" if len(lines) > _LINES else ""
    return f"{len(findings):,} more like these, on line{'s' if len(lines) > 1 else ''} {shown}{more}"


def _write_finding(console: Console, finding: Finding) -> None:
    place = finding.place
    line = f"line {place.line}{f':{place.column}' if place.column else ''}  " if place.line else ""
    _print(console, Text.assemble((line, "bold"), printable(finding.message)), 4)
    if finding.excerpt:
        _print(console, _marked(finding), 6, crop=True)
    if finding.related:
        others = ", ".join(_other(finding, near.file, near.line) for near in finding.related[:5])
        _print(console, Text(f"see {others}", "dim"), 6)


def _other(finding: Finding, file: str, line: int) -> str:
    return f"line {line}" if file == finding.place.file else f"{printable(file)}:{line}"


def _marked(finding: Finding) -> Text:
    """The excerpt with the span underlined; the quote stands apart from the words of the report."""
    text, mark = finding.excerpt, finding.excerpt_mark
    if mark is None or mark.end <= mark.start:
        return Text.assemble("│ ", (printable(text), "dim"))
    before, inside, after = text[: mark.start], text[mark.start : mark.end], text[mark.end :]
    return Text.assemble(
        "│ ",
        (printable(before), "dim"),
        (printable(inside), f"underline {_STYLE[finding.severity]}"),
        (printable(after), "dim"),
    )


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split())


def _write_scorecard(console: Console, outcome: Outcome) -> None:
    counts = {name: _counts(outcome, name) for name in DIMENSIONS}
    console.print(Text("Scorecard", "bold"))
    for name in DIMENSIONS:
        known = [value for value in outcome.scores.get(name, ()) if not isnan(value)]
        if known:
            mean = sum(known) / len(known)
            bar = "█" * round(mean * _BAR)
            judged = (
                ""
                if len(known) == len(outcome.rows)
                else f", {len(known):,} of {len(outcome.rows):,} rows judged"
            )
            line = Text.assemble(
                f"  {name:<13}", (f"{bar:<{_BAR}}", "green"), f" {mean:4.2f}  {counts[name]}{judged}"
            )
        else:
            line = Text.assemble(f"  {name:<13}", (f"{'not judged':<{_BAR + 5}}", "dim"), f"  {counts[name]}")
        console.print(line)
    console.print()


def _counts(outcome: Outcome, dimension: str) -> str:
    rules = {rule.id for rule in outcome.rules if rule.dimension == dimension}
    if not rules:
        return "no rule selected"
    number = sum(finding.rule in rules for finding in outcome.findings)
    return f"{number:,} finding{'' if number == 1 else 's'}"


def _write_unjudged(console: Console, outcome: Outcome) -> None:
    if not outcome.not_judged:
        return
    console.print(Text("Not judged", "bold"))
    for item in outcome.not_judged:
        rows = f"{item.total:,} row{'' if item.total == 1 else 's'}: " if item.total else ""
        console.print(Text(f"  {item.rule:<24} {rows}{printable(item.reason)}", "dim"))
    console.print()


def _write_targets(console: Console, outcome: Outcome) -> None:
    lines = target_lines(outcome)
    for line in lines:
        console.print(Text(printable(line)))
    if lines:
        console.print()


def _write_verdict(console: Console, outcome: Outcome) -> None:
    style = "bold green" if outcome.exit_code == 0 else "bold red"
    for breach in outcome.breaches:
        console.print(Text(f"  {printable(str(breach))}", "red"))
    console.print(Text(printable(outcome.verdict), style))
