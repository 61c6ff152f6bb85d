"""Patterns, and files in object stores."""

from __future__ import annotations

import json
import sys
from uuid import uuid4

import pytest

from tests.conftest import chat, run_cli, write_rows
from tunelint.model.errors import UserError
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.read import find, reread, rows

fsspec = pytest.importorskip("fsspec")

ROWS = [chat(f"Which tree is number {n}?", f"Number {n} is the old oak beside the gate.") for n in range(5)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


@pytest.fixture
def bucket():
    """A folder of an object store."""
    name = f"memory:///{uuid4().hex}"
    for path in ("part-1.jsonl", "part-2.jsonl", "deep/part-3.jsonl", "notes.txt", "deep/dataset_info.json"):
        with fsspec.open(f"{name}/{path}", "wb") as file:
            file.write(LINES)
    return name


def test_a_folder_gives_its_data_files(bucket):
    found = ["deep/part-3.jsonl", "part-1.jsonl", "part-2.jsonl"]
    assert find([bucket]) == [f"{bucket}/{name}" for name in found]


def test_a_pattern_gives_what_fits(bucket):
    assert find([f"{bucket}/part-*.jsonl"]) == [f"{bucket}/part-1.jsonl", f"{bucket}/part-2.jsonl"]
    assert find([f"{bucket}/**/part-*.jsonl"])[0] == f"{bucket}/deep/part-3.jsonl"


def test_rows_of_an_address_are_read_twice(bucket):
    file = f"{bucket}/part-1.jsonl"
    found = [item for item in rows(file, Settings()) if isinstance(item, Row)]
    assert [row.value for row in found] == ROWS
    assert {row.ref.file for row in found} == {file}
    assert list(reread([row.ref for row in found[2:4]], Settings())) == found[2:4]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("{}/part-9.jsonl", "no such file or folder"),
        ("{}/*.csv", "no file fits this pattern"),
        ("sss3://bucket/a.jsonl", "no file system is called sss3://"),
    ],
)
def test_an_address_that_leads_nowhere(bucket, path, what):
    with pytest.raises(UserError, match=what):
        find([path.format(bucket)])


def test_a_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UserError, match=r"the driver for s3:// is missing\n.*s3fs"):
        find(["s3://bucket/a.jsonl"])


def test_without_fsspec_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UserError, match=r"needs fsspec\n.*tunelint\[remote\]"):
        find(["s3://bucket/a.jsonl"])


def test_a_refusal_of_the_store_is_a_user_error(bucket, monkeypatch):
    def refuse(*_args, **_options):
        raise LookupError("no credentials")

    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "_open", refuse)
    with pytest.raises(UserError, match=r"cannot be read: LookupError: no credentials"):
        list(rows(f"{bucket}/part-1.jsonl", Settings()))


def test_a_pattern_in_quotes_on_this_machine(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "c.txt"):
        write_rows(tmp_path / name, ROWS)
    assert find([str(tmp_path / "*.jsonl")]) == [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]
    with pytest.raises(UserError, match="no such file or folder"):
        find([str(tmp_path / "*.csv")])


def test_a_name_with_brackets_is_no_pattern(tmp_path):
    write_rows(tmp_path / "data[1].jsonl", ROWS)
    assert find([str(tmp_path / "data[1].jsonl")]) == [str(tmp_path / "data[1].jsonl")]


@pytest.mark.parametrize("output", ["json", "sarif", "rdjson", "gitlab"])
def test_reports_name_the_address(tmp_path, output):
    write_rows(tmp_path / "data.jsonl", [*ROWS, chat("Which?", "")])
    address = f"file://{tmp_path}/data.jsonl"
    done = run_cli("check", address, "--output", output, "--isolated", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert address in done.stdout.decode()
    assert f"{tmp_path}/file:" not in done.stdout.decode()


def test_the_configuration_may_name_addresses(tmp_path):
    write_rows(tmp_path / "data.jsonl", ROWS)
    write_rows(tmp_path / "held.jsonl", ROWS[:1])
    (tmp_path / "tunelint.toml").write_text(
        f'data = ["file://{tmp_path}/data.jsonl"]\neval = ["file://{tmp_path}/held.jsonl"]\n'
        '[[overrides]]\nfiles = ["file://*/data.jsonl"]\nrules."leak/exact".severity = "note"\n',
        encoding="utf-8",
    )
    done = run_cli("check", "--select", "leak", "--output", "json", cwd=tmp_path)
    findings = json.loads(done.stdout)["findings"]
    assert [(finding["rule"], finding["severity"]) for finding in findings] == [("leak/exact", "note")]
