"""The hooks, run by pre-commit itself on scratch repositories."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.read import DATA_SUFFIXES

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
GOOD = [chat(f"Question number {n}?", f"The answer to it is {n} and no other number.") for n in range(12)]
BAD = {"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Hello"}]}


def _run(folder, *command):
    env = {**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
    names = ("AUTHOR", "COMMITTER")
    env |= {f"GIT_{who}_NAME": "t" for who in names} | {f"GIT_{who}_EMAIL": "t@example.org" for who in names}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def _pre_commit(folder, *args):
    return _run(folder, sys.executable, "-m", "pre_commit", *args)


@pytest.fixture
def repo(tmp_path):
    """A repository that uses the hooks as they are shipped, but runs tunelint from this checkout."""
    folder = tmp_path / "repo"
    folder.mkdir()
    local = [
        {**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
        for hook in HOOKS.values()
    ]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "tunelint.toml").write_text('select = ["format", "duplicate"]\n', encoding="utf-8")
    _run(folder, "git", "init", "-q", "-b", "main")
    write_rows(folder / "data.jsonl", GOOD)
    _run(folder, "git", "add", "-A")
    assert _pre_commit(folder, "install").returncode == 0
    return folder


def _commit(folder):
    _run(folder, "git", "add", "-A")
    return _run(folder, "git", "commit", "-m", "change")


def test_the_manifest_is_one():
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0


def test_a_good_commit_passes(repo):
    done = _commit(repo)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"tunelint \(changed files\)\.+Passed", done.stderr)
    assert re.search(r"tunelint \(configuration\)\.+Passed", done.stderr)


def test_a_bad_row_is_refused_with_its_line(repo):
    _commit(repo)
    write_rows(repo / "data.jsonl", [*GOOD, BAD])
    done = _commit(repo)
    assert done.returncode == 1
    assert "data.jsonl:13:" in done.stderr
    assert "format/unknown-role" in done.stderr
    assert "nothing to commit" not in _run(repo, "git", "status").stdout


def test_an_unrelated_commit_runs_nothing(repo):
    _commit(repo)
    (repo / "notes.txt").write_text("x\n", encoding="utf-8")
    done = _commit(repo)
    assert done.returncode == 0
    assert re.search(r"tunelint \(changed files\)\.+\(no files to check\)Skipped", done.stderr)
    assert re.search(r"tunelint \(configuration\)\.+\(no files to check\)Skipped", done.stderr)


def test_a_mistake_in_the_configuration_is_refused(repo):
    _commit(repo)
    (repo / "tunelint.toml").write_text('selct = ["format"]\n', encoding="utf-8")
    done = _commit(repo)
    assert done.returncode == 1
    assert "tunelint.toml:1: unknown key “selct”" in done.stderr
    assert "did you mean “select”?" in done.stderr


def test_the_corpus_hook_judges_files_that_did_not_change(repo):
    _commit(repo)
    write_rows(repo / "more.jsonl", [*GOOD[:1], chat("What else?", "Nothing else, I think.")])
    (repo / "tunelint.toml").write_text(
        'data = ["."]\nselect = ["duplicate/exact"]\n[budget]\nduplicate = 0\n', encoding="utf-8"
    )
    _run(repo, "git", "add", "-A")
    rows = _pre_commit(repo, "run", "tunelint", "--hook-stage", "pre-commit")
    assert rows.returncode == 0, rows.stdout
    corpus = _pre_commit(repo, "run", "tunelint-corpus", "--hook-stage", "pre-push")
    assert corpus.returncode == 1, corpus.stdout
    assert "duplicate/exact" in corpus.stdout


def test_the_corpus_hook_says_where_the_data_must_be_named(repo):
    _commit(repo)
    write_rows(repo / "data.jsonl", [*GOOD, GOOD[0]])
    _run(repo, "git", "add", "-A")
    corpus = _pre_commit(repo, "run", "tunelint-corpus", "--hook-stage", "pre-push")
    assert corpus.returncode == 1, corpus.stdout
    assert "tunelint.toml: no data is named" in corpus.stdout
    assert 'write data = ["data/"] in tunelint.toml' in corpus.stdout


def test_a_split_file_list_does_not_change_the_verdict(repo):
    for number in range(700):
        write_rows(repo / f"{'n' * 200}-{number:03}.jsonl", [chat(f"Is it {number}?", f"It is, {number}.")])
    assert _commit(repo).returncode == 0
    write_rows(repo / f"{'n' * 200}-699.jsonl", [BAD])
    _run(repo, "git", "add", "-A")
    split = _pre_commit(repo, "run", "tunelint", "--all-files")
    assert split.returncode == 1
    assert split.stdout.count("ready to train") >= 2, "the list was not split"
    whole = run_cli("check", ".", "--scope", "row", "--output", "concise", cwd=repo).stdout.decode()
    found = [line for line in split.stdout.splitlines() if ": error " in line]
    assert [line for line in whole.splitlines() if ": error " in line] == found


@pytest.mark.parametrize("suffix", [s for s in DATA_SUFFIXES if s.startswith((".jsonl", ".ndjson"))])
def test_the_hooks_meet_the_files_that_are_read(suffix):
    for name in ("tunelint", "tunelint-corpus"):
        assert re.search(HOOKS[name]["files"], f"data/train{suffix}")
        assert not re.search(HOOKS[name]["files"], f"data/train{suffix}.bak")


@pytest.mark.slow
def test_the_hook_installs_from_this_repository(repo):
    """The environment that pre-commit makes for its users: a clone, and everything from the package index."""
    done = _pre_commit(repo, "try-repo", str(ROOT), "tunelint", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ready to train: no findings in 12 examples" in done.stdout
