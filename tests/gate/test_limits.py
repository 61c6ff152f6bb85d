"""The gate: slices, minimum scores, allowances, and what is quoted."""

from __future__ import annotations

import json

import pytest

from tests.conftest import chat, run_cli, write_rows
from tunelint.model.errors import UserError
from tunelint.model.outcome import Breach
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan
from tunelint.settle.budget import Part, part_breaches, shortfalls

RULES = load_rules([rules_folder()])
GOOD = [
    {**chat(f"Question number {n}?", f"The answer to it is {n}."), "source": "gold" if n % 2 else "forum"}
    for n in range(12)
]
BAD = {"messages": [{"role": "user", "content": "Hi?"}, {"role": "bot", "content": "Secret words"}]}


@pytest.fixture
def check(tmp_path):
    def run(config, rows, *args, name="data.jsonl"):
        (tmp_path / "tunelint.toml").write_text(config, encoding="utf-8")
        write_rows(tmp_path / name, rows)
        done = run_cli("check", name, "--select", "format,config", "--output", "json", *args, cwd=tmp_path)
        if not done.stdout:
            return {"code": done.returncode, "error": done.stderr.decode()}
        return {**json.loads(done.stdout), "code": done.returncode}

    return run


SLICE = """[budget]
error = "50%"

[[slices]]
name = "gold"
where = { source = "gold" }
budget = { error = 0 }
"""


def test_a_slice_has_a_budget_of_its_own(check):
    assert check(SLICE, [*GOOD, {**BAD, "source": "forum"}])["code"] == 0
    report = check(SLICE, [*GOOD, {**BAD, "source": "gold"}])
    assert report["code"] == 1
    (breach,) = report["breaches"]
    assert (breach["budget"], breach["part"], breach["allowed"]) == ("error", "gold", 0)


def test_the_broken_slice_is_named_in_the_report(check, tmp_path):
    check(SLICE, [*GOOD, {**BAD, "source": "gold"}])
    text = run_cli("check", "data.jsonl", "--select", "format/unknown-role", cwd=tmp_path).stdout.decode()
    assert "error in gold: 1 found, 0 allowed" in text


def test_a_slice_without_rows_is_no_verdict(check):
    report = check(SLICE.replace('source = "gold"', 'source = "glod"'), GOOD)
    assert report["code"] == 2
    assert "no row belongs to the slice “gold”" in report["verdict"]


def test_a_slice_of_other_files_does_not_matter(check):
    config = '[[slices]]\nname = "legal"\nfiles = ["legal/*.jsonl"]\nbudget = { note = 0 }\n'
    assert check(config, GOOD)["code"] == 0


def test_a_minimum_score(check):
    low = "[budget]\nerror = 99\n[minimum]\nformat = 0.9\n"
    assert check(low, GOOD)["code"] == 0
    report = check(low, [*GOOD, BAD, BAD])
    assert report["code"] == 1
    (breach,) = report["breaches"]
    assert (breach["budget"], breach["minimum"]) == ("format", True)
    assert breach["findings"] == pytest.approx(12 / 14, abs=0.001)


def test_a_minimum_that_nothing_was_judged_for_is_no_verdict(check):
    report = check("[minimum]\nreadability = 0.1\n", GOOD)
    assert report["code"] == 2
    assert "no readability score" in report["verdict"]


