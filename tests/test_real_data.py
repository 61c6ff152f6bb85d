"""What is known of public data sets, checked where a copy is at hand (TUNELINT_DATA names the folder)."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tunelint.report.jsondoc import document
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

DATA = Path(os.environ.get("TUNELINT_DATA", "")) / "datasets"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="TUNELINT_DATA names no folder of real data"),
]


def _findings(name):
    path = str(DATA / name)
    config = load_config([path], isolated=True)
    return document(check([path], make_plan(load_rules([rules_folder()]), config), config))


def test_wwdc25_has_469_redundant_copies():
    report = _findings("mlx_examples/wwdc25/data/all.jsonl")
    assert report["counts"]["rows"] == 1944
    assert Counter(finding["rule"] for finding in report["findings"])["duplicate/exact"] == 469


def test_the_toy_file_of_the_cookbook_has_three_faulty_rows():
    report = _findings("openai_cookbook_toy/toy_chat_fine_tuning.jsonl")
    assert {finding["line"] for finding in report["findings"]} == {3, 4, 5}


def test_sums_raise_hardly_a_question_of_tone_or_readability():
    report = _findings("gsm8k_alpaca/gsm_8k_train.json")
    found = Counter(finding["rule"].partition("/")[0] for finding in report["findings"])
    assert (found["tone"] + found["readability"]) / report["counts"]["rows"] <= 0.005
