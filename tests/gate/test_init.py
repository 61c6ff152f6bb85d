"""Getting started: a configuration from the data, and from nothing to a gate in five commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows

GOOD = [chat(f"Which plant is number {n}?", f"Number {n} stands by the southern wall.") for n in range(30)]
BAD = {"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Hello"}]}


def _init(folder, *args):
    done = run_cli("init", *args, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return tomllib.loads((folder / "tunelint.toml").read_text(encoding="utf-8"))


def test_it_finds_evaluation_data_and_term_lists(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "words").mkdir()
    write_rows(tmp_path / "data" / "train.jsonl", GOOD)
    write_rows(tmp_path / "data" / "attestations.jsonl", GOOD[:3])
    write_rows(tmp_path / "data" / "train_eval.jsonl", [chat("What else is there?", "A pond and a bench.")])
    (tmp_path / "words" / "house.csv").write_text("avoid,prefer\nutilise,use\n", encoding="utf-8")
    (tmp_path / "words" / "other.csv").write_text("name,price\nplum,3\n", encoding="utf-8")
    config = _init(tmp_path, "data", "--no-check")
    assert config["glossary"] == ["words/house.csv"]
    assert config["eval"] == ["data/train_eval.jsonl"]
    text = (tmp_path / "tunelint.toml").read_text(encoding="utf-8")
    assert "# data/train.jsonl: 30 rows, chat" in text
    assert "# data/attestations.jsonl: 3 rows, chat" in text
    assert "Language of the replies: en" in text
    assert run_cli("config", "check", cwd=tmp_path).returncode == 0


def test_the_proposed_limits_are_kept_today(tmp_path):
    rows = [
        json.loads(line) for line in (ROOT / "sample_data/sorrelby.jsonl").read_text("utf-8").splitlines()
    ]
    write_rows(tmp_path / "data.jsonl", [*rows, rows[0], rows[1]])
    _init(tmp_path, "data.jsonl")
    text = (tmp_path / "tunelint.toml").read_text(encoding="utf-8")
    proposed = re.sub(r"^# (?=\[minimum\]|warning|\w+ = 0\.)", "", text, flags=re.MULTILINE)
    config = tomllib.loads(proposed)
    assert config["budget"]["warning"].endswith("%")
    assert {"format", "originality"} <= set(config["minimum"])
    assert config["data"] == ["data.jsonl"]
    (tmp_path / "tunelint.toml").write_text(proposed, encoding="utf-8")
    done = run_cli("check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()


def test_a_limit_that_stops_nothing_is_not_proposed(tmp_path):
    write_rows(tmp_path / "data.jsonl", GOOD[:10] * 3)
    _init(tmp_path)
    text = (tmp_path / "tunelint.toml").read_text(encoding="utf-8")
    assert re.search(r'# warning = "2%"   # .*today there are \d+.*baseline create', text)


def test_files_without_examples_and_a_voice_are_named(tmp_path):
    write_rows(tmp_path / "data.jsonl", GOOD)
    write_rows(tmp_path / "notes.jsonl", [{"brief": "a", "who": "b"}])
    (tmp_path / "house.voice.toml").write_text("", encoding="utf-8")
    assert _init(tmp_path, "--no-check")["voice"] == "house.voice.toml"
    text = (tmp_path / "tunelint.toml").read_text(encoding="utf-8")
    assert "# notes.jsonl: 1 rows, no examples recognised: name its keys in [shape]" in text


@pytest.mark.parametrize(
    ("rows", "name", "words"),
    [
        ([{"brief": "a", "copy": "b"}], "data.jsonl", ["brief, copy", "[shape]"]),
        (GOOD, "tunelint.toml", ["is there already"]),
    ],
)
def test_it_writes_nothing_where_it_should_not(tmp_path, rows, name, words):
    write_rows(tmp_path / "data.jsonl", rows)
    if name == "tunelint.toml":
        (tmp_path / name).write_text('severity = "note"\n', encoding="utf-8")
    done = run_cli("init", "data.jsonl", "--no-check", cwd=tmp_path)
    assert done.returncode == 2
    assert all(word in done.stderr.decode() for word in words)
    assert (tmp_path / "tunelint.toml").exists() == (name == "tunelint.toml")


def test_a_file_name_stays_a_comment(tmp_path):
    name = 'x\nseverity = "error"\n.jsonl'
    write_rows(tmp_path / name, GOOD)
    assert "severity" not in _init(tmp_path, ".", "--no-check")


def _five_commands():
    """The commands of the README's section, without the installation."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split("## From a file to a gate")[1].split("```console\n")[1].split("```")[0]
    commands = [line.partition("#")[0].strip() for line in block.splitlines() if line.strip()]
    assert len(commands) == 5
    assert commands[0].startswith("pip install")
    return commands[1:]


def test_from_a_file_to_a_gate_in_five_commands(tmp_path):
    folder, bin_folder = tmp_path / "repo", tmp_path / "bin"
    folder.mkdir()
    bin_folder.mkdir()
    for name in ("tunelint", "pre_commit"):
        script = bin_folder / name.replace("_", "-")
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_NAME": "t" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "t@example.org" for who in ("AUTHOR", "COMMITTER")},
    }

    def do(*command):
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    do("git", "init", "-q")
    write_rows(folder / "train.jsonl", [*GOOD, BAD])
    for command in _five_commands():
        for part in command.split("&&"):
            done = do(*shlex.split(part))
            assert done.returncode == 0, (part, done.stdout, done.stderr)
    assert do("git", "log", "--oneline").stdout.count("\n") == 1
    write_rows(folder / "train.jsonl", [*GOOD, BAD, {"messages": [{"role": "bot", "content": "New"}]}])
    refused = do("git", "commit", "-qam", "worse")
    assert refused.returncode == 1
    assert "train.jsonl:32:" in refused.stderr
    assert "train.jsonl:31:" not in refused.stderr
