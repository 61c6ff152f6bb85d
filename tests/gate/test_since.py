"""Only what is new since a revision, judged against all of the data."""

from __future__ import annotations

import json
import random
import subprocess

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows

GOOD = [chat(f"Question number {n}?", f"The answer to it is {n} and no other.") for n in range(12)]
OLD = {"messages": [{"role": "bot", "content": "Old fault"}]}
NEW = {"messages": [{"role": "bot", "content": "New fault"}]}


def git(folder, *args):
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *args], check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    write_rows(tmp_path / "data.jsonl", [*GOOD, OLD])
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "data")
    return tmp_path


def _check(repo, *args, data=".", since="HEAD"):
    options = ("--select", "format", f"--since={since}", "--output", "json", *args)
    done = run_cli("check", data, *options, cwd=repo)
    if not done.stdout:
        return {"code": done.returncode, "error": done.stderr.decode()}
    return {**json.loads(done.stdout), "code": done.returncode}


def test_old_rows_are_not_reported(repo):
    report = _check(repo)
    assert (report["code"], report["findings"]) == (0, [])
    assert "on rows that are not new" in report["verdict"]


def test_new_rows_are_wherever_the_old_ones_moved(repo):
    rows = [*GOOD, OLD, NEW]
    random.Random(1).shuffle(rows)
    (repo / "data.jsonl").unlink()
    for number in range(3):
        write_rows(repo / f"shard-{number}.jsonl", rows[number::3])
    report = _check(repo)
    assert report["code"] == 1
    index = rows.index(NEW)
    places = {(f["file"], f["line"]) for f in report["findings"]}
    assert places == {(f"shard-{index % 3}.jsonl", index // 3 + 1)}


def test_row_scope_gives_the_same_verdict(repo):
    write_rows(repo / "data.jsonl", [NEW, *GOOD, OLD])
    whole, rows = _check(repo), _check(repo, "--scope", "row")
    assert whole["code"] == rows["code"] == 1
    assert [f["fingerprint"] for f in whole["findings"]] == [f["fingerprint"] for f in rows["findings"]]


def test_an_edited_row_is_new(repo):
    write_rows(repo / "data.jsonl", [*GOOD, {"messages": [{"role": "bot", "content": "Old fault."}]}])
    assert _check(repo)["code"] == 1


def test_budgets_count_new_rows(repo):
    write_rows(repo / "data.jsonl", [*GOOD, OLD, NEW])
    assert _check(repo, "--config", 'budget.error="300%"')["code"] == 0
    assert _check(repo, "--config", 'budget.error="10%"')["code"] == 1


def test_before_the_first_commit_everything_is_new(tmp_path):
    git(tmp_path, "init", "-q")
    write_rows(tmp_path / "data.jsonl", [*GOOD, OLD])
    assert _check(tmp_path)["code"] == 1


@pytest.mark.parametrize("since", ["nowhere", "--all", "HEAD~7"])
def test_a_wrong_revision_stops_the_run(repo, since):
    report = _check(repo, since=since)
    assert report["code"] == 2
    assert "no such revision" in report["error"]


def test_in_a_hook_of_git(repo, monkeypatch):
    (repo / "more").mkdir()
    write_rows(repo / "more" / "data.jsonl", [*GOOD, OLD])
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    report = _check(repo, data="more/data.jsonl")
    assert (report["code"], report["findings"]) == (0, [])


def test_outside_of_a_repository(tmp_path):
    write_rows(tmp_path / "data.jsonl", GOOD)
    report = _check(tmp_path)
    assert report["code"] == 2
    assert "in no git repository" in report["error"]


def test_a_pointer_without_its_content_stops_the_run(repo):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n"
    (repo / "big.jsonl").write_text(pointer, encoding="utf-8")
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "pointer")
    report = _check(repo, data="data.jsonl")
    assert report["code"] == 2
    assert "Git LFS" in report["error"]


@pytest.fixture
def voiced(tmp_path):
    """A repository with old rows, a stored voice, and two new rows: one on voice, one that is not."""
    rows = [
        json.loads(line) for line in (ROOT / "sample_data/sorrelby.jsonl").read_text("utf-8").splitlines()
    ]
    git(tmp_path, "init", "-q", "-b", "main")
    write_rows(tmp_path / "data.jsonl", rows[:200])
    done = run_cli("voice", "learn", "data.jsonl", "-o", "house.voice.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (tmp_path / "tunelint.toml").write_text('voice = "house.voice.toml"\n', encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "data")
    return tmp_path, rows


def _voice_check(folder, *args):
    done = run_cli("check", "data.jsonl", "--since=HEAD", "--output", "json", *args, cwd=folder)
    assert done.stdout, done.stderr.decode()
    return json.loads(done.stdout)


def test_new_rows_are_judged_against_the_stored_voice_alone(voiced):
    folder, rows = voiced
    shout = "OMG YES!!! u gotta water it lol, like, NOW!!! its gonna die otherwise haha, soooo thirsty!!!"
    write_rows(folder / "data.jsonl", [chat("Is it dry?", shout, "You write for Sorrelby."), *rows[:201]])
    alone, whole = _voice_check(folder, "--scope", "new"), _voice_check(folder)
    tones = [
        [(f["line"], f["message"]) for f in report["findings"] if f["rule"] == "tone/off-voice"]
        for report in (alone, whole)
    ]
    assert [line for line, _ in tones[0]] == [1]
    assert tones[0] == tones[1]
    assert alone["scores"]["tone"]["judged"] == 2
    reasons = {item["rule"]: item["reason"] for item in alone["not_judged"]}
    assert "needs all of the data" in reasons["duplicate/near"]
    assert "tone/off-voice" not in reasons
    assert _voice_check(folder, "--scope", "new", "--config", "voice=''")["scores"]["tone"]["judged"] == 0


def test_no_new_rows_are_no_findings(voiced):
    folder, _ = voiced
    report = _voice_check(folder, "--scope", "new")
    assert (report["exit_code"], report["findings"]) == (0, [])


def test_new_rows_need_a_revision(repo):
    done = run_cli("check", ".", "--scope", "new", cwd=repo)
    assert done.returncode == 2
    assert b"add --since REVISION" in done.stderr
