"""Acting on findings: rows that pass are kept, the others are set aside with the reason."""

from __future__ import annotations

import json
import math

import pytest

from tests.conftest import chat, run_cli, write_rows
from tunelint.model.finding import Finding
from tunelint.model.outcome import Breach, Outcome
from tunelint.model.place import Place
from tunelint.model.row import RowRef
from tunelint.repair.divide import divide, failing

GOOD = [chat(f"Question number {n}?", f"The answer to it is {n} and no other number.") for n in range(6)]
BAD = {"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Hello"}]}


def _outcome(findings, count=6, scores=None, **more):
    rows = [RowRef(n, "d.jsonl", n + 1, f"key{9 - n}") for n in range(count)]
    return Outcome(findings=findings, rows=rows, examples=count, scores=scores or {}, **more)


def _found(rule, row, severity="warning", related=()):
    places = tuple(Place("d.jsonl", n + 1) for n in related)
    place = Place("d.jsonl", row + 1)
    return Finding(rule, severity, "m", place, f"{rule}{row}", related=places, row=row, related_rows=related)


def _kept(outcome, severity="error"):
    return [ref.number for ref in divide(outcome, severity).kept]


def test_errors_go_and_warnings_stay_unless_they_are_to_go():
    outcome = _outcome([_found("format/x", 1, "error"), _found("tone/x", 2), _found("tone/y", 3, "note")])
    assert _kept(outcome) == [0, 2, 3, 4, 5]
    assert _kept(outcome, "warning") == [0, 3, 4, 5]


def test_what_exceeds_a_budget_goes():
    outcome = _outcome([_found("tone/x", 2), _found("topic/x", 3)], breaches=[Breach("tone", 1, 0)])
    assert _kept(outcome) == [0, 1, 3, 4, 5]
    assert list(failing(outcome)) == [2]


def test_of_duplicates_the_best_by_score_stays():
    findings = [_found("duplicate/exact", 2, related=(0,)), _found("duplicate/near", 4, related=(2, 0))]
    nan = math.nan
    scores = {
        "tone": [0.2, 1, 0.9, 1, 0.4, 1],
        "readability": [0.3, 1, nan, 1, 0.4, 1],
        "originality": [1] * 6,
    }
    division = divide(_outcome(findings, scores=scores))
    assert [ref.number for ref in division.kept] == [1, 2, 3, 5]
    assert all(found[0].rule.startswith("duplicate/") for found in division.dropped.values())


def test_of_equally_good_duplicates_the_order_of_rows_does_not_decide():
    outcome = _outcome([_found("duplicate/exact", 3, related=(0, 1))])
    assert _kept(outcome) == [2, 3, 4, 5]  # row 3 has the smallest key


def test_a_duplicate_that_fails_leaves_the_other_one():
    findings = [_found("duplicate/exact", 3, related=(0,)), _found("format/x", 3, "error")]
    assert _kept(_outcome(findings)) == [0, 1, 2, 4, 5]


def test_notes_on_duplicates_drop_nothing():
    assert _kept(_outcome([_found("duplicate/semantic", 3, "note", related=(0,))])) == list(range(6))


def test_rows_come_out_byte_for_byte(tmp_path):
    raw = [
        '{"messages": [ {"role":"user","content":"Caf\\u00e9?"}, {"role":"assistant","content":"Yes."} ] }',
        '{"x":1.0,"messages":[{"role":"user","content":"Zoë?"},{"role":"assistant","content":"No."}]}',
    ]
    bad = '{"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Hello"}]}'
    (tmp_path / "d.jsonl").write_text(f"{raw[0]}\n{bad}\nnot json\n{raw[1]}", encoding="utf-8")
    args = ("clean", "d.jsonl", "--select", "format", "-o", "out.jsonl", "--quarantine", "bad.jsonl")
    done = run_cli(*args, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == f"{raw[0]}\n{raw[1]}\n"
    aside = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["line"], row["reasons"][0]["rule"]) for row in aside] == [
        (2, "format/unknown-role"),
        (3, "format/not-json"),
    ]
    assert aside[0]["row"] == json.loads(bad)
    assert aside[1]["raw"] == "not json"
    assert run_cli("check", "out.jsonl", "--select", "format", cwd=tmp_path).returncode == 0


def test_equal_rows_become_one(tmp_path):
    write_rows(tmp_path / "d.jsonl", [GOOD[0], *GOOD, GOOD[3]])
    done = run_cli("clean", "d.jsonl", "--select", "format,duplicate/exact", "-o", "out.jsonl", cwd=tmp_path)
    assert done.stdout.decode().startswith("6 rows kept"), done.stderr.decode()
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(json.dumps(row) for row in GOOD)


@pytest.mark.parametrize("name", ["d.json", "d.csv"])
def test_other_formats_come_out_as_json_lines(tmp_path, name):
    rows = [{"prompt": f"Question {n}?", "completion": f"The answer is {n}, “quoted”."} for n in range(4)]
    if name == "d.json":
        (tmp_path / name).write_text(json.dumps(rows, indent=2), encoding="utf-8")
    else:
        text = "".join(f'{row["prompt"]},"{row["completion"]}"\n' for row in rows)
        (tmp_path / name).write_text(f"prompt,completion\n{text}", encoding="utf-8")
    done = run_cli("clean", name, "--select", "format", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == rows


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["d.jsonl", "-o", "d.jsonl"], "being read"),
        (["d.jsonl", "-o", "x", "--quarantine", "./x"], "name two files"),
        (["bad.jsonl", "-o", "out.jsonl"], "no row passes"),
        (["d.jsonl", "pairs.jsonl", "-o", "out.jsonl"], "several shapes"),
    ],
)
def test_clean_refuses_what_would_lose_data(tmp_path, args, words):
    write_rows(tmp_path / "d.jsonl", GOOD)
    write_rows(tmp_path / "bad.jsonl", [BAD])
    write_rows(tmp_path / "pairs.jsonl", [{"prompt": "Is it?", "completion": "It is."}] * 2)
    done = run_cli("clean", *args, "--select", "format", cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert not (tmp_path / "out.jsonl").exists()


def test_check_sets_failing_rows_aside_and_leaves_the_data_alone(tmp_path):
    before = write_rows(tmp_path / "d.jsonl", [*GOOD, BAD]).read_bytes()
    done = run_cli("check", "d.jsonl", "--select", "format", "--quarantine", "aside.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    (row,) = [json.loads(line) for line in (tmp_path / "aside.jsonl").read_bytes().splitlines()]
    assert (row["line"], row["row"]) == (7, BAD)
    assert "format/unknown-role" in {reason["rule"] for reason in row["reasons"]}
    assert (tmp_path / "d.jsonl").read_bytes() == before
