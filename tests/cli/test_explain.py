"""`tunelint explain --row`: the numbers behind one verdict, for every rule, failing or passing."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.cli import main
from tunelint.rulebook.load import rule_files, rule_name, rules_folder

PLANTED = "sample_data/planted.jsonl"
RULES = sorted(rule_name(path, rules_folder()) for path in rule_files(rules_folder()))


def explain(rule, row, *args, cwd=ROOT, data=(PLANTED, "--isolated")):
    done = run_cli("explain", rule, "--row", str(row), *data, *args, cwd=cwd)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def explained(rule, row, *args, **where):
    code, out, err = explain(rule, row, "--format", "json", *args, **where)
    assert out, err
    return {**json.loads(out), "code": code}


@pytest.fixture(scope="module")
def report():
    done = run_cli("check", PLANTED, "--isolated", "--output", "json", cwd=ROOT)
    return json.loads(done.stdout)["findings"]


@pytest.mark.parametrize(
    ("rule", "number", "side"),
    [
        ("tone/off-voice", "p-value", "below"),
        ("readability/outlier", "deviations from the usual", "above"),
        ("outlier/topic", "deviations from the usual", "above"),
    ],
)
def test_the_numbers_tell_a_failing_row_from_a_passing_one(report, rule, number, side):
    failing = {finding["line"] for finding in report if finding["rule"] == rule}
    bad = explained(rule, min(failing))
    good = explained(rule, next(line for line in range(60, 213) if line not in failing))
    assert (bad["state"], bad["code"], good["state"], good["code"]) == ("fails", 1, "passes", 0)
    broken, kept = (
        next(item for item in seen["compared"] if item["name"].startswith(number)) for seen in (bad, good)
    )
    assert broken["side"] == kept["side"] == side
    assert broken["limit"] == kept["limit"]
    beyond = [(item["value"] >= item["limit"]) == (side == "above") for item in (broken, kept)]
    assert beyond == [True, False]


def test_a_finding_is_explained_as_the_report_has_it(report):
    for rule in ("duplicate/near", "format/not-json", "content/truncated", "format/unknown-role"):
        wanted = next(finding for finding in report if finding["rule"] == rule)
        seen = explained(rule, wanted["fingerprint"])
        assert seen["state"] == "fails"
        assert seen["findings"][0]["message"] == wanted["message"]
        assert seen["findings"][0]["details"] == wanted["details"]
    assert [item["line"] for item in explained("duplicate/near", 20)["beside"]] == [28]
    kept = explained("duplicate/near", 28)
    assert kept["state"] == "passes"
    assert 20 in [finding["line"] for finding in kept["named_by"]]


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_explain_a_row(rule, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    given = ["--config", "glossary=['sample_data/terms.csv']", "--target", "openai", "--jobs", "1"]
    with pytest.raises(SystemExit) as left:
        main(["explain", rule, PLANTED, "--row", "3", "--isolated", *given])
    text = capsys.readouterr().out
    state = next(name for name in ("passes", "not judged", "fails") if f"{PLANTED}:3: {name}" in text)
    assert left.value.code == {"passes": 0, "not judged": 2, "fails": 1}[state]
    assert "Options\n" in text
    assert state != "not judged" or text.splitlines()[1].strip()


def test_options_say_where_they_were_set(tmp_path):
    write_rows(
        tmp_path / "a.jsonl", [chat(f"Why is it {n}?", "Because. " * 3 + f"It is {n}.") for n in range(60)]
    )
    (tmp_path / "tunelint.toml").write_text(
        'data = ["a.jsonl"]\n[rules."content/repetition"]\ntimes = 3\nshare = 0.3\n'
        '[[overrides]]\nfiles = ["a.jsonl"]\nrules."content/repetition".share = 0.2\n',
        encoding="utf-8",
    )
    seen = explained("content/repetition", 1, cwd=tmp_path, data=())
    origins = {item["name"]: (item["value"], item["origin"]) for item in seen["options"]}
    assert origins["times"] == (3, "tunelint.toml:2")
    assert origins["share"] == (0.2, "an override of tunelint.toml:5")
    assert origins["often"] == (8, "the rule")
    assert next(item["limit"] for item in seen["compared"] if item["name"].startswith("share")) == 0.2


def test_why_a_row_is_not_judged(tmp_path):
    write_rows(tmp_path / "a.jsonl", [chat("Why?", "Because.")] * 2)
    code, text, _ = explain("tone/off-voice", 1, cwd=tmp_path, data=("a.jsonl",))
    assert code == 2
    assert "not judged\n  fewer than 15 words of prose" in text
    (tmp_path / "tunelint.toml").write_text('[[overrides]]\nfiles = ["*"]\nignore = ["format"]\n', "utf-8")
    code, text, _ = explain("format/crlf", 1, cwd=tmp_path, data=("a.jsonl",))
    assert (code, "left out" in text) == (0, True)


def test_leaks_show_the_evaluation_row(tmp_path):
    write_rows(
        tmp_path / "a.jsonl", [chat("What is the capital of Peru, please?", "It is Lima, by the sea.")]
    )
    write_rows(
        tmp_path / "e.jsonl",
        [chat("Hm?", "Hm."), chat("What is the capital of Peru, please?", "It is Lima, by the sea.")],
    )
    seen = explained("leak/exact", 1, cwd=tmp_path, data=("a.jsonl", "--against", "e.jsonl"))
    assert seen["state"] == "fails"
    assert seen["beside"][0]["line"] == 2
    assert ["reply", "It is Lima, by the sea."] in seen["beside"][0]["said"]


def test_private_values_and_veiled_texts_stay_hidden(tmp_path):
    write_rows(
        tmp_path / "a.jsonl", [chat("Your mail?", "It is ann.moore@moore-and-sons.com, write to her.")] * 2
    )
    for rule in ("duplicate/exact", "privacy/email"):
        text = explain(rule, 2 if "dup" in rule else 1, cwd=tmp_path, data=("a.jsonl",))[1]
        assert "moore-and" not in text
    text = explain("duplicate/exact", 2, "--excerpt", "none", cwd=tmp_path, data=("a.jsonl",))[1]
    assert "write to her" not in text


@pytest.mark.parametrize(
    ("row", "words"),
    [("999", "no row is “999”"), ("x", "no row is “x”"), ("1", "more than one row")],
)
def test_a_row_that_is_none_stops_the_run(tmp_path, row, words):
    for name in ("a.jsonl", "b.jsonl"):
        write_rows(tmp_path / name, [chat("Why?", "Because.")])
    code, _, err = explain("format/bom", row, cwd=tmp_path, data=(".",))
    assert code == 2
    assert words in err


def test_a_rule_of_a_pack_is_explained(tmp_path):
    (tmp_path / "mine" / "style").mkdir(parents=True)
    (tmp_path / "mine" / "style" / "gosh.toml").write_text(
        'name = "Gosh"\nsummary = "It says gosh."\nkind = "pattern"\nmeasure = "matches"\nseverity = "note"\n'
        'message = "“{found}”"\nwhy = "No."\nrepair = "Cut it."\n[options]\npatterns = ["gosh"]\n',
        encoding="utf-8",
    )
    (tmp_path / "tunelint.toml").write_text('packs = ["mine"]\n', encoding="utf-8")
    done = run_cli("explain", "style/gosh", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"It says gosh." in done.stdout
