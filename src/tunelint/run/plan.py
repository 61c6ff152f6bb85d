"""The plan of a run: which rules judge, with which options, and what must be measured for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge import KINDS
from tunelint.measure import MEASURES
from tunelint.model.errors import Problem, UserError, fail, nearest
from tunelint.model.options import build, fit
from tunelint.model.plugins import load_part, part_names
from tunelint.model.rule import SEVERITIES, Rule
from tunelint.rulebook.select import check_selectors, match, select
from tunelint.settle import budget_mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tunelint.judge.protocol import CorpusKind, RowKind
    from tunelint.judge.structure.survey import Survey
    from tunelint.measure.protocol import Measure
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.config import Config

_CHANGEABLE = (
    "severity",
    "message",
    "budget",
    "on",
    "options",
    "why",
    "repair",
    "summary",
    "name",
    "measure",
)


class Seat(NamedTuple):
    """A rule and the judge that was made for it."""

    rule: Rule
    judge: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """Rules and settings of a run: plain data that any process can rebuild the judges from."""

    rules: tuple[Rule, ...]
    settings: Settings
    scope: str = "all"

    def seats(self) -> list[Seat]:
        """A judge for every rule; all wrong options as one error."""
        return seat(self.rules, self.settings)


def fits(judge: Any, scope: str) -> bool:
    """Whether a judge runs in a scope: `all`; `row`: single rows; `new`: also what needs no other row."""
    return scope == "all" or hasattr(judge, "judge") or (scope == "new" and getattr(judge, "alone", False))


def make_plan(rulebook: Mapping[str, Rule], config: Config, scope: str = "all") -> Plan:
    """The plan that a configuration asks for; every wrong rule name and key as one error."""
    problems = [*config.problems, *_selector_problems(rulebook, config)]
    changed, faults = change_rules(rulebook, config.rules, lambda name: config.where(f"rules\0{name}"))
    problems += [*faults, *_override_problems(changed, config), *_target_problems(config)]
    if problems:
        raise UserError(*problems)
    chosen = select(changed, config.select, config.extend_select, config.ignore)
    if not chosen:
        raise UserError(
            Problem(config.where("select"), "no rule is left to run", "select a rule, or ignore fewer")
        )
    return Plan(tuple(chosen), config.settings(), scope)


def _selector_problems(rulebook: Mapping[str, Rule], config: Config) -> list[Problem]:
    named = [
        (s, config.where(key)) for key in ("select", "extend_select", "ignore") for s in getattr(config, key)
    ]
    for override in config.override_list():
        named += [(selector, config.where("overrides")) for selector in override.ignore]
    named += [(item.rule, config.where("allow")) for item in config.allowances()]
    budgets = [(config.budget, config.where("budget"))]
    budgets += [(part.budget, config.where("slices")) for part in config.slice_list()]
    named += [(name, where) for budget, where in budgets for name in budget if name not in SEVERITIES]
    return check_selectors(named, rulebook)


def _override_problems(rules: Mapping[str, Rule], config: Config) -> list[Problem]:
    """Mistakes in what overrides change, and changes that cannot hold for a part of the rows."""
    where, problems = config.where("overrides"), []
    for override in config.override_list():
        faults = change_rules(rules, override.rules, lambda _: where)[1]
        problems += faults
        for name, table in override.rules.items() if not faults else ():
            kinds = [kind_of(rules[rule_id], where) for rule_id in match(name, rules)]
            if "budget" in table:
                what = f"the budget of {name} cannot differ between rows of one gate"
                problems.append(Problem(where, what, "give the rows a gate of their own: [[slices]]"))
            elif set(table) - {"severity"} and not all(hasattr(kind, "judge") for kind in kinds):
                what = f"{name} looks at all rows together, so its options cannot differ between them"
                hint = "override its severity, ignore it here, or set the options in [rules]"
                problems.append(Problem(where, what, hint))
    return problems


def _target_problems(config: Config) -> Sequence[Problem]:
    """Names of targets that do not exist, whichever rules run."""
    if not config.targets:
        return ()
    from tunelint.judge.structure.load import pick_targets
    from tunelint.rulebook.load import rules_folder

    folders = (rules_folder(), *map(Path, config.packs))
    try:
        pick_targets(config.targets, tuple(folder / "targets" for folder in folders), config.where("targets"))
    except UserError as error:
        return error.problems
    return ()


def change_rules(
    rulebook: Mapping[str, Rule], tables: Mapping[str, Any], where: Callable[[str], str]
) -> tuple[dict[str, Rule], list[Problem]]:
    """The rules with the user's keys laid over them, and the mistakes in those keys."""
    rules, problems = dict(rulebook), []
    for name, table in tables.items():
        ids = match(name, rulebook)
        if not ids or not isinstance(table, dict):
            problems.append(Problem(where(name), f"“{name}” names no rule", nearest(name, rulebook)))
            continue
        for rule_id in ids:
            rules[rule_id], faults = _change(rules[rule_id], table, where(name))
            problems += faults
    return rules, problems


