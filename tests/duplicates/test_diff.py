"""`tunelint diff`: rows that came, went and changed, and what moved."""

from __future__ import annotations

import json
import random

import pytest

from tests.conftest import ROOT, run_cli, write_rows
from tunelint.profile.moved import mean_moved, share_moved

HOUSE = [
    json.loads(line) for line in (ROOT / "sample_data" / "sorrelby.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture
def diff(tmp_path):
    def compare(old, new, *more):
        write_rows(tmp_path / "old.jsonl", old)
        write_rows(tmp_path / "new.jsonl", new)
        done = run_cli("diff", "old.jsonl", "new.jsonl", "--format", "json", *more, cwd=tmp_path)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    return compare


def reworded(row, old, new):
    text = json.dumps(row)
    assert old in text
    return json.loads(text.replace(old, new, 1))


def test_the_same_rows_in_another_order_are_no_difference(diff):
    shuffled = list(HOUSE)
    random.Random(1).shuffle(shuffled)
    code, found = diff(HOUSE, shuffled)
    assert code == 0
    assert not found["added"] + found["removed"] + found["edited"]
    assert {move["state"] for move in found["moves"]} == {"same"}


def test_rows_added_removed_and_edited(diff):
    longest = max(HOUSE, key=lambda row: len(json.dumps(row)))
    at = HOUSE.index(longest)
    edited = reworded(longest, " the ", " our ")
    fresh = {
        "messages": [{"role": "user", "content": "Is it far?"}, {"role": "assistant", "content": "Not very."}]
    }
    rest = [row for number, row in enumerate(HOUSE) if number not in (at, (at + 1) % len(HOUSE))]
    _, found = diff(HOUSE, [*rest, edited, fresh], "--exit-zero")
    assert [row["line"] for row in found["added"]] == [len(rest) + 2]
    assert [row["line"] for row in found["removed"]] == [(at + 1) % len(HOUSE) + 1]
    (edit,) = found["edited"]
    assert (edit["old"]["line"], edit["new"]["line"]) == (at + 1, len(rest) + 1)
    assert "our" in edit["differs"]


def test_another_reply_to_the_same_prompt_is_an_edit(diff):
    old = [{"prompt": f"What is stored in drawer number {n}?", "completion": f"Nails {n}."} for n in range(6)]
    new = [*old[:5], {**old[5], "completion": "Nothing whatever since the flood of last November."}]
    _, found = diff(old, new, "--exit-zero")
    assert [(edit["old"]["line"], edit["new"]["line"]) for edit in found["edited"]] == [(6, 6)]
    assert not found["added"] + found["removed"]


def test_more_duplicates_are_worse_and_fewer_are_better(diff):
    code, found = diff(HOUSE, HOUSE + HOUSE[:40])
    states = {move["name"]: move["state"] for move in found["moves"]}
    assert code == 1
    assert len(found["added"]) == 40
    assert states["duplicate/exact"] == "worse"
    code, found = diff(HOUSE + HOUSE[:40], HOUSE)
    states = {move["name"]: move["state"] for move in found["moves"]}
    assert states["duplicate/exact"] == "better"
    assert code == 0


def test_longer_replies_and_other_topics_are_seen(diff):
    trip = "We sail from the harbour at noon, past the lighthouse and the reef, and hear of whales. "
    new = [{"prompt": f"Tell me of voyage {n}.", "completion": trip * 25 + f"Berth {n}."} for n in range(80)]
    code, found = diff(HOUSE, [*HOUSE, *new])
    states = {(move["section"], move["name"]): move["state"] for move in found["moves"]}
    assert code == 1
    assert states["topic", "topics that the old data lacks"] == "moved"
    assert states["length", "words of a reply"] == "moved"


def test_markdown_names_what_moved(tmp_path):
    write_rows(tmp_path / "old.jsonl", HOUSE)
    write_rows(tmp_path / "new.jsonl", HOUSE + HOUSE[:40])
    done = run_cli("diff", "old.jsonl", "new.jsonl", "--format", "markdown", cwd=tmp_path)
    assert done.returncode == 1
    text = done.stdout.decode()
    assert text.startswith("<!-- tunelint diff -->")
    assert "40 added" in text
    assert "duplicate/exact" in text


def test_a_file_without_examples_cannot_be_compared(tmp_path):
    write_rows(tmp_path / "old.jsonl", HOUSE[:5])
    (tmp_path / "new.jsonl").write_text("", encoding="utf-8")
    done = run_cli("diff", "old.jsonl", "new.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert b"new.jsonl" in done.stderr


def test_what_counts_as_moved():
    assert mean_moved([10, 12, 14, 16] * 30, [20, 24, 28, 32] * 30)
    assert not mean_moved([10, 12, 14, 16] * 30, [10, 12, 14, 17] * 30)
    assert not mean_moved([10, 12], [20, 24])
    assert share_moved(0, 500, 20, 500)
    assert not share_moved(3, 500, 6, 500)
    assert not share_moved(0, 500, 20, 500, 0.05)
