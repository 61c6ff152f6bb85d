"""Targets as a user meets them: the option, the list, the table, the counts, exact places."""

from __future__ import annotations

import json
import sys

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.cli.targets import survey
from tunelint.judge.structure.load import known_targets, target_handles
from tunelint.judge.structure.schema import _validator
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.config import Config
from tunelint.run.engine import check
from tunelint.run.plan import make_plan

RULES = load_rules([rules_folder()])
TARGETS = (ROOT / "rules" / "targets",)
GOOD = [chat(f"When does the shop open on day {day}?", f"At {day} in the morning.") for day in range(60)]


def _targets(report_of):
    return {(item["target"], item["outcome"]): item["rows"] for item in report_of["targets"]}


def _standings(report_of):
    return {item["target"]: item for item in report_of["standings"]}


def test_an_unknown_target_stops_the_run_with_the_nearest_name(tmp_path):
    write_rows(tmp_path / "data.jsonl", GOOD)
    done = run_cli("check", "data.jsonl", "--target", "opnai", "--select", "format", cwd=tmp_path)
    assert done.returncode == 2
    assert "opnai" in done.stderr.decode()
    assert "“openai”" in done.stderr.decode()


def test_without_a_target_the_report_says_where_the_file_loads(report):
    rows = [{**row, "id": number} for number, row in enumerate(GOOD)]
    found = _standings(report("--select", "target", rows=rows))
    assert found["trl"]["outcome"] == found["axolotl"]["outcome"] == "accepted"
    for target in ("openai", "together"):
        assert found[target]["outcome"] == "rejected"
        assert "“id”" in found[target]["reason"]
        assert found[target]["line"] == 1


def test_with_a_target_the_report_counts_the_rows_that_it_loses(report):
    broken = [{"conversations": [{"from": "gpt", "value": f"Good day, number {n}."}]} for n in range(3)]
    fine = [
        {"conversations": [{"from": "human", "value": f"{n}?"}, {"from": "gpt", "value": "Yes."}]}
        for n in range(7)
    ]
    found = report("--select", "target", "--target", "llamafactory", rows=[*broken, *fine])
    assert _targets(found) == {("llamafactory", "dropped"): 3}
    assert found["standings"] == []


def test_the_place_of_an_extra_key_is_the_key_itself(report):
    row = {"messages": GOOD[0]["messages"], "a/b~c": 1}
    found = report("--select", "target/keys", "--target", "openai", rows=[row])["findings"]
    assert [item["pointer"] for item in found] == ["/a~1b~0c"]
    line = json.dumps(row)
    assert line[found[0]["column"] - 1 :].startswith('"a/b~c"')
    assert found[0]["details"]["wording"].endswith('contains an extra "a/b~c".')


def test_a_change_of_type_names_both_rows(report):
    rows = [{"text": "A plum.", "n": 1}, {"text": "A pear.", "n": 2}, {"text": "An apple.", "n": "three"}]
    found = report("--select", "target/columns", "--target", "hf-datasets", rows=rows)["findings"]
    assert [(item["line"], item["pointer"], item["related"][0]["line"]) for item in found] == [(3, "/n", 1)]


