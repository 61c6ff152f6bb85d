"""Which files are read."""

from __future__ import annotations

import os

import pytest

from tunelint.model.errors import UserError
from tunelint.read import find


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (
        *(
            "b.jsonl",
            "a.csv",
            "notes.md",
            "train/c.json.gz",
            "train/d.parquet",
            "train/e.ndjson.zst",
            "F.JSONL",
        ),
        *(
            ".hidden/x.jsonl",
            ".tunelint_cache/x.jsonl",
            "node_modules/x.json",
            "out/x.jsonl",
            "train/tmp/x.jsonl",
        ),
        *("train/keep/tmp.jsonl", "train/keep/x.tmp.jsonl", ".x.jsonl", "train/dataset_info.json"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/out/\n*.tmp.jsonl\n")
    (tmp_path / "train" / ".gitignore").write_text("tmp/\n")
    return tmp_path


TRAIN = ["train/c.json.gz", "train/d.parquet", "train/e.ndjson.zst", "train/keep/tmp.jsonl"]


def test_a_folder_is_searched_and_what_git_ignores_is_left_out(tree):
    assert [os.path.relpath(path) for path in find(["."])] == ["F.JSONL", "a.csv", "b.jsonl", *TRAIN]


def test_ignore_files_above_the_folder_count_too(tree):
    assert find(["train"]) == TRAIN


def test_a_nested_ignore_file_may_take_back(tree):
    (tree / "train" / "keep" / ".gitignore").write_text("!x.tmp.jsonl\n")
    assert find(["train/keep"]) == ["train/keep/tmp.jsonl", "train/keep/x.tmp.jsonl"]


def test_excluded_patterns(tree):
    assert find(["."], exclude=["train/", "*.csv"]) == ["F.JSONL", "b.jsonl"]


def test_a_path_that_is_named_is_always_taken(tree):
    assert find(["out/x.jsonl", "notes.md", "-"], exclude=["*.md"]) == ["out/x.jsonl", "notes.md", "-"]


def test_each_file_is_taken_once(tree):
    assert find(["b.jsonl", "train", "b.jsonl", "train/d.parquet"]) == ["b.jsonl", *TRAIN]


def test_all_problems_come_at_once_with_the_nearest_name(tree):
    (tree / "empty").mkdir()
    with pytest.raises(UserError) as caught:
        find(["b.json", "empty", "nowhere/x.jsonl", "a.csv"])
    assert [problem.where for problem in caught.value.problems] == ["b.json", "empty", "nowhere/x.jsonl"]
    assert "b.jsonl" in caught.value.problems[0].hint


def test_a_folder_outside_a_repository_ignores_only_by_its_own_files(tree):
    (tree / ".git").rmdir()
    assert "train/keep/x.tmp.jsonl" in find(["train"])
    assert "train/tmp/x.jsonl" not in find(["train"])
