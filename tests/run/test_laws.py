"""The laws of a run: order, sharding and batches never change a verdict; nothing is measured twice."""

from __future__ import annotations

import json
import os
import pickle
import random
import time
from collections import Counter
from dataclasses import replace
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, chat, write_rows
from tunelint import read
from tunelint.measure import MEASURES
from tunelint.model.settings import Settings
from tunelint.model.view import Want
from tunelint.profile.signature import BANDS
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run import judging, tasks, work
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.measuring import measure_batch, measure_batches
from tunelint.run.plan import make_measures, make_plan

LINES = (ROOT / "sample_data" / "planted.jsonl").read_bytes().splitlines(keepends=True)
RULES = load_rules([rules_folder()])


def _check(folder, *parts, name="data"):
    files = []
    for number, lines in enumerate(parts):
        path = folder / f"{name}{number}.jsonl"
        path.write_bytes(b"".join(lines))
        files.append(str(path))
    config = load_config([str(ROOT / "sample_data")])
    return check(files, make_plan(RULES, config), config)


def _verdicts(outcome):
    return Counter((f.rule, f.severity, f.key, f.place.pointer, f.place.span) for f in outcome.findings)


def _fingerprints(outcome):
    return {finding.fingerprint for finding in outcome.findings}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return _check(tmp_path_factory.mktemp("whole"), LINES)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_matter(tmp_path, whole, seed):
    shuffled = list(LINES)
    random.Random(seed).shuffle(shuffled)
    other = _check(tmp_path, shuffled)
    assert _verdicts(other) == _verdicts(whole)
    assert _fingerprints(other) == _fingerprints(whole)


def test_how_rows_are_split_over_files_does_not_matter(tmp_path, whole):
    other = _check(tmp_path, LINES[:50], LINES[50:51], LINES[51:])
    assert _verdicts(other) == _verdicts(whole)


def test_the_size_of_a_batch_does_not_matter(tmp_path, whole, monkeypatch):
    monkeypatch.setattr(judging, "BATCH_ROWS", 7)
    other = _check(tmp_path, LINES)
    assert _verdicts(other) == _verdicts(whole)
    assert all(other.scores[name].tobytes() == scores.tobytes() for name, scores in whole.scores.items())


SHARED: list[int] = []
"""Sizes of the work that tasks have shared out."""


def share_out(function, values):
    """What `map` gives, by way of bytes."""
    sent = [pickle.dumps((function, value)) for value in values]
    SHARED.append(len(sent))
    for content in sent:
        task, value = pickle.loads(content)  # noqa: S301 - our own bytes
        yield task(value)


class HereCluster:
    """A cluster of one process, to which everything travels as bytes."""

    spread = staticmethod(share_out)
    size = 2

    def hold(self, value):
        return Held(pickle.dumps(value))

    def start(self, task, *arguments, parts):
        given = [self.fetch(a) if isinstance(a, Held) else a for a in arguments]
        result = task(*given)
        return [self.hold(part) for part in ([result] if parts == 1 else result)]

    def fetch(self, held):
        return pickle.loads(held.content)  # noqa: S301 - our own bytes


class Held(NamedTuple):
    content: bytes


def test_how_the_work_is_shared_out_does_not_matter(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "SMALLEST", 5000)
    files = []
    for start, stop in ((0, 30), (30, 31), (31, None)):
        files.append(str(tmp_path / f"data{start}.jsonl"))
        Path(files[-1]).write_bytes(b"".join(LINES[start:stop]))
    held = write_rows(tmp_path / "held.jsonl", [json.loads(LINES[3])])
    config = replace(load_config([str(ROOT / "sample_data")]), eval=(str(held),))
    plan = make_plan(RULES, config)
    ours = check(files, plan, config)
    SHARED.clear()
    theirs = check(files, plan, config, cluster=HereCluster())
    assert {finding.rule.split("/")[0] for finding in ours.findings} >= {
        "duplicate",
        "leak",
        "tone",
        "format",
    }
    assert ours.standings
    assert SHARED.count(BANDS) >= 2, "near duplicates and leaks band by band"
    for name in ("findings", "rows", "not_judged", "standings", "shapes", "breaches", "examples"):
        assert getattr(theirs, name) == getattr(ours, name), name
    assert all(theirs.scores[name].tobytes() == scores.tobytes() for name, scores in ours.scores.items())
    cells = theirs.exhibit.cells
    assert {want: repr(list(cells[want])) for want in cells} == {
        want: repr(list(found)) for want, found in ours.exhibit.cells.items()
    }


