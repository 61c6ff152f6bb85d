"""`check --statistics`: what each rule found and cost."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from tunelint.cli import cli


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [
        {
            "messages": [
                {"role": "user", "content": f"What is {n}?"},
                {"role": "assistant", "content": f"[INSERT {n}]"},
            ]
        }
        for n in range(40)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _check(data, *more):
    arguments = ["check", "--isolated", "--no-cache", str(data), *more]
    return CliRunner().invoke(cli, arguments)


def _rules(text):
    """Findings by rule, of the table."""
    lines = re.findall(r"^(\S+/\S+) +([\d.]+) +([\d.]+)% +([\d,]+) +([\d.]+) +([\d,]+)$", text, re.MULTILINE)
    return {line[0]: int(line[-1].replace(",", "")) for line in lines}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_table_counts_the_findings_of_each_rule(data, jobs):
    result = _check(data, "--statistics", "--output", "json", "--jobs", jobs)
    report = json.loads(result.stdout)
    found = {}
    for finding in report["findings"]:
        found[finding["rule"]] = found.get(finding["rule"], 0) + 1
    table = _rules(result.stderr)
    assert found
    assert {name: number for name, number in table.items() if number} == found


def test_stages_add_up_to_the_whole(data):
    text = _check(data, "--statistics", "-q").stderr
    total = float(re.search(r"^([\d.]+) CPU seconds for 40 rows", text, re.MULTILINE)[1])
    stages = re.findall(r"^(reading|measuring|judging|the rest) +([\d.]+)", text, re.MULTILINE)
    assert [name for name, _ in stages] == ["reading", "measuring", "judging", "the rest"]
    assert sum(float(seconds) for _, seconds in stages) == pytest.approx(total, abs=0.03)


def test_the_report_itself_does_not_change(data):
    assert _check(data, "--output", "json", "--statistics").stdout == _check(data, "--output", "json").stdout
