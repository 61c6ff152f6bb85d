"""`tunelint check` as its users meet it: exit codes, outputs, errors."""

from __future__ import annotations

import json

import pytest

from tests.conftest import chat, run_cli, write_rows

GOOD = [
    chat(f"Question number {n}?", f"The answer to this one is {n} and no other number.") for n in range(12)
]
BAD = [*GOOD, {"messages": [{"role": "bot", "content": "Hi"}]}]


def _check(tmp_path, rows, *args):
    write_rows(tmp_path / "data.jsonl", rows)
    return run_cli("check", "data.jsonl", "--select", "format", *args, cwd=tmp_path)


def test_clean_data_passes(tmp_path):
    done = _check(tmp_path, GOOD)
    assert done.returncode == 0, done.stdout.decode()
    assert done.stdout.decode().strip().splitlines()[-1] == "ready to train: no findings in 12 examples"


def test_an_error_breaks_the_gate(tmp_path):
    done = _check(tmp_path, BAD)
    assert done.returncode == 1
    text = done.stdout.decode()
    assert "format/unknown-role" in text
    assert "line 13" in text
    assert text.strip().splitlines()[-1].startswith("not ready to train: ")


def test_exit_zero_forgives_findings_but_not_blindness(tmp_path):
    assert _check(tmp_path, BAD, "--exit-zero").returncode == 0
    (tmp_path / "data.jsonl").write_bytes(b"")
    assert run_cli("check", "data.jsonl", "--exit-zero", cwd=tmp_path).returncode == 2


def test_a_budget_forgives(tmp_path):
    assert _check(tmp_path, BAD, "--config", "budget.error=5").returncode == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nowhere.jsonl"], ["nowhere.jsonl"]),
        (["data.jsonl", "--select", "tone/of-voice"], ["names no rule", "tone/off-voice"]),
        (["data.jsonl", "--output", "jsn"], ["unknown format", "json"]),
        (["data.jsonl", "--config", "severty=error"], ["unknown key", "severity"]),
        (["data.jsonl", "--output", "json:no/such/folder/r.json"], ["cannot be written"]),
    ],
    ids=["missing file", "rule", "format", "config key", "unwritable"],
)
def test_a_typo_never_opens_the_gate(tmp_path, args, words):
    write_rows(tmp_path / "data.jsonl", GOOD)
    done = run_cli("check", *args, cwd=tmp_path)
    assert done.returncode == 2
    error = done.stderr.decode()
    assert all(word in error for word in words), error
    assert "Traceback" not in error


def test_an_unknown_command_names_the_nearest():
    done = run_cli("chekc")
    assert done.returncode == 2
    assert "check" in done.stderr.decode()


def test_one_run_writes_several_reports(tmp_path):
    done = _check(tmp_path, BAD, "--output", "text", "--output", "json:report.json")
    document = json.loads((tmp_path / "report.json").read_bytes())
    assert document["exit_code"] == done.returncode == 1
    assert document["verdict"] in done.stdout.decode()


def test_quiet_says_only_the_verdict(tmp_path):
    assert (
        _check(tmp_path, GOOD, "--quiet").stdout.decode().strip()
        == "ready to train: no findings in 12 examples"
    )


def test_standard_input(tmp_path):
    data = "".join(json.dumps(row) + "\n" for row in BAD).encode()
    done = run_cli("check", "-", "--select", "format", "--output", "json", cwd=tmp_path, stdin=data)
    (finding,) = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "format/unknown-role"]
    assert finding["line"] == 13


def test_many_equal_faults_are_one_summary(tmp_path):
    (tmp_path / "data.jsonl").write_text("{oops\n" * 4130 + json.dumps(GOOD[0]) + "\n", encoding="utf-8")
    done = run_cli("check", "data.jsonl", "--select", "format", cwd=tmp_path)
    text = done.stdout.decode()
    assert "4,130" in text
    assert len(text.splitlines()) < 40
    assert done.returncode == 1


def test_control_characters_of_the_data_never_reach_the_terminal(tmp_path):
    row = chat("\x1b[2J\x07wipe \u202e", " ")
    row["messages"][0]["role"] = "\x1b]0;title\x07"
    text = _check(tmp_path, [*GOOD, row]).stdout
    assert b"\x1b" not in text
    assert b"\x07" not in text
    assert "\u202e".encode() not in text


def test_overrides_by_field_and_file(tmp_path):
    rows = [*GOOD, {**BAD[-1], "source": "forum"}, BAD[-1]]
    write_rows(tmp_path / "data.jsonl", rows)
    (tmp_path / "tunelint.toml").write_text(
        '[[overrides]]\nwhere = {source = "forum"}\nignore = ["format"]\n', encoding="utf-8"
    )
    done = run_cli("check", "data.jsonl", "--select", "format/unknown-role", "--output", "json", cwd=tmp_path)
    assert [f["line"] for f in json.loads(done.stdout)["findings"]] == [14]


def test_scores_are_written_for_every_row(tmp_path):
    write_rows(tmp_path / "data.jsonl", BAD)
    done = run_cli("score", "data.jsonl", "-o", "scores.jsonl", cwd=tmp_path)
    assert done.returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "scores.jsonl").read_bytes().splitlines()]
    assert [line["line"] for line in lines] == list(range(1, 14))
    dimensions = {"format", "terminology", "readability", "tone", "originality", "topic"}
    assert all(set(line["scores"]) == dimensions for line in lines)
    assert lines[0]["scores"]["format"] == 1
    assert lines[12]["scores"]["format"] == 0
