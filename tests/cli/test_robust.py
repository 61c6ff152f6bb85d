"""What the machine may do to a run: one clear error each, exit 2, nothing half written."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import chat, parent_of, process_of, run_cli, write_rows
from tunelint.judge import fault
from tunelint.model import example
from tunelint.model.errors import UserError
from tunelint.model.files import write_atomically
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.read import find, reread, rows
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

ROWS = [chat(f"Which tree is number {n}?", f"Number {n} is the old oak beside the gate.") for n in range(40)]
FULL = "/dev/full"

full = pytest.mark.skipif(not os.path.exists(FULL), reason="no /dev/full here")  # noqa: PTH110 - a device


@pytest.fixture
def data(tmp_path):
    return write_rows(tmp_path / "data.jsonl", ROWS)


@full
@pytest.mark.parametrize(
    "command",
    [
        ["check", "data.jsonl", "--output", "json"],
        ["check", "data.jsonl"],
        ["score", "data.jsonl"],
        ["rules"],
        ["explain", "format/bom"],
        ["explain", "format/bom", "--row", "3", "data.jsonl"],
        ["check", "data.jsonl", "--output", f"json:{FULL}"],
    ],
)
def test_a_full_disk_is_one_error(data, command):
    with open(FULL, "wb") as out:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "tunelint", *command],
            cwd=data.parent,
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    errors = done.stderr.decode()
    assert done.returncode == 2, errors
    assert "No space left on device" in errors
    assert errors.count("error:") == 1
    assert "Traceback" not in errors


def test_devices_and_links_stay_what_they_are(tmp_path):
    target = tmp_path / "real.json"
    (tmp_path / "link.json").symlink_to(target)
    write_atomically(tmp_path / "link.json", b"x")
    assert (tmp_path / "link.json").is_symlink()
    assert target.read_bytes() == b"x"
    write_atomically(os.devnull, b"x")
    assert not os.path.isfile(os.devnull)  # noqa: PTH113 - a device


@pytest.mark.skipif(not os.path.exists("/usr/bin/setpriv"), reason="no way to give up rights")  # noqa: PTH110
@pytest.mark.parametrize(
    "command",
    [
        ["check", "data.jsonl", "--output", "json:report.json"],
        ["baseline", "create", "data.jsonl"],
        ["clean", "data.jsonl", "-o", "clean.jsonl"],
        ["init", "."],
    ],
)
def test_a_read_only_folder_is_one_error(data, command):
    data.parent.chmod(0o555)
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*rights, sys.executable, "-m", "tunelint", *command],
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    data.parent.chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert "cannot be written: Permission denied" in done.stderr
    assert done.stderr.count("error:") == 1
    assert [path.name for path in data.parent.iterdir()] == ["data.jsonl"]


def _refs(path):
    return [item.ref for item in rows(str(path), Settings()) if isinstance(item, Row)]


@pytest.mark.parametrize("name", ["data.jsonl", "data.csv"])
@pytest.mark.parametrize("change", ["edited", "shorter", "gone"])
def test_data_that_changes_while_it_is_read(tmp_path, name, change):
    lines = [f'{{"prompt": "Is it {n}?", "completion": "It is {n}."}}' for n in range(9)]
    if name.endswith("csv"):
        lines = ["prompt,completion", *(f"Is it {n}?,It is {n}." for n in range(9))]
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    refs = _refs(path)
    assert [row.ref for row in reread(refs, Settings())] == refs
    if change == "gone":
        path.unlink()
    else:
        path.write_text(
            "\n".join(lines[:5] if change == "shorter" else lines).replace("is 3", "IS 3"), "utf-8"
        )
    with pytest.raises(UserError, match=r"has changed while it was read|cannot be read"):
        list(reread(refs, Settings()))


@pytest.mark.parametrize("name", ["data.jsonl", "data.csv", "data.jsonl.gz"])
def test_data_that_is_written_to_while_it_is_read(tmp_path, name):
    text = b"".join(b'{"prompt": "Is it %d?", "completion": "It is."}\n' % n for n in range(300))
    text = b"prompt,completion\n" + b"Is it?,It is.\n" * 300 if name.endswith("csv") else text
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    reading = rows(str(path), Settings())
    next(reading)
    with path.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(UserError, match="has changed while it was read"):
        list(reading)


def test_a_file_that_vanishes_before_it_is_read(data):
    found = find([str(data)])
    data.unlink()
    with pytest.raises(UserError, match="cannot be read: No such file"):
        list(rows(found[0], Settings()))


def test_of_a_text_without_end_only_the_beginning_is_measured(data, monkeypatch):
    monkeypatch.setattr(example, "LONGEST", 90)
    monkeypatch.setattr(fault, "LONGEST", 90)
    write_rows(
        data, [*ROWS, chat("Why?", "Nobody knows. " * 6 + "[INSERT NAME]"), chat("Why?", "[INSERT NAME]")]
    )
    config = load_config([str(data)], isolated=True)
    outcome = check([str(data)], make_plan(load_rules([rules_folder()]), config), config)
    assert [f.place.line for f in outcome.findings if f.rule == "content/placeholder"] == [len(ROWS) + 2]
    told = [item for item in outcome.not_judged if item.rule == "format/huge-line"]
    assert [(item.reason, item.total) for item in told] == [
        ("only the first 90 characters of a text are measured", 1)
    ]


@pytest.mark.slow
def test_a_row_of_100_megabytes_does_not_take_the_run_down(tmp_path):
    long = "The old oak beside the gate turns red in October, and nobody knows why. "
    write_rows(
        tmp_path / "data.jsonl", [*ROWS, chat("Tell me everything.", long * (100 * 2**20 // len(long)))]
    )
    command = ["check", "data.jsonl", "--isolated", "--no-cache", "--output", "json:r.json", "--jobs", "1"]
    run = subprocess.Popen([sys.executable, "-m", "tunelint", *command], cwd=tmp_path)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    assert usage.ru_maxrss < 3 << 20, "kilobytes"
    report = json.loads((tmp_path / "r.json").read_bytes())
    assert "format/huge-line" in {finding["rule"] for finding in report["findings"]}


def test_a_pipe_in_a_folder_is_passed_over(data):
    os.mkfifo(data.parent / "pipe.jsonl")
    done = run_cli("check", ".", "--output", "json", cwd=data.parent)
    assert done.returncode == 0, done.stderr
    assert b"pipe.jsonl" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_leaves_nothing_half_written(tmp_path, jobs):
    write_rows(tmp_path / "data.jsonl", [chat(f"Why {n}?", f"Because of {n}. " * 40) for n in range(9000)])
    for output in ("r.json", "r.html"):
        (tmp_path / output).write_text("old", encoding="utf-8")
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tunelint",
            "check",
            "data.jsonl",
            "--output",
            "json:r.json",
            "--output",
            "html:r.html",
            "--jobs",
            jobs,
        ],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        time.sleep(4)
        os.killpg(run.pid, signal.SIGINT)
        errors = run.communicate(timeout=60)[1]
    assert run.returncode == 2, errors
    assert "stopped; nothing is half written" in errors
    assert "run the same command again" in errors
    assert "Traceback" not in errors
    assert {path.name for path in tmp_path.iterdir()} - {".tunelint_cache"} == {
        "data.jsonl",
        "r.json",
        "r.html",
    }
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == "old"
    again = run_cli("check", "data.jsonl", "--select", "format", cwd=tmp_path)
    assert again.returncode == 0, again.stderr


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/cmdline"), reason="no list of processes")  # noqa: PTH110
def test_a_killed_worker_changes_no_verdict(tmp_path):
    write_rows(
        tmp_path / "data.jsonl", [chat(f"Why {n}?", f"As {n} is utterly, {n}. " * 30) for n in range(6000)]
    )
    command = ["check", "data.jsonl", "--select", "readability,content", "--no-cache", "--output"]
    with subprocess.Popen(
        [sys.executable, "-m", "tunelint", *command, "json:killed.json", "-j", "2"], cwd=tmp_path
    ) as run:
        worker = _worker_of(run)
        if worker:
            os.kill(worker, signal.SIGKILL)
    assert worker, "the run had no workers"
    alone = run_cli(*command, "json:alone.json", "-j", "1", cwd=tmp_path)
    assert run.returncode == alone.returncode
    assert (tmp_path / "killed.json").read_bytes() == (tmp_path / "alone.json").read_bytes()


def _worker_of(run):
    """A process that measures for the run, as soon as there is one; None where the run ended first."""

    def measures(folder):
        mine = parent_of(int(folder.name)) == run.pid
        return mine and b"spawn_main" in (folder / "cmdline").read_bytes()

    return process_of(run, measures)
