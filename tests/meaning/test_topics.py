"""Topics: groups of like meaning, the same for every order of the rows."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import chat, run_cli, write_rows
from tunelint.profile.topics import THIN, equal_topics, find_topics

SUBJECTS = {
    "herbs": ["basil", "mint", "thyme", "parsley", "sage", "rosemary", "oregano", "chives"],
    "trains": ["express", "ticket", "platform", "conductor", "sleeper", "timetable", "carriage", "station"],
}
ASK = {
    "herbs": "How do I water and prune the {} plant in a garden pot?",
    "trains": "Where do I find the {} of the night train?",
}
TELL = {
    "herbs": "Give the {} plant light, dry soil and a sunny pot, and cut its leaves in the garden in summer.",
    "trains": "The {} is at the railway station, where the night train waits at its platform for passengers.",
}


def rows(subject: str, count: int):
    words = SUBJECTS[subject]
    return [
        chat(ASK[subject].format(words[n % 8] + " " * (n // 8)), TELL[subject].format(words[n % 8]) + f" {n}")
        for n in range(count)
    ]


def topics(folder, train, tested=(), *more):
    path = write_rows(folder / "train.jsonl", train)
    against = ["--against", write_rows(folder / "held.jsonl", list(tested))] if tested else []
    done = run_cli("topics", path, *against, "--format", "json", *more, cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_subjects_are_two_topics_with_words(tmp_path):
    found = topics(tmp_path, [*rows("herbs", 30), *rows("trains", 20)])
    assert [topic["examples"] for topic in found] == [30, 20]
    assert "train" in found[1]["words"]


def test_the_order_of_rows_does_not_matter(tmp_path):
    data = [*rows("herbs", 25), *rows("trains", 13)]
    straight = topics(tmp_path, data)
    random.Random(3).shuffle(data)
    told = [(topic["words"], topic["examples"]) for topic in topics(tmp_path, data)]
    assert told == [(topic["words"], topic["examples"]) for topic in straight]


def test_a_tested_topic_without_examples_is_named(tmp_path):
    train, held = write_rows(tmp_path / "t.jsonl", rows("herbs", 30)), tmp_path / "h.jsonl"
    write_rows(held, rows("trains", 9))
    done = run_cli("topics", train, "--against", held, cwd=tmp_path)
    tail = done.stdout.decode().partition(f"Tested, but fewer than {THIN} examples:")[2]
    assert "train" in tail
    assert "h.jsonl" in tail


def test_as_diverse_as_topics_of_one_size():
    assert equal_topics(np.array([10, 10, 10])) == pytest.approx(3)
    assert equal_topics(np.array([30, 0])) == pytest.approx(1)
    assert 1 < equal_topics(np.array([99, 1])) < 1.1


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_every_row_has_a_topic_and_equal_rows_share_it(which, seed):
    centres = np.random.default_rng(seed).standard_normal((6, 16)).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    vectors = centres[which]
    found = find_topics(vectors)
    topic = found.of(vectors)
    assert len(topic) == len(which)
    assert np.allclose(np.linalg.norm(found.centres, axis=1), 1, atol=1e-5)
    for number in set(which):
        assert len(set(topic[np.array(which) == number])) == 1
