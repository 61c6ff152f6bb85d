"""What is in force for one rule and one row, and where it was set."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.rulebook.select import match
from tunelint.run.plan import change_rules, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.run.config import Config


class Option(NamedTuple):
    """One option of a rule, its value for the row, and the place where that was set."""

    name: str
    value: Any
    origin: str


def overridden(rule: Rule, config: Config, ref: RowRef | None) -> Rule:
    """The rule as the overrides of the row change it; of a rule about all data only the severity changes."""
    for tables in _overrides(rule, config, ref):
        rules, _ = change_rules({rule.id: rule}, tables, str)
        rule = rules[rule.id]
    return rule


def _overrides(rule: Rule, config: Config, ref: RowRef | None) -> Iterator[dict[str, Any]]:
    rowwise = hasattr(kind_of(rule), "judge")
    for number in ref.overrides if ref else ():
        tables = _about(rule, config.override_list()[number].rules)
        yield (
            tables
            if rowwise
            else {
                name: {key: table[key] for key in ("severity",) if key in table}
                for name, table in tables.items()
            }
        )


def _about(rule: Rule, tables: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in tables.items() if match(name, {rule.id: rule})}


def options_of(rule: Rule, shipped: Rule, config: Config, ref: RowRef | None) -> Iterator[Option]:
    """Every option of the rule, its severity and its budget, with the place where each was set."""
    values = {
        item.name: item.default_factory() if item.default_factory is not MISSING else item.default
        for item in fields(kind_of(rule).Options)
    }
    values |= {**rule.options, "severity": rule.severity}
    values |= {"budget": rule.budget} if rule.budget is not None else {}
    origins = dict.fromkeys((*shipped.options, "severity", "budget"), "the rule")
    for name, table in _about(rule, config.rules).items():
        origins |= dict.fromkeys({**table, **table.get("options", {})}, config.where(f"rules\0{name}"))
    for tables in _overrides(rule, config, ref):
        for table in tables.values():
            place = f"an override of {config.where('overrides')}"
            origins |= dict.fromkeys({**table, **table.get("options", {})}, place)
    for name, value in values.items():
        yield Option(name, value, origins.get(name, "default"))
