"""The styles of Google, Microsoft and write-good find what their own tests expect, at line and column."""

from __future__ import annotations

import pytest

from tests.bench.vale import EXCERPT, REASONS, judge_pack, packs
from tests.conftest import ROOT
from tunelint.judge import KINDS
from tunelint.rulebook.load import load_rules
from tunelint.run.demos import try_demos

VERDICTS = {verdict.pack: verdict for verdict in map(judge_pack, packs(EXCERPT))}


def test_all_packs_are_there():
    assert {name: len(verdict.expected) for name, verdict in VERDICTS.items()} == {
        "Google": 51,
        "Microsoft": 127,
        "write-good": 11,
    }


@pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)
def test_every_rule_is_brought_over(verdict):
    assert verdict.left_out == 0
    assert verdict.rules >= 8


@pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)
def test_every_expected_finding_is_made(verdict):
    assert [str(each) for each in verdict.missed] == []


@pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)
def test_other_findings_have_a_known_reason(verdict):
    places = [f"{each.fixture}/{each.file}:{each.line}:{each.column}" for each in verdict.false]
    assert set(places) <= set(REASONS)


@pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)
def test_the_words_are_those_of_the_style(verdict):
    assert verdict.worded >= len(verdict.expected) - 1


SAMPLES = load_rules([ROOT / "sample_data" / "rules"])


@pytest.mark.parametrize("rule", SAMPLES.values(), ids=SAMPLES)
def test_sample_rules_are_true_to_their_examples(rule):
    assert [complaint for _, complaint in try_demos(rule)] == [""]


def test_every_kind_of_style_guides_has_a_sample():
    kinds = {name for name, address in KINDS.items() if address.startswith("tunelint.judge.words.")}
    assert {rule.kind for rule in SAMPLES.values()} == kinds - {"glossary", "mixed-variants", "not-imported"}
