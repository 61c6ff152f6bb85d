"""Every format keeps its published schema and its platform's limits."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import jsonschema_rs
import pyarrow.parquet as pq
import pytest
import xmlschema

from tests.conftest import ROOT, chat, run_cli, write_rows
from tests.report.made import ATTACKS, attacked, finding, outcome
from tunelint.model.outcome import Breach, NotJudged
from tunelint.model.place import Place
from tunelint.report.concise import write_concise
from tunelint.report.github import append_summary, write_github
from tunelint.report.gitlab import write_gitlab
from tunelint.report.jsondoc import write_json
from tunelint.report.junit import write_junit
from tunelint.report.limits import COMMENT_CHARACTERS, SUMMARY_BYTES, ten_that_matter
from tunelint.report.markdown import write_markdown
from tunelint.report.rdjson import write_rdjson
from tunelint.report.sarif import write_sarif
from tunelint.report.table import COLUMNS, write_csv, write_parquet

SCHEMAS = ROOT / "tests/data/schemas"
SARIF = jsonschema_rs.validator_for(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))

MANY = [finding("tone/off-voice", line) for line in range(1, 4131)]
SOME = [
    finding(line=7, place=Place("data.jsonl", 7, "/a", None, 5, 9, 6, 11)),
    finding("tone/off-voice", 2, related=(Place("data.jsonl", 3), Place("other.jsonl", 4))),
    finding("outlier/topic", 9, place=Place("", 0)),
]
CASES = {
    "nothing": outcome(),
    "some": outcome(SOME),
    "many": outcome([*SOME, *MANY[2:]]),
    "not judged": outcome([], problems=["no rows were read"], rows=[], files=[], scores={}),
    "rule not judged": outcome(SOME[:1], not_judged=[NotJudged("tone/off-voice", "too few rows", 0)]),
    "minimum": outcome([], breaches=[Breach("tone", 0.4, 0.5, minimum=True, part="gold")]),
    **{f"attack: {name}": attacked(text) for name, text in ATTACKS.items()},
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every_case
def test_sarif_keeps_the_published_schema_and_the_limits_of_code_scanning(case):
    document = json.loads(write_sarif(case))
    assert [f"{error.instance_path}: {error.message}" for error in SARIF.iter_errors(document)] == []
    (run,) = document["runs"]
    assert len(run["results"]) <= 5000
    assert all(1 <= len(result["locations"]) <= 100 for result in run["results"])
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in run["tool"]["driver"]["rules"])
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_places_and_identity():
    (run,) = json.loads(write_sarif(CASES["some"]))["runs"]
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data.jsonl", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 7, "startColumn": 5, "endColumn": 9}
    assert run["columnKind"] == "unicodeCodePoints"
    assert first["partialFingerprints"] == {"tunelint/v1": "format/not-json:7"}
    related = [item["physicalLocation"] for item in run["results"][1]["relatedLocations"]]
    assert [(r["artifactLocation"]["uri"], r["region"]["startLine"]) for r in related] == [
        ("data.jsonl", 3),
        ("other.jsonl", 4),
    ]
    rule = next(r for r in run["tool"]["driver"]["rules"] if r["id"] == "tone/off-voice")
    assert rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "warning"}


def test_sarif_says_what_it_leaves_out():
    (run,) = json.loads(write_sarif(CASES["many"]))["runs"]
    assert len(run["results"]) == 3
    (together,) = [result for result in run["results"] if result["ruleId"] == "tone/off-voice"]
    assert len(together["locations"]) == 100
    assert together["message"]["text"].startswith("4,129 findings of this rule")
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "4,029 more findings not shown here, of 4,131 in all."


def test_sarif_of_no_verdict_is_no_successful_execution():
    (run,) = json.loads(write_sarif(CASES["not judged"]))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["exitCode"] == 2


@every_case
def test_junit_keeps_the_published_schema(case):
    text = write_junit(case)
    assert [str(error) for error in JUNIT.iter_errors(text.decode())] == []
    root = ET.fromstring(text)
    failed = root.findall(".//failure") + root.findall(".//error")
    assert bool(failed) == bool(case.exit_code)
    assert int(root.get("failures")) + int(root.get("errors")) == len(failed)
    assert int(root.get("tests")) == len(root.findall(".//testcase")) == len(case.rules) + 1


@every_case
def test_gitlab_has_what_the_merge_request_needs(case):
    # GitLab publishes no schema: these are the keys that its documentation asks for.
    issues = json.loads(write_gitlab(case))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert len(issues) >= min(len(case.findings), 5000)


@every_case
def test_rdjson_has_what_reviewdog_reads(case):
    # From the comments of reviewdog.proto: positions start at 1, columns are bytes, severities are these.
    document = json.loads(write_rdjson(case))
    assert document["source"] == {"name": "tunelint"}
    for item in document["diagnostics"]:
        assert item["message"]
        assert item["location"]["path"]
        assert item["severity"] in {"ERROR", "WARNING", "INFO"}
        for position in item["location"].get("range", {}).values():
            assert all(number >= 1 for number in position.values())


def test_rdjson_counts_columns_in_bytes(tmp_path):
    raw = '{"messages": [{"content": "é𐐀b", "role": "bot"}, {"role": "assistant", "content": "x"}]}\n'
    (tmp_path / "d.jsonl").write_text(raw, encoding="utf-8")
    done = run_cli("check", "d.jsonl", "--select", "format/unknown-role", "--output", "rdjson", cwd=tmp_path)
    (item,) = [i for i in json.loads(done.stdout)["diagnostics"] if i.get("code")]
    start = item["location"]["range"]["start"]
    assert start["line"] == 1
    assert raw.encode()[start["column"] - 1 :].startswith(b'"bot"')


@every_case
def test_github_shows_at_most_ten_annotations_and_says_how_many_remain(case):
    lines = write_github(case).decode().splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == min(10, len(case.findings) + len(case.problems))
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    if len(case.findings) > 10:
        assert f"{len(case.findings) - 10:,} more findings not shown here" in "\n".join(lines)


def test_the_ten_that_matter_are_the_worst_and_show_every_rule():
    errors = [finding(line=line) for line in range(20, 40)]
    chosen = ten_that_matter([*MANY[:50], finding("outlier/topic", 1), *errors[:3]])
    assert [found.severity for found in chosen] == ["error"] * 3 + ["warning"] * 7
    mixed = ten_that_matter([*MANY[:50], *[finding(line=n) for n in (1, 2)], finding("outlier/topic", 1)], 60)
    assert {found.rule for found in mixed} == {"format/not-json", "tone/off-voice", "outlier/topic"}


def test_the_step_summary_stays_within_its_limit(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("x" * (SUMMARY_BYTES - 5000), encoding="utf-8")
    append_summary(outcome([finding(line=n, excerpt="é" * 90) for n in range(1, 500)]), str(summary))
    content = summary.read_bytes()
    assert len(content) <= SUMMARY_BYTES
    assert b"499 found" in content
    assert b"more findings not shown here, of 499 in all" in content


def test_github_writes_the_step_summary(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    write_rows(tmp_path / "d.jsonl", [chat("Hello?", "Good day."), {"messages": [{"role": "bot"}]}])
    done = run_cli("check", "d.jsonl", "--select", "format", "--output", "github", cwd=tmp_path)
    assert done.returncode == 1
    assert "not ready to train" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@every_case
def test_json_holds_any_text(case):
    assert len(json.loads(write_json(case))["findings"]) == len(case.findings)


@every_case
def test_markdown_fits_into_a_comment(case):
    assert len(write_markdown(case).decode()) <= COMMENT_CHARACTERS


@every_case
def test_tables_hold_every_finding(case):
    rows = list(csv.reader(io.StringIO(write_csv(case).decode(), newline="")))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == len(case.findings) + 1
    assert {len(row) for row in rows} == {len(COLUMNS)}
    table = pq.read_table(io.BytesIO(write_parquet(case)))
    assert table.column_names == list(COLUMNS)
    assert table.num_rows == len(case.findings)


@every_case
def test_concise_has_one_line_for_each_finding(case):
    lines = write_concise(case).decode().splitlines()
    assert len(lines) == len(case.findings) + len(case.breaches) + 1


def test_a_file_outside_of_the_repository_has_an_absolute_address(tmp_path, monkeypatch):
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "repo" / "sub")
    inside, outside = finding(line=1, file="a b.jsonl"), finding(line=2, file="../../c.jsonl")
    (run,) = json.loads(write_sarif(outcome([inside, outside])))["runs"]
    artifacts = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    assert artifacts[0] == {"uri": "sub/a%20b.jsonl", "uriBaseId": "SRCROOT"}
    assert artifacts[1] == {"uri": f"file://{tmp_path.as_posix()}/c.jsonl"}
