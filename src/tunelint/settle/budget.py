"""The gate: how many findings are too many."""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING

from tunelint.model.outcome import Breach
from tunelint.model.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.rule import Rule

DEFAULTS: dict[str, float] = {"error": 0, "warning": inf, "note": inf}


def breaches(
    findings: Sequence[Finding], rules: Sequence[Rule], budget: Mapping[str, str | int], rows: int
) -> list[Breach]:
    """The budgets that are exceeded.

    A rule's own budget counts its findings apart; families and severities count those of the remaining rules.
    A budget is a count, or a share of the rows such as `2%`.
    """
    own = {rule.id: rule.budget for rule in rules if rule.budget is not None}
    own |= {name: limit for name, limit in budget.items() if "/" in name}
    families = {name: limit for name, limit in budget.items() if "/" not in name and name not in SEVERITIES}
    by_rule = Counter(finding.rule for finding in findings)
    rest = [finding for finding in findings if finding.rule not in own]
    by_family = Counter(finding.rule.partition("/")[0] for finding in rest)
    by_severity = Counter[str](f.severity for f in rest if f.rule.partition("/")[0] not in families)
    limits: dict[str, str | float] = {**DEFAULTS}
    limits |= {name: limit for name, limit in budget.items() if name in SEVERITIES}
    counted = (
        *((name, by_rule[name], limit) for name, limit in own.items()),
        *((name, by_family[name], limit) for name, limit in families.items()),
        *((name, by_severity[name], limit) for name, limit in limits.items()),
    )
    return [
        Breach(name, count, allowed(limit, rows))
        for name, count, limit in counted
        if count > allowed(limit, rows)
    ]


def allowed(limit: str | float, rows: int) -> float:
    """How many findings a budget allows: a number as it is, `2%` as a share of the rows."""
    if isinstance(limit, str):
        return float(limit.rstrip("%").strip()) / 100 * rows if limit.endswith("%") else float(limit)
    return limit
