"""The action and the examples for pipelines: of the published schemas, and their steps run for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import resources

import jsonschema_rs
import pytest
import yaml

from tests.conftest import ROOT, chat, write_rows

SCHEMAS = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GOOD = [chat(f"Question number {n}?", f"The answer to it is {n} and no other number.") for n in range(12)]
BAD = {"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Hello"}]}


def _errors(name, document):
    check = jsonschema_rs.validator_for(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))
    return [f"{error.instance_path}: {error.message}" for error in check.iter_errors(document)]


def _examples(first):
    """The YAML examples of the README that start with a line."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    return [yaml.safe_load(block) for block in blocks if block.startswith(first)]


def test_the_action_keeps_the_published_schema():
    assert _errors("github-actions.json", ACTION) == []


def test_no_step_puts_an_input_into_its_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_examples_of_the_readme_keep_the_published_schemas():
    workflows, pipelines = _examples("# .github/workflows"), _examples("# .gitlab-ci.yml")
    assert workflows
    assert pipelines
    for workflow in workflows:
        assert (
            _errors("github-workflows.json", {("on" if k is True else k): v for k, v in workflow.items()})
            == []
        )
        (uses,) = [
            step
            for job in workflow["jobs"].values()
            for step in job["steps"]
            if "tunelint" in step.get("uses", "")
        ]
        assert set(uses.get("with", {})) <= set(ACTION["inputs"])
    for pipeline in pipelines:
        assert _errors("gitlab-ci.json", pipeline) == []


def test_the_hooks_of_the_readme_exist():
    (config,) = _examples("# .pre-commit-config.yaml")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} <= {hook["id"] for hook in hooks}


@pytest.fixture
def step(tmp_path):
    """Run the checking step of the action as a runner does."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "tunelint"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tunelint "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    (checking,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]

    def run(**inputs):
        given = {name: value.get("default", "") for name, value in ACTION["inputs"].items()} | inputs
        named = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
        env = {name: named.sub(lambda found: given[found[1]], text) for name, text in checking["env"].items()}
        files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", checking["run"]]
        everything = {**os.environ, **env, **files, "PATH": path}
        return subprocess.run(
            command, cwd=tmp_path, env=everything, capture_output=True, text=True, check=False
        )

    return run


def test_the_step_keeps_the_gate(step, tmp_path):
    write_rows(tmp_path / "data.jsonl", GOOD)
    assert "no data is named" in step(args="--select=format").stderr
    (tmp_path / "output").unlink()
    (tmp_path / "tunelint.toml").write_text('data = ["data.jsonl"]\n', encoding="utf-8")
    assert step(args="--select=format").returncode == 0
    write_rows(tmp_path / "data.jsonl", [*GOOD, BAD])
    done = step(args="--select=format\n", sarif="out.sarif", markdown="report.md")
    assert done.returncode == 1, done.stderr
    assert "::error file=data.jsonl,line=13,col=" in done.stdout
    assert (tmp_path / "output").read_text(encoding="utf-8") == "exit-code=0\nexit-code=1\n"
    assert "not ready to train" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out.sarif").read_bytes())["runs"][0]["results"]
    assert "format/unknown-role" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_inputs_are_no_shell(step, tmp_path):
    write_rows(tmp_path / "a b.jsonl", GOOD)
    assert step(paths="a b.jsonl", args="--select=format").returncode == 0
    done = step(paths="$(touch owned)\n; touch owned", args="--select=format")
    assert done.returncode == 2
    assert not (tmp_path / "owned").exists()
