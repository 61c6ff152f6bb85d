"""The data of a target file as methods and facts, with every mistake found."""

from __future__ import annotations

import collections.abc
import inspect
import typing
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.target import SEVERITY_OF, Fact, Method, Target
from tunelint.model.errors import Problem, nearest
from tunelint.model.options import build, fit
from tunelint.model.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tunelint.model.toml import Document

_KEYS = frozenset(
    {
        "name",
        "summary",
        "source",
        "read",
        "extends",
        "without",
        "covers",
        "aliases",
        "methods",
        "facts",
        "alone",
    }
)
_FACT_KEYS = ("check", "outcome", "severity", "methods", "says", "what", "source", "read", "certain")


def target_of(name: str, document: Document, data: Mapping[str, Any]) -> tuple[Target, list[Problem]]:
    """A target from its data, and every mistake in it; `document` is the file that says where they stand."""
    problems = [
        Problem(document.where(key), f"unknown key “{key}” of a target", nearest(key, _KEYS))
        for key in document.data
        if key not in _KEYS
    ]
    methods = {}
    for key, table in data.get("methods", {}).items():
        method, faults = build(
            Method, {"name": key, **table}, partial(document.where, "methods", key), "a method"
        )
        problems += faults
        if method:
            methods[key] = method
    if not methods:
        problems.append(Problem(document.path, "a target needs at least one method", "[methods.sft]"))
    facts = []
    for key, table in data.get("facts", {}).items():
        fact, faults = _fact(key, table, document, methods)
        problems += faults
        facts += [fact] if fact else []
    target = Target(
        id=name,
        name=data.get("name", name),
        summary=data.get("summary", ""),
        methods=methods,
        facts=tuple(facts),
        covers=frozenset(data.get("covers", ())) | _faults_of(facts),
        source=data.get("source", ""),
        read=_day(data.get("read", "")),
        alone=data.get("alone", False),
    )
    return target, problems


def _faults_of(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(code for fact in facts if fact.check == "fault" for code in fact.args["faults"])


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _fact(
    name: str, table: Mapping[str, Any], document: Document, methods: Mapping[str, Method]
) -> tuple[Fact | None, list[Problem]]:
    where = document.where("facts", name)
    check, outcome = table.get("check", ""), table.get("outcome", "rejected")
    if check not in CHECKS:
        return None, [Problem(where, f"unknown check “{check}” of the fact “{name}”", nearest(check, CHECKS))]
    problems = []
    if outcome not in SEVERITY_OF:
        problems.append(Problem(where, f"unknown outcome “{outcome}”", nearest(outcome, SEVERITY_OF)))
    severity = table.get("severity", SEVERITY_OF.get(outcome, "error"))
    if severity not in SEVERITIES:
        problems.append(Problem(where, f"unknown severity “{severity}”", nearest(str(severity), SEVERITIES)))
    unknown = [method for method in table.get("methods", ()) if method not in methods]
    problems += [
        Problem(where, f"the target has no method “{method}”", nearest(method, methods)) for method in unknown
    ]
    args, faults = _args(check, {key: value for key, value in table.items() if key not in _FACT_KEYS}, where)
    problems += faults
    if problems:
        return None, problems
    certain = table.get("certain", True)
    known = {key: table[key] for key in ("says", "what", "source") if key in table}
    fact = Fact(
        name=name,
        check=check,
        outcome=outcome,
        severity="warning" if severity == "error" and not certain else severity,
        methods=_with_likes(table.get("methods", ()), methods),
        read=_day(table.get("read", "")),
        certain=certain,
        args=args,
        **known,
    )
    return fact, []


def _with_likes(named: Iterable[str], methods: Mapping[str, Method]) -> tuple[str, ...]:
    """The methods that a fact names, and those that are like them."""
    names = tuple(named)
    return (*names, *(method.name for method in methods.values() if method.like in names))


def _args(check: str, given: Mapping[str, Any], where: str) -> tuple[dict[str, Any], list[Problem]]:
    """The arguments of a check in the types of its function's signature."""
    function = CHECKS[check].function
    parameters = [
        item for item in inspect.signature(function).parameters.values() if item.kind is item.KEYWORD_ONLY
    ]
    names = [item.name for item in parameters]
    problems = [
        Problem(where, f"unknown key “{key}” of the check “{check}”", nearest(key, [*names, *_FACT_KEYS]))
        for key in given
        if key not in names
    ]
    problems += [
        Problem(where, f"“{item.name}” of the check “{check}” is missing")
        for item in parameters
        if item.default is item.empty and item.name not in given
    ]
    hints = _hints(check)
    args = {}
    for key, value in given.items():
        if key in hints:
            fitted, wanted = fit(hints[key], value)
            args[key] = fitted
            problems += [Problem(where, f"“{key}” must be {wanted}, not {value!r}")] if wanted else []
    return args, problems


@cache
def _hints(check: str) -> dict[str, Any]:
    """The types of a check's arguments; names that its module imports for the type checker are given here."""
    from tunelint.judge.structure.census import Census
    from tunelint.judge.structure.draft import Draft
    from tunelint.model.row import Fault

    names = {**vars(collections.abc), "Draft": Draft, "Census": Census, "Fault": Fault}
    return typing.get_type_hints(CHECKS[check].function, localns=names)
