"""Settling: order, exemptions, fingerprints and the gate."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tunelint.model.finding import Finding
from tunelint.model.place import Place
from tunelint.model.rule import Rule
from tunelint.settle import Exemption, breaches, settle
from tunelint.settle.budget import allowed


def _finding(rule="a/b", severity="warning", line=1, fingerprint="f", overrides=()):
    return Finding(rule, severity, "m", Place("d.jsonl", line), fingerprint, overrides=overrides)


def _rule(name, severity="warning", budget=None):
    return Rule(name, name, "s", "fault", severity, "m", "w", "r", budget=budget)


findings = st.builds(
    _finding,
    rule=st.sampled_from(["a/b", "a/c", "d/e"]),
    severity=st.sampled_from(["note", "warning", "error"]),
    line=st.integers(1, 5),
    fingerprint=st.sampled_from(["x", "y"]),
)


@given(st.lists(findings), st.randoms())
def test_the_order_of_judging_does_not_matter(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert [f.fingerprint for f in settle(some, "note")] == [f.fingerprint for f in settle(shuffled, "note")]


@given(st.lists(findings))
def test_fingerprints_are_unique(some):
    settled = settle(some, "note")
    assert len({finding.fingerprint for finding in settled}) == len(settled) == len(some)


def test_minimum_severity():
    some = [_finding(severity=severity) for severity in ("note", "warning", "error")]
    assert [finding.severity for finding in settle(some, "warning")] == ["error", "warning"]


def test_overrides_exempt_their_rows():
    exemptions = [Exemption(frozenset({"a/b"}), {}), Exemption(frozenset(), {"a/b": "error"})]
    some = [_finding(line=1, overrides=(0,)), _finding(line=2, overrides=(1,)), _finding(line=3)]
    assert [(f.place.line, f.severity) for f in settle(some, "note", exemptions)] == [
        (2, "error"),
        (3, "warning"),
    ]


def test_an_error_breaks_the_gate_and_a_warning_does_not():
    rules = [_rule("a/b")]
    assert breaches([_finding()], rules, {}, 10) == []
    (breach,) = breaches([_finding(severity="error")], rules, {}, 10)
    assert (breach.what, breach.found, breach.allowed) == ("error", 1, 0)


def test_budgets_of_rules_families_and_severities():
    some = [_finding("a/b"), _finding("a/c"), _finding("a/c"), _finding("d/e", "error")]
    rules = [_rule("a/b", budget=0), _rule("a/c"), _rule("d/e")]
    assert [b.what for b in breaches(some, rules, {"a": 1, "error": 1}, 100)] == ["a/b", "a"]
    assert breaches(some, rules, {"a/b": 1, "a": "2%", "error": "1%"}, 100) == []


def test_a_share_counts_rows():
    assert allowed("2%", 500) == 10
    assert allowed("7", 500) == 7
