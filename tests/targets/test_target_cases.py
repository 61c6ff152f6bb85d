"""Every case of the table of formats: the worst severity, and the outcome where a target's fact decided it.

A one-line case is a file of one row: counts of rows are not judged there, by the rule `target/count` itself.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from tunelint.cli import main

CASES = [
    json.loads(line) for line in (Path(__file__).parent.parent / "data/cases.jsonl").read_text().splitlines()
]
SEVERITIES = ["none", "info", "warn", "error"]
OURS = {"note": "info", "warning": "warn", "error": "error"}
OUTCOMES = {"accepted_but_harmful": "harmful"}

DISPUTED = {
    "llamafactory-openai-003": (
        "The converter appends “detailed thinking off” to the system prompt of every row without tools, so "
        "this row is altered as that of llamafactory-openai-001 is, which wants a warning."
    ),
}
"""Cases that are believed to be wrong, and why."""

ELSEWHERE = {
    f"openai-sft-0{number}": "the words of the text, whatever the target: rules of the family content"
    for number in (77, 78, 79, 83, 84, 85)
}
"""Cases whose fault is no matter of the target."""


@pytest.fixture
def findings_of(tmp_path, monkeypatch, capfdbinary):
    """The findings of `tunelint check` in a case, by the command line but in this process, for speed."""

    def check(case):
        raw = base64.b64decode(case["raw"]) if case["raw_encoding"] == "base64" else case["raw"].encode()
        if case["scope"] == "line" and not raw.endswith(b"\n"):
            raw += b"\n"
        (tmp_path / "case.jsonl").write_bytes(raw)
        monkeypatch.chdir(tmp_path)
        args = ["check", "case.jsonl", "--isolated", "--target", case["target"], "--output", "json"]
        with pytest.raises(SystemExit):
            main([*args, "--select", "format,target"])
        return json.loads(capfdbinary.readouterr().out)["findings"]

    return check


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_worst_finding_is_as_bad_as_the_case(case, findings_of):
    if case["id"] in ELSEWHERE:
        pytest.skip(ELSEWHERE[case["id"]])
    findings = findings_of(case)
    worst = max((OURS[item["severity"]] for item in findings), key=SEVERITIES.index, default="none")
    if case["id"] in DISPUTED:
        assert worst != case["lint"], "the case is no longer disputed"
        return
    assert worst == case["lint"], [item["message"] for item in findings]
    decisive = [item for item in findings if OURS[item["severity"]] == worst]
    outcomes = {item["details"]["outcome"] for item in decisive if "outcome" in item["details"]}
    assert not outcomes or OUTCOMES.get(case["outcome"], case["outcome"]) in outcomes


def test_no_case_is_left_out():
    assert len(CASES) == 163
    assert len({case["id"] for case in CASES}) == 163
    assert len(DISPUTED) + len(ELSEWHERE) < 8
