"""Which rules run: selection by id, family and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tunelint.model.rule import Rule

EVERYTHING = "ALL"


def match(selector: str, rules: Mapping[str, Rule]) -> frozenset[str]:
    """Ids of the rules that a selector means: `ALL`, a family, an id, or `tag:NAME`."""
    if selector == EVERYTHING:
        return frozenset(rules)
    if selector.startswith("tag:"):
        return frozenset(rule.id for rule in rules.values() if selector[4:] in rule.tags)
    family = selector.removesuffix("/").removesuffix("/*")
    return frozenset(rule.id for rule in rules.values() if selector == rule.id or family == rule.family)


def check_selectors(selectors: Iterable[tuple[str, str]], rules: Mapping[str, Rule]) -> list[Problem]:
    """Problems of (selector, where it stands) pairs that mean no rule, with the nearest name."""
    tags = {f"tag:{tag}" for rule in rules.values() for tag in rule.tags}
    names = {EVERYTHING, *rules, *(rule.family for rule in rules.values()), *tags}
    return [
        Problem(where, f"“{selector}” names no rule, family or tag", nearest(selector, names))
        for selector, where in selectors
        if not match(selector, rules)
    ]


def select(
    rules: Mapping[str, Rule], chosen: Collection[str], added: Collection[str], left_out: Collection[str]
) -> list[Rule]:
    """The rules that run; the more specific selector wins, and leaving out wins over a tie.

    Without `chosen` the rules that are on by default run. `added` joins them, `left_out` goes.
    """
    running = []
    for rule in rules.values():
        wanted = max((_weight(s, rule) for s in chosen), default=0) if chosen else int(rule.default)
        wanted = max(wanted, *(_weight(s, rule) for s in added), 0)
        unwanted = max((_weight(s, rule) for s in left_out), default=0)
        if wanted > unwanted:
            running.append(rule)
    return running


def _weight(selector: str, rule: Rule) -> int:
    """0 where the selector does not mean the rule; more, the more specific it is."""
    if selector == rule.id:
        return 4
    if selector.startswith("tag:"):
        return 3 if selector[4:] in rule.tags else 0
    if selector.removesuffix("/").removesuffix("/*") == rule.family:
        return 2
    return int(selector == EVERYTHING)
