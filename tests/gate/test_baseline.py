"""The baseline: what is known stays out of the way, and nothing hides behind it."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import chat, run_cli, write_rows
from tunelint.model.errors import UserError
from tunelint.model.finding import Finding
from tunelint.model.place import Place
from tunelint.settle.baseline import (
    Baseline,
    format_baseline,
    hold_back,
    known_of,
    prune,
    read_baseline,
)

GOOD = [chat(f"Question number {n}?", f"The answer to it is {n} and no other number.") for n in range(12)]
OLD = [{"messages": [{"role": "bot", "content": f"Old fault {n}"}]} for n in range(4)]
NEW = {"messages": [{"role": "bot", "content": "New fault"}]}


def _finding(fingerprint="f", share=None, key="k", line=1):
    details = {} if share is None else {"share": share}
    return Finding("tone/opener", "warning", "m", Place("d", line), fingerprint, key=key, details=details)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()
    write_rows(tmp_path / "data" / "a.jsonl", [*GOOD, *OLD])
    done = run_cli("baseline", "create", "data", "--select", "format", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    return tmp_path


def _check(project, *args, data="data"):
    options = ("--select", "format", "--baseline", "tunelint.baseline", "--output", "json", *args)
    done = run_cli("check", data, *options, cwd=project)
    assert done.stdout, done.stderr.decode()
    return {**json.loads(done.stdout), "code": done.returncode}


def test_known_findings_pass_and_new_ones_do_not(project):
    report = _check(project)
    assert (report["code"], report["findings"]) == (0, [])
    assert "in the baseline)" in report["verdict"]
    write_rows(project / "data" / "b.jsonl", [NEW])
    report = _check(project)
    assert report["code"] == 1
    assert {finding["file"] for finding in report["findings"]} == {"data/b.jsonl"}


def test_it_survives_shuffling_sharding_and_renaming(project):
    rows = [*GOOD, *OLD]
    random.Random(3).shuffle(rows)
    (project / "data" / "a.jsonl").unlink()
    for number in range(3):
        write_rows(project / "data" / f"part-{number}.jsonl", rows[number::3])
    assert _check(project)["code"] == 0


def test_one_repaired_fault_makes_no_room_for_another(project):
    write_rows(project / "data" / "a.jsonl", [*GOOD, *OLD[1:], NEW])
    report = _check(project, "--allow-stale")
    assert report["code"] == 1
    assert {finding["line"] for finding in report["findings"]} == {16}


def test_a_second_copy_of_a_known_fault_is_new(project):
    write_rows(project / "data" / "b.jsonl", [OLD[0]])
    assert _check(project)["code"] == 1


def test_leftover_lines_are_no_verdict_until_they_are_pruned(project):
    write_rows(project / "data" / "a.jsonl", [*GOOD, *OLD[1:]])
    report = _check(project)
    assert report["code"] == 2
    assert "tunelint baseline prune" in report["problems"][0]
    assert _check(project, "--allow-stale")["code"] == 0
    before = (project / "tunelint.baseline").read_text(encoding="utf-8").splitlines()
    assert run_cli("baseline", "prune", "data", "--select", "format", cwd=project).returncode == 0
    after = (project / "tunelint.baseline").read_text(encoding="utf-8").splitlines()
    assert set(after) < set(before)
    assert _check(project)["code"] == 0


def test_a_part_of_the_data_leaves_no_lines_over(project):
    write_rows(project / "data" / "b.jsonl", GOOD[:2])
    assert _check(project, data="data/b.jsonl")["code"] == 0
    assert _check(project, "--select", "terminology")["code"] == 0
    assert _check(project, "--severity", "error")["code"] == 0


def test_prune_accepts_nothing_new_and_update_everything(project):
    write_rows(project / "data" / "a.jsonl", [*GOOD, *OLD, NEW])
    for command, code in (("prune", 1), ("update", 0)):
        assert run_cli("baseline", command, "data", "--select", "format", cwd=project).returncode == 0
        assert _check(project)["code"] == code


def test_create_never_overwrites(project):
    done = run_cli("baseline", "create", "data", cwd=project)
    assert done.returncode == 2
    assert "tunelint baseline update" in done.stderr.decode()


def test_nothing_of_the_data_is_in_the_file(project):
    text = (project / "tunelint.baseline").read_text(encoding="utf-8")
    assert "fault" not in text
    assert "bot" not in text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    assert all(len(line.split()) == 3 for line in lines)


def test_one_beside_the_configuration_is_found(project):
    (project / "tunelint.toml").write_text("", encoding="utf-8")
    args = ("check", "data", "--select", "format")
    assert run_cli(*args, cwd=project).returncode == 0
    inside = ("check", ".", "--select", "format", "--config", 'severity="note"')
    assert run_cli(*inside, cwd=project / "data").returncode == 0
    assert run_cli(*args, "--isolated", cwd=project).returncode == 1
    assert run_cli(*args, "--config", 'baseline=""', cwd=project).returncode == 1


def test_the_configuration_can_name_it(project):
    (project / "tunelint.toml").write_text('baseline = "tunelint.baseline"\n', encoding="utf-8")
    assert run_cli("check", "data", "--select", "format", cwd=project).returncode == 0
    (project / "tunelint.baseline").unlink()
    done = run_cli("check", "data", "--select", "format", cwd=project)
    assert done.returncode == 2
    assert "no such baseline" in done.stderr.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello\n", "no baseline of this version"),
        ("# tunelint baseline 1\nabc\n", ":2: this is no line of a baseline"),
        ("# tunelint baseline 1\na b c/d much\n", ":2: this is no line of a baseline"),
        ("# tunelint baseline 1\n<<<<<<< HEAD\n", ":2: this is no line of a baseline"),
    ],
)
def test_a_broken_file_stops_the_run(project, text, words):
    (project / "tunelint.baseline").write_text(text, encoding="utf-8")
    done = run_cli("check", "data", "--baseline", "tunelint.baseline", cwd=project)
    assert done.returncode == 2
    assert words in done.stderr.decode()


def test_shares_ratchet():
    baseline = Baseline({item.fingerprint: item for item in known_of([_finding(share=0.124, key="")])})
    assert hold_back([_finding(share=0.124, key="")], baseline).new == []
    assert hold_back([_finding(share=0.110, key="")], baseline).new == []
    (grown,) = hold_back([_finding(share=0.131, key="")], baseline).new
    assert grown.message == "m The baseline allows 12.40%."
    (tighter,) = prune(baseline, [_finding(share=0.110, key="")])
    assert tighter.share == 0.11
    (same,) = prune(baseline, [_finding(share=0.131, key="")])
    assert same.share == 0.124


@given(st.floats(0, 1, exclude_min=True))
def test_the_same_share_always_passes(tmp_path_factory, share):
    path = tmp_path_factory.mktemp("baseline") / "b"
    found = _finding(share=share, key="")
    path.write_bytes(format_baseline(known_of([found]), []))
    assert hold_back([found], read_baseline(str(path), "test")).new == []


names = st.text("0123456789abcdef", min_size=4, max_size=8)


@given(st.lists(names, unique=True), st.lists(names, unique=True))
def test_held_back_and_new_are_all_there_is(known, found):
    baseline = Baseline({item.fingerprint: item for item in known_of(map(_finding, known))})
    held = hold_back(map(_finding, found), baseline)
    assert {item.fingerprint for item in held.new} == set(found) - set(known)
    assert held.back == len(set(found) & set(known))
    assert {item.fingerprint for item in held.leftover} == set(known) - set(found)


@given(st.lists(names, unique=True), st.lists(names, unique=True), st.randoms())
def test_lines_may_be_merged_in_any_order(tmp_path_factory, mine, theirs, rng):
    path = tmp_path_factory.mktemp("baseline") / "b"
    files = [format_baseline(known_of(map(_finding, part)), [str(len(part))]) for part in (mine, theirs)]
    lines = [line for content in files for line in content.decode().splitlines()[1:]]
    rng.shuffle(lines)
    path.write_text("\n".join(["# tunelint baseline 1", *lines]), encoding="utf-8")
    assert set(read_baseline(str(path), "test").known) == {*mine, *theirs}


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(UserError, match="tunelint baseline create"):
        read_baseline(str(tmp_path / "none"), "tunelint.toml:3")
