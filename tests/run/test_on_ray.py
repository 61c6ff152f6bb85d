"""`--engine ray` on a local Ray: the same outcome to the byte, whatever happens to its workers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, chat, parent_of, process_of, run_cli, write_rows
from tunelint.report import FORMATS

ray = pytest.importorskip("ray")
pytestmark = pytest.mark.slow

TIMES = re.compile(rb' time="[\d.]+"')
"""Seconds in the report for JUnit, which no two runs have in common."""


def _outputs(name):
    return [part for output in FORMATS for part in ("--output", f"{output}:{name}.{output}")]


def _reports(folder, name):
    found = {output: (folder / f"{name}.{output}").read_bytes() for output in FORMATS}
    return found | {"junit": TIMES.sub(b"", found["junit"])}


@pytest.fixture
def data(tmp_path):
    """Chat in two shards, a table, rows that are broken, and more rows than fit one task."""
    lines = (ROOT / "sample_data" / "planted.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "part-1.jsonl").write_bytes(b"".join(lines[:40]))
    (tmp_path / "part-2.jsonl").write_bytes(b"".join([*lines[40:], b"{broken\n", b"\n"]))
    (tmp_path / "table.csv").write_text("prompt,completion\nIs it an oak?,It is one.\n", encoding="utf-8")
    write_rows(tmp_path / "many.jsonl", [_row(n) for n in range(600)])
    write_rows(tmp_path / "held-out.jsonl", [_row(7)])
    return tmp_path


@pytest.fixture
def much(tmp_path):
    """Data on which the workers have something to do."""
    write_rows(tmp_path / "many.jsonl", [_row(n) for n in range(4000)])
    return tmp_path


def _row(number):
    """A row that is longer than what it says."""
    long = "It stands beside the old gate, where the path turns to the left. " * 6
    return {**chat(f"Which tree is {number}?", f"No. {number}. {long}"), "source": "x" * 5000}


def test_every_report_is_the_same_to_the_byte(data):
    command = [
        "check",
        "part-*.jsonl",
        "table.csv",
        "many.jsonl",
        "--against",
        "held-out.jsonl",
        "--no-cache",
    ]
    here = run_cli(*command, *_outputs("here"), "-j", "1", cwd=data)
    there = run_cli(*command, *_outputs("there"), "-j", "3", "--engine", "ray", cwd=data)
    assert there.returncode == here.returncode == 1, there.stderr
    assert _reports(data, "there") == _reports(data, "here")
    assert b"leak/exact" in (data / "there.json").read_bytes()


def test_a_killed_worker_changes_no_verdict(much):
    command = ["check", "many.jsonl", "--select", "readability,content,duplicate", "--no-cache", "--output"]
    ray_run = [sys.executable, "-m", "tunelint", *command, "json:there.json", "-j", "2", "--engine", "ray"]
    with subprocess.Popen(ray_run, cwd=much) as run:
        worker = _worker_of(run)
        if worker:
            os.kill(worker, signal.SIGKILL)
    assert worker, "the run had no workers"
    here = run_cli(*command, "json:here.json", "-j", "1", cwd=much)
    assert run.returncode == here.returncode
    assert (much / "there.json").read_bytes() == (much / "here.json").read_bytes()


def test_an_interrupted_run_leaves_nothing(much):
    (much / "r.json").write_text("old", encoding="utf-8")
    before = {path.name for path in much.iterdir()}
    command = ["check", "many.jsonl", "--output", "json:r.json", "-j", "2", "--engine", "ray"]
    with subprocess.Popen(
        [sys.executable, "-m", "tunelint", *command],
        cwd=much,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        worker = _worker_of(run)
        os.killpg(run.pid, signal.SIGINT)
        errors = run.communicate(timeout=60)[1]
    assert worker
    assert run.returncode == 2, errors
    assert "stopped; nothing is half written" in errors
    assert "Traceback" not in errors
    assert {path.name for path in much.iterdir()} == before
    assert (much / "r.json").read_text(encoding="utf-8") == "old"
    time.sleep(2)
    assert not Path(f"/proc/{worker}").exists()


@pytest.mark.parametrize(
    ("file", "what"),
    [("many.jsonl", "has changed while it was read"), ("-", "cannot be read by other machines")],
)
def test_what_goes_wrong_elsewhere_is_one_error(much, file, what):
    command = ["check", file, "--select", "duplicate", "-j", "2", "--engine", "ray"]
    with subprocess.Popen(
        [sys.executable, "-m", "tunelint", *command],
        cwd=much,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        if file != "-":
            _worker_of(run)
            (much / file).write_text((much / file).read_text("utf-8").replace("oak", "elm")[:-200], "utf-8")
        errors = run.communicate(timeout=120)[1]
    assert run.returncode == 2, errors
    assert what in errors
    assert errors.count("error:") == 1
    assert "Traceback" not in errors


def test_a_cluster_that_does_not_answer_is_one_error(tmp_path, monkeypatch):
    write_rows(tmp_path / "data.jsonl", [_row(1)])
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    done = run_cli("check", "data.jsonl", "--engine", "ray", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: --engine ray: Ray does not start: ")
    assert "RAY_ADDRESS" in done.stderr.decode()


def _worker_of(run):
    """A process that judges for the run, as soon as there is one; None where the run ended first."""

    def judges(folder):
        busy = (folder / "cmdline").read_bytes().startswith(b"ray::judge_load")
        return busy and parent_of(parent_of(int(folder.name))) == run.pid

    return process_of(run, judges)
