"""The gate: how many findings are too many, and which scores are too low."""

from __future__ import annotations

from collections import Counter
from math import inf, isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.model.outcome import Breach
from tunelint.model.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.rule import Rule

DEFAULTS: dict[str, float] = {"error": 0, "warning": inf, "note": inf}


class Part(NamedTuple):
    """A part of the data with limits of its own: its name and the numbers of its rows."""

    name: str
    budget: Mapping[str, str | int]
    minimum: Mapping[str, float]
    rows: Sequence[int]


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
    return _exceeded(counted, rows)


def part_breaches(part: Part, findings: Iterable[Finding]) -> list[Breach]:
    """The budgets of a part that its findings exceed; each counts every finding that its name fits."""
    names = Counter[str]()
    for finding in findings:
        names.update({finding.rule, finding.rule.partition("/")[0], finding.severity})
    counted = ((name, names[name], limit) for name, limit in part.budget.items())
    return [breach._replace(part=part.name) for breach in _exceeded(counted, len(part.rows))]


def shortfalls(part: Part, scores: Mapping[str, Sequence[float]]) -> tuple[list[Breach], list[str]]:
    """The minimum scores that a part does not reach, and those that nothing was judged for."""
    low, unknown = [], []
    for name, least in part.minimum.items():
        values = scores.get(name, ())
        known = [values[number] for number in part.rows if number < len(values) and not isnan(values[number])]
        if not known:
            where = f" in {part.name}" if part.name else ""
            unknown.append(f"no {name} score{where}, so its minimum cannot be checked")
        elif (mean := sum(known) / len(known)) < least:
            low.append(Breach(name, mean, least, minimum=True, part=part.name))
    return low, unknown


def _exceeded(counted: Iterable[tuple[str, int, str | float]], rows: int) -> list[Breach]:
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


def budget_mistake(limit: Any) -> str:
    """What a budget must be, where it is not; empty where it is."""
    wanted = "a count such as 20, or a share of the rows such as “2%”"
    if isinstance(limit, bool) or not isinstance(limit, int | str):
        return wanted
    try:
        return "" if 0 <= allowed(limit, 1) < inf else wanted
    except ValueError:
        return wanted
