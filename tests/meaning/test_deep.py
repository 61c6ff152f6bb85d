"""`--deep`: the same rules on the vectors of a transformer, end to end."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, run_cli

pytest.importorskip("sentence_transformers", reason="the extra `embeddings` is not installed")
pytestmark = pytest.mark.slow


def test_deep_finds_the_stray_rows_of_the_sample():
    path = ROOT / "sample_data" / "planted.jsonl"
    done = run_cli("check", path, "--deep", "--select", "outlier", "--output", "json")
    report = json.loads(done.stdout)
    assert report["scores"]["topic"]["judged"] > 150
    assert {185, 190} & {finding["line"] for finding in report["findings"]}