def test_minimum_and_budget_of_parts():
    part = Part("gold", {"tone": 1, "warning": "50%"}, {"tone": 0.5}, [0, 2])
    assert shortfalls(part, {"tone": [0.2, 1.0, 0.6]})[0] == [
        Breach("tone", pytest.approx(0.4), 0.5, minimum=True, part="gold")
    ]
    assert shortfalls(part, {"tone": [0.5, 0.0, 0.6]}) == ([], [])
    assert part_breaches(part, []) == []


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ('[budget]\nerror = "many"\n', ["tunelint.toml:1", "budget of “error”", "2%"]),
        ("[budget]\nerror = -1\n", ["budget of “error”"]),
        ("[minimum]\ntone = 3\n", ["minimum of “tone”", "from 0 to 1"]),
        ("[minimum]\ntoen = 0.3\n", ["unknown dimension “toen”", "did you mean “tone”"]),
        ("[[slices]]\nwhere = {a = 1}\n", ["“name” of a slice is missing"]),
        ('[[slices]]\nname = "x"\nbudget = {"format/not-jsn" = 1}\n', ["names no rule", "format/not-json"]),
        ('[[allow]]\nrule = "format"\nrow = "abcdefabcdef"\n', ["“reason” of an allowance is missing"]),
        ('[[allow]]\nrule = "format"\nrow = "abc"\nreason = "x"\n', ["tunelint.toml:3", "too short"]),
        ('[[allow]]\nrule = "format"\nrow = "abcdefabcdef"\nreason = " "\n', ["“reason” is empty"]),
        ('[[allow]]\nrule = "formt"\nrow = "abcdefabcdef"\nreason = "x"\n', ["“formt” names no rule"]),
        ('excerpt = "long"\n', ["unknown excerpt “long”", "none, short or full"]),
        ('[rules."format/not-json"]\nbudget = "few"\n', ["budget", "format/not-json", "2%"]),
    ],
)
def test_mistakes_stop_the_run(tmp_path, monkeypatch, config, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tunelint.toml").write_text(config, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        make_plan(RULES, load_config(["."]))
    assert all(word in str(caught.value) for word in words), str(caught.value)


def _allow(row, extra=""):
    lines = ('rule = "format/unknown-role"', f'row = "{row}"', 'reason = "As the customer wrote it"', extra)
    return "\n".join(["[[allow]]", *lines])


def _unknown_roles(report):
    return [found for found in report["findings"] if found["rule"] == "format/unknown-role"]


@pytest.mark.parametrize("by", ["key", "fingerprint"])
def test_an_allowed_finding_stays_and_moves_with_its_row(check, by):
    (found,) = _unknown_roles(check("", [*GOOD, BAD]))
    report = check(_allow(found[by][:12]), [BAD, *GOOD], name="moved.jsonl")
    assert _unknown_roles(report) == []
    assert "config/unused-allow" not in {found["rule"] for found in report["findings"]}


def test_an_allowance_that_fits_nothing_is_told(check):
    (finding,) = check(_allow("0123456789ab"), GOOD)["findings"]
    assert (finding["rule"], finding["file"], finding["line"]) == ("config/unused-allow", "tunelint.toml", 1)
    assert "As the customer wrote it" in finding["message"]
    assert check(_allow("0123456789ab"), GOOD, "--scope", "row")["findings"] == []


def test_an_expired_allowance_counts_no_more(check):
    (found,) = _unknown_roles(check("", [*GOOD, BAD]))
    report = check(_allow(found["key"], "until = 2020-02-29\n"), [*GOOD, BAD])
    rules = {found["rule"] for found in report["findings"]}
    assert {"format/unknown-role", "config/expired-allow"} <= rules
    assert "config/unused-allow" not in rules


WORD = "Zanzibar"
FORMS = ["json", "text", "concise", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv"]


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("secrets")
    rows = [
        {"messages": [{"role": WORD, "content": f"{WORD} 1"}, {"role": "user", "content": WORD}]},
        {"messages": [{"role": "user", "content": WORD, WORD: 1}, {"role": "assistant", "content": " "}]},
        chat("Hello?", f"We utilise {WORD}."),
    ]
    write_rows(folder / "d.jsonl", rows)
    with (folder / "d.jsonl").open("a", encoding="utf-8") as file:
        file.write(f'{{"messages": {WORD}\n')
    (folder / "terms.csv").write_text("avoid,prefer\nutilise,use\n", encoding="utf-8")
    (folder / "tunelint.toml").write_text('glossary = ["terms.csv"]\n', encoding="utf-8")
    return folder


def _quoting(secrets, quote):
    outputs = [option for form in FORMS for option in ("--output", f"{form}:{quote}.{form}")]
    run_cli("check", "d.jsonl", "--select", "format,terminology", "--excerpt", quote, *outputs, cwd=secrets)
    return {form: (secrets / f"{quote}.{form}").read_bytes() for form in FORMS}


def test_no_format_quotes_the_data_where_it_must_not(secrets):
    hidden = _quoting(secrets, "none")
    for form, content in hidden.items():
        assert b"format/unknown-role" in content, form
        assert WORD.encode() not in content, form
    shown = _quoting(secrets, "short")
    assert all(WORD.encode() in shown[form] for form in ("json", "text", "csv", "markdown"))


def test_excerpts_in_full(tmp_path):
    text = "word " * 200 + "end"
    write_rows(tmp_path / "d.jsonl", [{"messages": [{"role": "bot", "content": text}]}])
    quoted = {}
    for quote in ("short", "full"):
        done = run_cli("check", "d.jsonl", "--output", "json", "--excerpt", quote, cwd=tmp_path)
        quoted[quote] = max((f["excerpt"] for f in json.loads(done.stdout)["findings"]), key=len)
    assert len(quoted["short"]) < 200
    assert text in quoted["full"]