def test_each_distinct_text_is_measured_once(tmp_path):
    path = write_rows(tmp_path / "d.jsonl", [chat("a", "same"), chat("b", "same"), chat("c", "other")])
    rows = list(read.rows(str(path), Settings()))
    seen = []

    def length(passages):
        seen.extend(passage.text for passage in passages)
        return [len(passage.text) for passage in passages]

    want = Want("length", "reply")
    batch = measure_batch(rows, {want: length})
    assert seen == ["same", "other"]
    assert [value for _, _, value in batch.each(want)] == [4, 4, 5]


class Length:
    """Counts code points; dies where it is told to, but only in another process."""

    def __init__(self, settings):
        self.home = int(settings.extra["home"])

    def __call__(self, passages):
        if os.getpid() != self.home and any("poison" in passage.text for passage in passages):
            os._exit(1)
        return [len(passage.text) for passage in passages]


@pytest.mark.parametrize("poison", ["", "poison"], ids=["healthy", "a worker dies"])
def test_other_processes_measure_the_same(tmp_path, monkeypatch, poison):
    monkeypatch.setitem(MEASURES, "length", "tests.run.test_laws:Length")
    monkeypatch.setattr("tunelint.run.work._start", _start_here)
    settings = Settings(extra={"home": os.getpid()})
    path = write_rows(
        tmp_path / "d.jsonl", [chat("q", f"{poison} {number}" * number) for number in range(60)]
    )
    rows = list(read.rows(str(path), settings))
    batches = [rows[start : start + 5] for start in range(0, 60, 5)]
    want = Want("length", "reply")
    measured = list(measure_batches(batches, make_measures([want], settings), settings, jobs=2))
    assert [row for batch in measured for row in batch.rows] == rows
    values = [value for batch in measured for _, _, value in batch.each(want)]
    assert values == [len(f"{poison} {number}" * number) for number in range(60)]


def test_no_worker_outlives_a_pool_that_breaks_while_it_grows(tmp_path, monkeypatch):
    monkeypatch.setitem(MEASURES, "length", "tests.run.test_laws:Length")
    monkeypatch.setattr("tunelint.run.work._start", _start_here)
    started = []
    start = SpawnProcess.start

    def start_while_another_dies(process):
        start(process)
        if started:
            started[0].kill()
            time.sleep(0.5)  # the pool ends the workers that it knows, and this is not yet among them
        started.append(process)

    monkeypatch.setattr(SpawnProcess, "start", start_while_another_dies)
    settings = Settings(extra={"home": os.getpid()})
    path = write_rows(tmp_path / "d.jsonl", [chat("q", f"text {number}") for number in range(60)])
    rows = list(read.rows(str(path), settings))
    batches = [rows[at : at + 5] for at in range(0, 60, 5)]
    measures = make_measures([Want("length", "reply")], settings)
    measured = list(measure_batches(batches, measures, settings, jobs=2))
    assert [row for batch in measured for row in batch.rows] == rows
    assert len(started) == 2
    for _ in range(100):
        if not (left := set(started) & set(active_children())):
            break
        time.sleep(0.1)
    assert not left


def _start_here(wanted, settings):
    """A worker's start: it knows the measure of this test, as a plug-in would be known."""
    MEASURES["length"] = "tests.run.test_laws:Length"
    work._MINE.update(make_measures(wanted, settings))
