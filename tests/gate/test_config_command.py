"""`tunelint config`: what is in force, where it was set, and whether it is well."""

from __future__ import annotations

import json

import pytest

from tests.conftest import run_cli


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "tunelint.toml").write_text('ignore = ["tone"]\n\n[budget]\nerror = 3\n', encoding="utf-8")
    return tmp_path


def test_show_says_where_each_value_was_set(project):
    done = run_cli("config", "show", "data", "--format", "json", cwd=project)
    shown = {entry["key"]: (entry["value"], entry["origin"]) for entry in json.loads(done.stdout)}
    assert shown["ignore"] == (["tone"], "tunelint.toml:1")
    assert shown["budget"] == ({"error": 3}, "tunelint.toml:3")
    assert shown["severity"] == ("note", "default")
    text = run_cli("config", "show", cwd=project).stdout.decode()
    assert 'ignore         = ["tone"]' in text


def test_check_is_silent_about_nothing_wrong(project):
    done = run_cli("config", "check", cwd=project)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("tunelint.toml: well, ")


def test_check_looks_at_every_configuration_that_counts(project):
    (project / "data" / "tunelint.toml").write_text('baseline = "none"\n', encoding="utf-8")
    (project / "tunelint.toml").write_text('selct = ["tone"]\n', encoding="utf-8")
    done = run_cli("config", "check", "tunelint.toml", "data/tunelint.toml", cwd=project)
    assert done.returncode == 2
    error = done.stderr.decode()
    assert "tunelint.toml:1: unknown key “selct”" in error
    assert "data/tunelint.toml:1: no such baseline" in error


@pytest.mark.parametrize("text", ['[rules."format/not-json"]\nfalt = "x"\n', 'packs = ["rules"]\n'])
def test_check_reads_rules_and_packs(project, text):
    (project / "rules" / "house").mkdir(parents=True)
    (project / "rules" / "house" / "x.toml").write_text("nme = 1\n", encoding="utf-8")
    (project / "tunelint.toml").write_text(text, encoding="utf-8")
    done = run_cli("config", "check", "rules/house/x.toml", cwd=project)
    assert done.returncode == 2
    assert "falt" in done.stderr.decode() or "nme" in done.stderr.decode()
