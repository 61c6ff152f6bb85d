"""Every rule that comes with tunelint: complete, honest about its message, and true to its examples."""

from __future__ import annotations

import string

import pytest

from tunelint.measure import MEASURES
from tunelint.model.options import build
from tunelint.rulebook.load import load_rules, rule_files, rules_folder
from tunelint.run.demos import try_demos
from tunelint.run.plan import kind_of

RULES = load_rules([rules_folder()])
DEMOS = [(rule, demo) for rule in RULES.values() for demo in rule.demos]


def test_every_dimension_has_a_rule():
    assert {rule.dimension for rule in RULES.values()} >= {
        "format",
        "terminology",
        "readability",
        "tone",
        "originality",
        "topic",
    }


def test_every_rule_file_is_loaded():
    assert len(RULES) == len(list(rule_files(rules_folder()))) > 20


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_is_complete(rule):
    assert rule.why.strip()
    assert rule.repair.strip()
    assert rule.summary.strip().endswith(".")
    assert any(demo.fail for demo in rule.demos), "no example that must fail"
    assert any(_has_clean_line(demo) for demo in rule.demos), "no example that must pass"


def _has_clean_line(demo):
    return bool(demo.path) or len(demo.raw.splitlines()) > len(demo.fail)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_message_uses_only_details_of_its_kind(rule):
    names = {
        name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(rule.message) if name
    }
    assert names <= kind_of(rule).details


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_options_fit_the_kind(rule):
    _, problems = build(kind_of(rule).Options, rule.options, str, rule.id)
    assert problems == []
    assert not rule.measure or rule.measure in MEASURES


@pytest.mark.parametrize(("rule", "demo"), DEMOS, ids=[f"{rule.id}: {demo.name}" for rule, demo in DEMOS])
def test_example_flags_exactly_its_lines(rule, demo):
    complaints = [complaint for tried, complaint in try_demos(rule, only=demo) if tried == demo]
    assert complaints == [""]
