"""The sample data end to end: every planted fault is found, and clean data stays quiet."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from tunelint.report.jsondoc import document
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

SAMPLE = ROOT / "sample_data"
LEDGER = [
    json.loads(line) for line in (SAMPLE / "planted.ledger.jsonl").read_text(encoding="utf-8").splitlines()
]


def _report(path):
    config = load_config([str(path)])
    return document(check([str(path)], make_plan(load_rules([rules_folder()]), config), config))


@pytest.fixture(scope="module")
def clean():
    return _report(SAMPLE / "sorrelby.jsonl")


@pytest.fixture(scope="module")
def planted():
    return _report(SAMPLE / "planted.jsonl")


@pytest.mark.parametrize("fault", LEDGER, ids=[f"{fault['line']}: {fault['fault']}" for fault in LEDGER])
def test_every_planted_fault_is_found(planted, fault):
    lines = {fault["line"], *fault["related"]}
    found = {f["rule"] for f in planted["findings"] if f["line"] in lines}
    assert found & set(fault["rules"])


def test_planted_data_has_at_most_two_false_alarms(planted):
    named = {line for fault in LEDGER for line in (fault["line"], *fault["related"])}
    alarms = [f for f in planted["findings"] if f["line"] not in named and f["severity"] != "note"]
    assert len(alarms) <= 2, [(f["line"], f["rule"], f["message"]) for f in alarms]


def test_planted_data_is_not_ready(planted):
    assert planted["exit_code"] == 1
    assert planted["verdict"].startswith("not ready to train")


def test_clean_data_has_no_error_and_hardly_a_warning(clean):
    assert clean["counts"]["error"] == 0
    assert clean["exit_code"] == 0
    warnings = [(f["line"], f["rule"], f["message"]) for f in clean["findings"] if f["severity"] == "warning"]
    assert len(warnings) <= 2, warnings


def test_clean_data_is_judged_in_every_dimension(clean):
    judged = {name: score["judged"] for name, score in clean["scores"].items()}
    assert min(judged.values()) > 150, judged
    assert clean["counts"]["rows"] == clean["counts"]["examples"] == 220


@pytest.mark.parametrize("path", sorted((SAMPLE / "shapes").iterdir()), ids=lambda path: path.name)
def test_other_shapes_are_read(path):
    report = _report(path)
    assert report["counts"]["examples"] == report["counts"]["rows"] >= 6
    assert report["counts"]["error"] == 0
