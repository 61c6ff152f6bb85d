"""What a run has cost: how many findings each rule made, and the CPU time that it took for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tunelint.model.outcome import Outcome

_SMALL = 0.002
"""Rules without findings that took less than this share of the time are summed up in one line."""


def write_statistics(outcome: Outcome) -> str:
    """A table of stages and one of rules, dearest first; times are CPU seconds over all processes."""
    cost, rows = outcome.cost, max(1, len(outcome.rows))
    total = sum(cost.stages.values()) or 1.0
    lines = [
        f"{total:.2f} CPU seconds for {len(outcome.rows):,} rows, {1e6 * total / rows:,.0f} µs a row",
        "",
    ]
    lines += [_line(name, seconds, total, rows) for name, seconds in cost.stages.items()]
    lines += ["", f"{'rule':<36}{'seconds':>9}{'share':>8}{'µs a row':>10}{'measuring':>11}{'findings':>10}"]
    found = Counter(finding.rule for finding in outcome.findings)
    spent = {
        rule.id: cost.judging.get(rule.id, 0.0) + cost.measuring.get(rule.id, 0.0) for rule in outcome.rules
    }
    small = {rule for rule, seconds in spent.items() if seconds < _SMALL * total and not found[rule]}
    for rule in sorted(spent, key=lambda name: (-spent[name], name)):
        if rule not in small:
            measuring = f"{cost.measuring.get(rule, 0.0):>11.2f}{found[rule]:>10,}"
            lines.append(_line(rule, spent[rule], total, rows) + measuring)
    if small:
        rest = sum(spent[rule] for rule in small)
        lines.append(_line(f"{len(small)} more without findings", rest, total, rows))
    lines += ["", "A measure that several rules read is divided among them in equal parts."]
    return "\n".join(lines)


def _line(name: str, seconds: float, total: float, rows: int) -> str:
    return f"{name:<36}{seconds:>9.2f}{seconds / total:>8.1%}{1e6 * seconds / rows:>10,.0f}"
