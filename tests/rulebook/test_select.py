"""Selection: the more specific wins, and a wrong name is an error with a hint."""

from __future__ import annotations

from tunelint.model.rule import Rule
from tunelint.rulebook.select import check_selectors, match, select


def _rule(name, *, default=True, tags=()):
    return Rule(name, name, "s", "fault", "warning", "m", "w", "r", default=default, tags=tags)


RULES = {
    rule.id: rule
    for rule in (
        _rule("tone/off-voice", tags=("voice",)),
        _rule("tone/two-voices", default=False),
        _rule("format/not-json"),
    )
}


def _ids(*args):
    return [rule.id for rule in select(RULES, *args)]


def test_defaults_run_without_a_selection():
    assert _ids((), (), ()) == ["tone/off-voice", "format/not-json"]


def test_a_family_brings_its_rules_that_are_off():
    assert _ids(("tone",), (), ()) == ["tone/off-voice", "tone/two-voices"]


def test_the_more_specific_wins():
    assert _ids(("ALL",), (), ("tone",)) == ["format/not-json"]
    assert _ids(("tone/two-voices",), (), ("tone",)) == ["tone/two-voices"]
    assert _ids((), ("tone/two-voices",), ("tone/off-voice",)) == ["tone/two-voices", "format/not-json"]


def test_a_tie_leaves_out():
    assert _ids(("tone",), (), ("tone",)) == []
    assert _ids((), (), ("ALL",)) == []


def test_tags():
    assert match("tag:voice", RULES) == {"tone/off-voice"}


def test_a_wrong_name_gets_the_nearest_one():
    (problem,) = check_selectors([("tone/of-voice", "--select")], RULES)
    assert problem.where == "--select"
    assert "tone/off-voice" in problem.hint