def test_tool_arguments_must_fit_the_declared_schema(report):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    tool = {"type": "function", "function": {"name": "weather", "parameters": schema}}

    def row(arguments):
        call = {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": arguments}}
        turns = [{"role": "user", "content": "Weather?"}, {"role": "assistant", "tool_calls": [call]}]
        return {"messages": turns, "tools": [tool]}

    rows = [row('{"city": "Oslo"}'), row('{"town": "Oslo"}')]
    found = report("--select", "target/tools", "--target", "openai", rows=rows)["findings"]
    assert [item["line"] for item in found] == [2]
    assert "city" in found[0]["message"]


def _row_with_call(schema, arguments):
    call = {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": arguments}}
    turns = [{"role": "user", "content": "Weather?"}, {"role": "assistant", "tool_calls": [call]}]
    return {
        "messages": turns,
        "tools": [{"type": "function", "function": {"name": "weather", "parameters": schema}}],
    }


def test_a_schema_is_judged_itself_and_never_fetched(report):
    bad = [{"type": "strng"}, {"$ref": "http://127.0.0.1:9/x"}, {"$ref": "file:///etc/passwd"}]
    rows = [_row_with_call(schema, "{}") for schema in bad]
    found = report("--select", "target/tools", "--target", "openai", rows=rows)["findings"]
    assert [(item["line"], item["pointer"]) for item in found] == [
        (line, "/tools/0/function/parameters") for line in (1, 2, 3)
    ]
    assert all("refers to" in item["message"] for item in found[1:])


def test_arguments_are_not_judged_without_a_validator_and_the_report_says_so(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    rows = [_row_with_call({"type": "object", "required": ["city"]}, "{}"), *GOOD]
    path = write_rows(tmp_path / "data.jsonl", rows)
    _validator.cache_clear()
    config = Config(select=("target/tools",), targets=("openai",))
    outcome = check([str(path)], make_plan(RULES, config), config)
    assert outcome.findings == []
    assert [(item.rule, item.total) for item in outcome.not_judged] == [("target/tools", 1)]
    assert "tunelint[schemas]" in outcome.not_judged[0].reason


SHAPES = sorted((ROOT / "sample_data" / "shapes").iterdir())


@pytest.mark.parametrize(
    "file", [*SHAPES, ROOT / "sample_data" / "sorrelby.jsonl"], ids=lambda file: file.name
)
def test_the_survey_and_the_check_agree(file):
    for standing in survey([str(file)], TARGETS):
        config = Config(select=("format", "target"), targets=(standing.target,))
        outcome = check([str(file)], make_plan(RULES, config), config)
        errors = [item for item in outcome.findings if item.severity == "error"]
        certain = [item for item in errors if item.details.get("outcome") in ("rejected", "dropped")]
        assert bool(certain) == (standing.outcome in ("rejected", "dropped")), (standing, certain[:1])
        if standing.outcome == "accepted":
            assert not errors


def test_a_target_is_a_file_and_nothing_else(tmp_path):
    (tmp_path / "pack" / "targets").mkdir(parents=True)
    (tmp_path / "pack" / "targets" / "ours.toml").write_text(
        """
name = "Our trainer"
extends = "together"
[facts.extra-key]
check = "extra-key"
ignore = "x_.*"
outcome = "dropped"
says = "skipping {key}"
""".replace('extends = "together"', '[methods.chat]\nwhen = ["messages"]\nrequired = ["messages"]')
    )
    (tmp_path / "tunelint.toml").write_text('packs = ["pack"]\n')
    write_rows(tmp_path / "data.jsonl", [{**GOOD[0], "x_id": 1}, {**GOOD[1], "id": 1}])
    args = ("check", "data.jsonl", "--target", "ours", "--select", "target", "--output", "json")
    done = json.loads(run_cli(*args, cwd=tmp_path).stdout)
    assert [(item["line"], item["details"]["wording"]) for item in done["findings"]] == [(2, "skipping id")]
    assert _targets(done) == {("ours", "dropped"): 1}
    assert "ours" in run_cli("targets", cwd=tmp_path).stdout.decode()
    table = json.loads(run_cli("targets", "data.jsonl", "--format", "json", cwd=tmp_path).stdout)
    assert [item["outcome"] for item in table if item["target"] == "ours"] == ["dropped"]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ('check = "extra-kee"', ["unknown check", "extra-key"]),
        ('check = "extra-key"\nignor = "x"', ["unknown key", "ignore"]),
        ('check = "role"', ["“roles”", "missing"]),
        ('check = "role"\nroles = 5', ["a list of text"]),
        ('check = "missing-key"\noutcome = "refused"', ["unknown outcome"]),
        ('check = "missing-key"\nmethods = ["dpo"]', ["no method", "dpo"]),
    ],
)
def test_mistakes_in_a_target_file_are_named(tmp_path, fact, words):
    (tmp_path / "pack" / "targets").mkdir(parents=True)
    file = tmp_path / "pack" / "targets" / "ours.toml"
    file.write_text(f"[methods.chat]\n[facts.one]\n{fact}\n")
    (tmp_path / "tunelint.toml").write_text('packs = ["pack"]\n')
    write_rows(tmp_path / "data.jsonl", GOOD)
    done = run_cli("check", "data.jsonl", "--target", "ours", cwd=tmp_path)
    assert done.returncode == 2
    error = done.stderr.decode()
    assert all(word in error for word in words), error
    assert "ours.toml:2" in error


def test_every_fact_has_a_source_and_a_date():
    for target in known_targets(TARGETS):
        assert target.read >= "2026", target.id
        assert all(fact.source or target.source for fact in target.facts)
        assert all(fact.certain or fact.severity != "error" for fact in target.facts)


def test_the_lists_name_every_target():
    shown = run_cli("targets").stdout.decode()
    known = json.loads(run_cli("targets", "--format", "json").stdout)
    assert {item["target"] for item in known} == {target.id for target in known_targets(TARGETS)}
    assert all(item["target"] in shown for item in known)
    assert "extra-key" in run_cli("targets", "openai-sft").stdout.decode()
    assert {"openai-sft", "openai-dpo", "llamafactory-kto", "trl-prompt-only"} <= set(target_handles(TARGETS))


def _turns(roles, text="content", key="role", **extra):
    return [{key: role, text: f"{role} {number}", **extra} for number, role in enumerate(roles)]


LONG = "The shop on the corner opens at nine and closes at six, on every day but Sunday. " * 4
FACTS = {
    "nova image and video": (
        "bedrock-nova",
        [
            {
                "schemaVersion": "x",
                "messages": [
                    {"role": "user", "content": [{"text": "a"}, {"image": {}}, {"video": {}}]},
                    {"role": "assistant", "content": [{"text": "b"}]},
                ],
            }
        ],
        ("target/content", "/messages/0/content/2", "error"),
    ),
    "nova two videos": (
        "bedrock-nova",
        [
            {
                "schemaVersion": "x",
                "messages": [
                    {"role": "user", "content": [{"video": {}}, {"video": {}}]},
                    {"role": "assistant", "content": [{"text": "b"}]},
                ],
            }
        ],
        ("target/content", "/messages/0/content/1", "error"),
    ),
    "unsloth, one row": (
        "unsloth",
        [{"conversations": _turns(["human", "gpt"], "value", "from")}],
        ("target/columns", "/conversations", "error"),
    ),
    "a shared prefix": (
        "trl",
        [{"prompt": "When?", "chosen": LONG + "Yes.", "rejected": LONG + "No."}],
        ("target/preference", "/rejected", "note"),
    ),
    "mistral, two system messages": (
        "mistral",
        [{"messages": _turns(["system", "user", "system", "assistant"])}],
        ("target/turns", "/messages/2", "error"),
    ),
    "mistral, content and text": (
        "mistral",
        [{"messages": [*_turns(["user"]), {"role": "assistant", "content": "a", "text": "b"}]}],
        ("target/turns", "/messages/1/text", "error"),
    ),
    "mistral, answers before the last with tools": (
        "mistral",
        [
            {
                "messages": _turns(["user", "assistant", "user", "assistant"]),
                "tools": [
                    {"type": "function", "function": {"name": "f", "description": "d", "parameters": {}}}
                ],
            }
        ],
        ("target/turns", "/messages/1", "note"),
    ),
    "a weight that is not read": (
        "llamafactory",
        [{"messages": [*_turns(["user"]), *_turns(["assistant"], weight=0)]}],
        ("target/weight", "/messages/1/weight", "warning"),
    ),
    "a file in the system instruction": (
        "gemini",
        [
            {
                "systemInstruction": {"parts": [{"fileData": {}}]},
                "contents": [
                    {"role": "user", "parts": [{"text": "a"}]},
                    {"role": "model", "parts": [{"text": "b"}]},
                ],
            }
        ],
        ("target/content", "/systemInstruction/parts/0/fileData", "error"),
    ),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_found_where_they_are(report, name):
    target, rows, wanted = FACTS[name]
    found = report("--isolated", "--select", "target", "--target", target, rows=rows)["findings"]
    assert wanted in [(item["rule"], item["pointer"], item["severity"]) for item in found], found


def test_a_row_says_how_much_of_its_answer_is_cut_and_whether_anything_is_left(report):
    rows = [chat("Tell me.", "word " * 1500), chat("word " * 1500, "Yes."), chat("Short?", "Yes.")]
    found = report("--isolated", "--select", "target", "--target", "trl", rows=rows)["findings"]
    assert [(item["line"], item["details"]["fact"], item["severity"]) for item in found] == [
        (1, "tokens", "note"),
        (2, "prompt-fills", "error"),
    ]
    cut, whole = (
        int(found[0]["details"]["what"].split(word)[0].split()[-1].replace(",", ""))
        for word in (" of the", " tokens of the")
    )
    assert 400 < cut < whole < 2000  # 1,500 words, counted exactly or estimated