def _change(rule: Rule, table: Mapping[str, Any], where: str) -> tuple[Rule, list[Problem]]:
    """The rule with some keys replaced; keys that are no rule keys count as options."""
    keys = {key: value for key, value in table.items() if key in _CHANGEABLE and key != "options"}
    options = {key: value for key, value in table.items() if key not in _CHANGEABLE}
    options |= table.get("options", {})
    hints = {"severity": str, "budget": str | int}
    problems = [
        Problem(where, f"“{key}” of {rule.id} must be {wanted}, not {value!r}")
        for key, value in keys.items()
        if (wanted := fit(hints.get(key, str), value)[1])
    ]
    if "budget" in keys and not problems and (wanted := budget_mistake(keys["budget"])):
        problems.append(Problem(where, f"the budget of {rule.id} must be {wanted}, not {keys['budget']!r}"))
    severity = keys.get("severity", rule.severity)
    if severity not in SEVERITIES:
        problems.append(
            Problem(where, f"unknown severity {severity!r} of {rule.id}", "note, warning or error")
        )
    if options:
        whole = {**rule.options, **options}
        problems += build(kind_of(rule, where).Options, whole, lambda _: where, f"the rule {rule.id}")[1]
    return (rule if problems else rule.changed(**keys, options=options)), problems


def seat(rules: Iterable[Rule], settings: Settings) -> list[Seat]:
    """A judge for every rule; all wrong options as one error."""
    seats, problems = [], []
    for rule in rules:
        kind = kind_of(rule, rule.path)
        options, faults = build(kind.Options, rule.options, partial(_path, rule), f"the rule {rule.id}")
        if faults:
            problems += faults
        else:
            seats.append(Seat(rule, kind(rule, options, settings)))
    if problems:
        raise UserError(*problems)
    return seats


def _path(rule: Rule, _key: str) -> str:
    return rule.path


def kind_of(rule: Rule, where: str = "") -> Any:
    """The kind of a rule; a user error at `where` if there is none of its name."""
    kind = load_part("kinds", KINDS, rule.kind)
    if kind is None:
        what = f"the rule {rule.id} is of an unknown kind “{rule.kind}”"
        raise fail(where or rule.path, what, nearest(rule.kind, part_names("kinds", KINDS)))
    return kind


def make_survey(plan: Plan) -> Survey | None:
    """The survey of known targets, in runs over all data that have rules of targets and name none."""
    rule = next((rule for rule in plan.rules if rule.kind == "structure"), None)
    if rule is None or plan.settings.targets or plan.scope != "all":
        return None
    from tunelint.judge.structure.load import target_folders
    from tunelint.judge.structure.survey import Survey

    return Survey(target_folders(rule, plan.settings))


def wants(seats: Iterable[Seat]) -> tuple[Want, ...]:
    """Every measure that the judges need, once."""
    return tuple(dict.fromkeys(want for item in seats for want in item.judge.wants))


def kept_wants(seats: Sequence[Seat]) -> tuple[Want, ...]:
    """Every measure that the judges of the corpus need, once."""
    return tuple(dict.fromkeys(want for _, judge in corpus_seats(seats) for want in judge.wants))


def make_measures(wanted: Iterable[Want], settings: Settings) -> dict[Want, Measure]:
    """A measure for each want; wants that differ only in their passages share one."""
    made: dict[tuple[Any, ...], Measure] = {}
    measures = {}
    for want in wanted:
        identity = (want.measure, want.options)
        if identity not in made:
            factory = load_part("measures", MEASURES, want.measure)
            if factory is None:
                known = part_names("measures", MEASURES)
                raise fail(f"measure = “{want.measure}”", "no such measure", nearest(want.measure, known))
            made[identity] = factory(settings, **dict(want.options))
        measures[want] = made[identity]
    return measures


def row_seats(seats: Sequence[Seat]) -> list[tuple[Rule, RowKind]]:
    """The judges of single rows."""
    return [(rule, judge) for rule, judge in seats if hasattr(judge, "judge")]


def corpus_seats(seats: Sequence[Seat]) -> list[tuple[Rule, CorpusKind]]:
    """The judges of the whole corpus."""
    return [(rule, judge) for rule, judge in seats if hasattr(judge, "judge_corpus")]
