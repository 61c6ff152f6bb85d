"""The JSON report keeps its published schema."""

from __future__ import annotations

import json

import jsonschema_rs

from tests.conftest import ROOT, chat, run_cli

SCHEMA = json.loads((ROOT / "src/tunelint/report/schemas/report-v1.json").read_text(encoding="utf-8"))
CHECK = jsonschema_rs.validator_for(SCHEMA)


def _errors(report):
    return [f"{error.instance_path}: {error.message}" for error in CHECK.iter_errors(report)]


def test_the_report_on_planted_faults_keeps_the_schema():
    done = run_cli("check", "sample_data/planted.jsonl", "--output", "json", cwd=ROOT)
    document = json.loads(done.stdout)
    assert _errors(document) == []
    assert len(document["findings"]) > 30


def test_the_report_on_nothing_keeps_the_schema(tmp_path):
    (tmp_path / "empty.jsonl").write_bytes(b"")
    done = run_cli("check", "empty.jsonl", "--output", "json", cwd=tmp_path)
    document = json.loads(done.stdout)
    assert _errors(document) == []
    assert document["exit_code"] == done.returncode == 2
    assert document["verdict"].startswith("could not judge")


def test_a_line_and_a_pointer_lead_to_the_fault(report):
    document = report(rows=[chat("Hello?", "Good day."), chat("Hello?", " ")])
    (finding,) = [f for f in document["findings"] if f["rule"] == "format/empty-reply"]
    assert (finding["line"], finding["pointer"]) == (2, "/messages/1/content")
    assert finding["column"] > 1
