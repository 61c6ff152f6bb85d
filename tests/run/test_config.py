"""The configuration: where it is found, and every mistake named at once."""

from __future__ import annotations

import pytest

from tunelint.model.errors import UserError
from tunelint.model.rule import Rule
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan
from tunelint.run.sources import data_paths

RULES = {
    name: Rule(name, name, "s", "fault", "warning", "m", "w", "r", options={"fault": "x"})
    for name in ("tone/off-voice", "format/not-json")
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text("{}\n", encoding="utf-8")
    return tmp_path


def _write(folder, text, name="tunelint.toml"):
    (folder / name).write_text(text, encoding="utf-8")


def test_the_nearest_file_counts(project):
    _write(project, 'severity = "error"\n')
    assert load_config(["data/a.jsonl"]).severity == "error"
    _write(project / "data", 'severity = "warning"\n')
    assert load_config(["data/a.jsonl"]).severity == "warning"
    assert load_config(["data"], isolated=True).severity == "note"


def test_pyproject_counts_only_with_its_table(project):
    _write(project / "data", '[project]\nname = "x"\n', "pyproject.toml")
    _write(project, '[tool.tunelint]\nseverity = "error"\n', "pyproject.toml")
    assert load_config(["data/a.jsonl"]).severity == "error"


def test_paths_start_from_the_file(project):
    _write(project / "data", 'glossary = ["terms.csv"]\n')
    (project / "data" / "terms.csv").write_text("avoid,prefer\n", encoding="utf-8")
    assert load_config(["data"]).glossary == (str(project / "data" / "terms.csv"),)


def test_single_keys_on_the_command_line(project):
    config = load_config(
        ["data"], ['severity="error"', "embedding=static", 'rules."tone/off-voice".budget="2%"']
    )
    assert config.severity == "error"
    assert config.rules == {"tone/off-voice": {"budget": "2%"}}


def test_every_mistake_at_once_with_its_line(project):
    _write(
        project,
        'severty = "error"\nglossary = 3\nselect = "tones"\n[[overrides]]\nfile = ["a"]\n\n'
        '[rules."tone/off-voice"]\nseverity = "grave"\n',
    )
    with pytest.raises(UserError) as caught:
        make_plan(RULES, load_config(["data"]))
    text = str(caught.value)
    assert "tunelint.toml:1: unknown key “severty” of the configuration" in text
    assert "did you mean “severity”?" in text
    assert "tunelint.toml:2: “glossary” must be a list of text" in text
    assert "tunelint.toml:3: “tones” names no rule" in text
    assert "tunelint.toml:5: unknown key “file” of an override" in text
    assert "tunelint.toml:7: unknown severity 'grave'" in text


def test_a_missing_file_of_the_config_is_an_error(project):
    _write(project, '\nglossary = ["nowhere.csv"]\nvoice = "gone.toml"\n')
    with pytest.raises(UserError) as caught:
        make_plan(RULES, load_config(["data"]))
    assert "tunelint.toml:2: no such file: nowhere.csv" in str(caught.value)
    assert "tunelint.toml:3: no such file: gone.toml" in str(caught.value)


def test_a_missing_config_file_is_an_error(project):
    with pytest.raises(UserError, match="no such config file"):
        load_config(["data"], ["other.toml"])


def test_a_typo_in_a_rule_name_stops_the_run(project):
    _write(project, 'select = ["tone/of-voice"]\n\n[rules."format/not-jsn"]\nseverity = "note"\n')
    with pytest.raises(UserError) as caught:
        make_plan(RULES, load_config(["data"]))
    text = str(caught.value)
    assert "tunelint.toml:1: “tone/of-voice” names no rule, family or tag" in text
    assert "did you mean “tone/off-voice”?" in text
    assert "did you mean “format/not-json”?" in text


def test_a_rule_takes_keys_and_options(project):
    _write(project, '[rules."tone/off-voice"]\nseverity = "error"\nfault = "y"\n')
    plan = make_plan(RULES, load_config(["data"]))
    rule = next(rule for rule in plan.rules if rule.id == "tone/off-voice")
    assert (rule.severity, rule.options) == ("error", {"fault": "y"})


def test_a_wrong_option_of_a_rule_is_named(project):
    _write(project, '[rules."tone/off-voice"]\nfalt = "y"\nseverity = "grave"\n')
    with pytest.raises(UserError) as caught:
        make_plan(RULES, load_config(["data"]))
    assert "unknown key “falt” of the rule tone/off-voice" in str(caught.value)
    assert "unknown severity 'grave'" in str(caught.value)


def test_nothing_left_to_run_is_an_error(project):
    _write(project, 'ignore = ["ALL"]\n')
    with pytest.raises(UserError, match="no rule is left"):
        make_plan(RULES, load_config(["data"]))


def test_the_data_is_what_the_configuration_names(project, monkeypatch):
    _write(project, 'data = ["data/", "d*/*.jsonl"]\n')
    monkeypatch.chdir(project / "data")
    config = load_config([])
    assert data_paths(config, ()) == (".", "a.jsonl")
    assert data_paths(config, ("b.jsonl",)) == ("b.jsonl",)


def test_data_that_is_not_there_is_named_with_its_line(project):
    _write(project, '\ndata = ["data", "none.jsonl", "none/*"]\n')
    with pytest.raises(UserError) as caught:
        data_paths(load_config([]), ())
    assert [problem.where for problem in caught.value.problems] == ["tunelint.toml:2"] * 2
    _write(project, "")
    with pytest.raises(UserError, match="no data is named"):
        data_paths(load_config([]), ())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('"tone/off-voic" = {severity = "note"}', "“tone/off-voic” names no rule"),
        ('"content/refusal" = {patternz = []}', "unknown key “patternz”"),
        ('"content/refusal" = {severity = "warn"}', "unknown severity 'warn'"),
        ('"tone/off-voice" = {alpha = 0.2}', "tone/off-voice looks at all rows together"),
        ('"content" = {budget = 3}', "the budget of content cannot differ"),
    ],
)
def test_mistakes_in_an_override_stop_the_run(project, table, told):
    _write(project, f'[[overrides]]\nfiles = ["*.jsonl"]\nrules = {{{table}}}\n')
    with pytest.raises(UserError) as caught:
        make_plan(load_rules([rules_folder()]), load_config(["data"]))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '[rules."content/refusal"]\nwithin = 100\n',
        '[[overrides]]\nfiles = ["*"]\nrules = {"content/refusal" = {within = 30}}\n',
        '[[overrides]]\nfiles = ["*"]\nrules = {"tone/off-voice" = {severity = "note"}}\n',
    ],
)
def test_one_option_is_changed_without_naming_the_others(project, text):
    _write(project, text)
    plan = make_plan(load_rules([rules_folder()]), load_config(["data"]))
    refusal = next(rule for rule in plan.rules if rule.id == "content/refusal")
    assert refusal.options["patterns"]
    assert refusal.options["within"] == (100 if text.startswith("[rules") else 320)
