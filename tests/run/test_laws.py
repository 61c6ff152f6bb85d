"""The laws of a run: order, sharding and batches never change a verdict; nothing is measured twice."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.conftest import ROOT, chat, write_rows
from tunelint import read
from tunelint.measure import MEASURES
from tunelint.model.settings import Settings
from tunelint.model.view import Want
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run import engine, work
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
    return engine.check(files, make_plan(RULES, config), config)


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
    monkeypatch.setattr(engine, "BATCH_ROWS", 7)
    other = _check(tmp_path, LINES)
    assert _verdicts(other) == _verdicts(whole)
    assert all(other.scores[name].tobytes() == scores.tobytes() for name, scores in whole.scores.items())


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


def _start_here(wanted, settings):
    """A worker's start: it knows the measure of this test, as a plug-in would be known."""
    MEASURES["length"] = "tests.run.test_laws:Length"
    work._MINE.update(make_measures(wanted, settings))
