"""Every kind of Vale's rules is brought over, or named with the reason why not."""

from __future__ import annotations

import pytest

from tests.bench.vale import EXCERPT, findings
from tests.conftest import chat, run_cli, write_rows
from tunelint.model.settings import Settings
from tunelint.rulebook.load import load_rules
from tunelint.rulebook.vale import load_vale, read_vale, write_rules
from tunelint.run.plan import seat


def style(tmp_path, **rules):
    folder = tmp_path / "styles" / "House"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in rules.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def found(folder, text):
    rules = load_vale(folder)
    return [(rule, text[start:][:12], message) for rule, start, message in findings(text, rules)]


def reason(folder):
    return {item.rule_id: item.reason for item in read_vale(folder) if item.reason}


def test_existence_with_raw_exceptions_and_case(tmp_path):
    text = (
        "extends: existence\n"
        "message: \"Not '%s'.\"\n"
        "level: error\n"
        "raw:\n"
        "  - '\\bvery\\s+'\n"
        "tokens: [good, bad]\n"
        "exceptions: [very good]\n"
    )
    folder = style(tmp_path, Very=text)
    assert found(folder, "A very bad day, a very good one, a Very bad one.") == [
        ("House/Very", "very bad day", "Not 'very bad'.")
    ]


def test_words_that_yaml_would_turn_into_booleans(tmp_path):
    folder = style(tmp_path, No="extends: existence\nmessage: \"'%s'\"\ntokens: [no, yes, on, 1_000, ~]\n")
    assert [each[1] for each in found(folder, "Well, no. And 1_000.")] == ["no. And 1_00", "1_000."]


def test_substitution_keeps_the_capital_and_offers_choices(tmp_path):
    text = (
        "extends: substitution\n"
        "message: Use '%s', not '%s'.\n"
        "ignorecase: true\n"
        "level: suggestion\n"
        "action: {name: replace}\n"
        "swap:\n"
        "  '(?:utilis|utiliz)e': use\n"
        "  e-mail: email|message\n"
        "  iphone: iPhone\n"
    )
    folder = style(tmp_path, Words=text)
    assert [each[2] for each in found(folder, "Utilise e-mail on an iPhone or Iphone.")] == [
        "Use “Use”, not 'Utilise'.",
        "Use “email” or “message”, not 'e-mail'.",
        "Use “iPhone”, not 'Iphone'.",
    ]


def test_longer_phrases_win(tmp_path):
    text = 'extends: substitution\nmessage: "%s"\nswap:\n  all of: all\n  all of a sudden: suddenly\n'
    assert [each[2] for each in found(style(tmp_path, W=text), "It rained all of a sudden.")] == [
        "“suddenly”"
    ]


def test_occurrence_counts_in_each_sentence(tmp_path):
    text = "extends: occurrence\nmessage: Too many.\nscope: sentence\nmax: 2\ntoken: ','\n"
    folder = style(tmp_path, Commas=text)
    assert found(folder, "One, two. One, two, three, four. Six, seven.") == [
        ("House/Commas", ", two, three", "Too many.")
    ]


def test_occurrence_with_a_minimum(tmp_path):
    folder = style(
        tmp_path, Please="extends: occurrence\nmessage: Say it.\nscope: summary\nmin: 1\ntoken: please\n"
    )
    assert found(folder, "Give it here.\n") == [("House/Please", "Give it here", "Say it.")]
    assert found(folder, "Give it here, please.\n") == []


def test_repetition_stops_at_the_end_of_a_sentence(tmp_path):
    text = (
        "extends: repetition\nmessage: \"'%s' twice\"\nalpha: true\nignorecase: true\ntokens: ['[^\\s.]+']\n"
    )
    folder = style(tmp_path, Twice=text)
    assert found(folder, "This is is it. I like that. That is that.") == [
        ("House/Twice", "is is it. I ", "'is' twice")
    ]


def test_consistency_names_the_second_side(tmp_path):
    text = (
        "extends: consistency\n"
        "message: \"Inconsistent: '%s'\"\n"
        "level: error\n"
        "ignorecase: true\n"
        "either:\n"
        "  advisor: adviser\n"
    )
    folder = style(tmp_path, Adviser=text)
    assert found(folder, "An advisor. The advisor met an adviser.") == [
        ("House/Adviser", "adviser.", "Inconsistent: 'adviser'")
    ]


def test_conditional_without_a_group_asks_for_any_match(tmp_path):
    text = (
        "extends: conditional\nmessage: \"'%s' without its price\"\nfirst: '\\boffer\\b'\nsecond: '\\$\\d+'\n"
    )
    folder = style(tmp_path, Price=text)
    assert len(found(folder, "An offer. Another offer.")) == 2
    assert found(folder, "An offer for $20. Another offer.") == []


def test_title_case_and_the_way_it_should_be(tmp_path):
    text = (
        "extends: capitalization\n"
        "message: \"'%s' should be '%s'\"\n"
        "scope: heading.h1\n"
        "match: $title\n"
        "exceptions: [iOS]\n"
    )
    folder = style(tmp_path, Titles=text)
    assert found(folder, "# How to use the new iOS app\n\n## not this one\n") == [
        (
            "House/Titles",
            "How to use t",
            "'How to use the new iOS app' should be 'How to Use the New iOS App'",
        )
    ]
    assert found(folder, "# How to Use the New iOS App\n") == []


def test_metric_reckons_over_prose(tmp_path):
    text = (
        "extends: metric\n"
        'message: "Grade %s."\n'
        "formula: |\n"
        "  (words / sentences) + heading.h2\n"
        "condition: '> 5'\n"
    )
    folder = style(tmp_path, Grade=text)
    assert [
        each[2] for each in found(folder, "## A\n\nOne two three four five six. Seven eight nine ten.\n")
    ] == ["Grade 6.00."]


def test_readability_is_the_mean_of_its_grades(tmp_path):
    text = 'extends: readability\nmessage: "Grade %s."\ngrade: 8\nmetrics: [Flesch-Kincaid, Gunning Fog]\n'
    folder = style(tmp_path, Grade=text)
    hard = "Notwithstanding aforementioned considerations, responsibilities necessitate documentation."
    assert len(found(folder, hard)) == 1
    assert found(folder, "The cat sat on the mat. It was warm.") == []


def test_spelling_with_accepted_words(tmp_path):
    folder = style(
        tmp_path, Spell="extends: spelling\nmessage: \"Really '%s'?\"\nlevel: error\nignore: words.txt\n"
    )
    (folder.parent / "words.txt").write_text("tunelint\n")
    text = "Tunelint recieves an API `kee` from v2 at www.exampel.com, doesn’t it?"
    assert found(folder, text) == [("House/Spell", "recieves an ", "Really 'recieves'?")]


def test_sequence_of_words_without_tags(tmp_path):
    text = (
        "extends: sequence\n"
        "message: \"'%s %s' is old\"\n"
        "ignorecase: true\n"
        "tokens:\n"
        "  - pattern: ^dear$\n"
        "  - pattern: ^(?:sir|madam)$\n"
        "    skip: 1\n"
    )
    folder = style(tmp_path, Dear=text)
    assert found(folder, "Well, dear kind sir, thanks.")[0][:2] == ("House/Dear", "dear kind si")
    assert found(folder, "Dear reader, thank you, sir.") == []


def test_what_cannot_be_brought_over_is_named(tmp_path):
    folder = style(
        tmp_path,
        Script="extends: script\nmessage: x\nscript: a.tengo\n",
        Comment="extends: existence\nmessage: x\nscope: comment.line\ntokens: [x]\n",
        Broken="extends: existence\nmessage: x\ntokens:\n  - '(open'\n",
        Yaml="extends: [\n",
        Mute="extends: existence\ntokens: [x]\n",
        New="extends: telepathy\nmessage: x\n",
        Fine="extends: existence\nmessage: Not '%s'.\ntokens: [zounds]\n",
    )
    why = reason(folder)
    assert sorted(why) == [f"House/{name}" for name in ("Broken", "Comment", "Mute", "New", "Script", "Yaml")]
    assert "Tengo" in why["House/Script"]
    assert "comment.line" in why["House/Comment"]
    assert "(open" in why["House/Broken"]
    assert "line" in why["House/Yaml"]


def test_a_part_of_a_scope_that_is_not_known_is_a_note(tmp_path):
    folder = style(
        tmp_path,
        Part=(
            "extends: existence\n"
            "message: x\n"
            "scope: [heading, comment]\n"
            "action: {name: suggest, params: [x.tengo]}\n"
            "tokens: [x]\n"
        ),
    )
    (item,) = read_vale(folder)
    assert item.reason == ""
    assert ["comment" in note or "suggest" in note for note in item.notes] == [True, True]
    assert item.table["options"]["only"] == ["heading"]


def test_a_run_says_what_it_does_not_judge(tmp_path, report):
    style(
        tmp_path,
        Script="extends: script\nmessage: x\n",
        Fine="extends: existence\nmessage: Not '%s'.\ntokens: [zounds]\n",
    )
    (tmp_path / "tunelint.toml").write_text('packs = ["vale:styles/House"]\nselect = ["House"]\n')
    told = report(rows=[chat("Hi", "Zounds, zounds!")])
    assert [finding["rule"] for finding in told["findings"]] == ["House/Fine"]
    assert [each["rule"] for each in told["not_judged"]] == ["House/Script"]
    assert "Tengo" in told["not_judged"][0]["reason"]


def test_a_run_that_looks_at_no_row_says_it_too(tmp_path, report):
    style(tmp_path, Script="extends: script\nmessage: x\n")
    (tmp_path / "tunelint.toml").write_text('packs = ["vale:styles/House"]\nselect = ["House"]\n')
    told = [report("--scope", "row", rows=[chat("Hi", "Fine.")])["not_judged"] for _ in range(2)]
    assert [[each["rule"] for each in run] for run in told] == [["House/Script"]] * 2


def test_written_rules_are_those_of_the_pack(tmp_path):
    for pack in ("google/Google", "microsoft/Microsoft", "write-good/write-good"):
        folder = EXCERPT / pack
        write_rules(read_vale(folder), tmp_path)
        written, direct = load_rules([tmp_path]), load_vale(folder)
        for name, rule in direct.items():
            assert written[name].changed(path="") == rule.changed(path="")


def test_import_vale_writes_a_folder_that_checks(tmp_path, report):
    folder = style(
        tmp_path,
        Fine="extends: existence\nmessage: Not '%s'.\ntokens: [zounds]\n",
        Script="extends: script\nmessage: x\n",
    )
    done = run_cli("rules", "import-vale", folder, "-o", tmp_path / "pack")
    assert done.returncode == 0
    assert b"House/Script: not imported: it runs a script in Tengo" in done.stdout
    rows = [chat("Hi", "Odds and zounds!")]
    told = report("--isolated", "--config", f'packs=["{tmp_path / "pack"}"]', "--select", "House", rows=rows)
    assert [each["message"] for each in told["findings"]] == ["Not 'zounds'."]
    assert [each["rule"] for each in told["not_judged"]] == ["House/Script"]


def test_a_project_is_read_as_its_ini_says(tmp_path, report):
    style(
        tmp_path,
        Loud="extends: existence\nmessage: Loud '%s'.\nlevel: suggestion\ntokens: ['!']\nnonword: true\n",
        Soft="extends: existence\nmessage: Soft '%s'.\nlevel: suggestion\ntokens: [soft]\n",
        Never="extends: existence\nmessage: Never.\ntokens: [soft]\n",
    )
    words = tmp_path / "styles" / "config" / "vocabularies" / "Base"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("GitHub\n[Ss]oftware\n")
    (words / "reject.txt").write_text("zounds\n")
    (tmp_path / ".vale.ini").write_text(
        "StylesPath = styles\n"
        "MinAlertLevel = warning\n"
        "Vocab = Base\n"
        "\n"
        "[*.{md,txt}]\n"
        "BasedOnStyles = House, Vale\n"
        "House.Loud = error\n"
        "House.Never = NO\n"
        "Vale.Spelling = NO\n"
        "\n"
        "[*.py]\n"
        "BasedOnStyles = Other\n"
    )
    (tmp_path / "tunelint.toml").write_text('packs = ["vale:.vale.ini"]\nselect = ["House", "Vale"]\n')
    told = report(rows=[chat("Hi", "A soft github, zounds! It is the the end.")])
    assert sorted((each["rule"], each["severity"]) for each in told["findings"]) == [
        ("House/Loud", "error"),
        ("Vale/Avoid", "error"),
        ("Vale/Repetition", "error"),
        ("Vale/Terms", "error"),
    ]


@pytest.mark.parametrize(("name", "hint"), [("nowhere", "no such style"), ("empty", "no rule of Vale")])
def test_a_pack_that_is_no_style_stops_the_run(tmp_path, name, hint):
    (tmp_path / "empty").mkdir()
    data = write_rows(tmp_path / "data.jsonl", [chat("Hi", "Hello.")])
    done = run_cli("check", data, "--isolated", "--config", f'packs=["vale:{tmp_path / name}"]')
    assert done.returncode == 2
    assert hint in done.stderr.decode()


def test_rules_of_a_pack_fit_their_kinds():
    for pack in ("google/Google", "microsoft/Microsoft", "write-good/write-good"):
        rules = load_vale(EXCERPT / pack)
        assert len(seat(rules.values(), Settings())) == len(rules)


def test_groups_of_a_pattern_in_what_to_write(tmp_path):
    text = 'extends: substitution\nmessage: "%s"\nnonword: true\nswap:\n  (\\d+)(GB|MB)\\b: $1 ${2}\n'
    assert [each[2] for each in found(style(tmp_path, W=text), "Needs 64GB, or 4MB.")] == [
        "“64 GB”",
        "“4 MB”",
    ]


def test_a_formula_over_several_lines(tmp_path):
    text = "extends: metric\nmessage: '%s'\nformula: |\n  words\n  / sentences\n  + 1\ncondition: '>= 4'\n"
    assert [each[2] for each in found(style(tmp_path, F=text), "One two three.")] == ["4.00"]


def test_fixes_leave_markup_whole(tmp_path, report):
    style(
        tmp_path,
        Words='extends: substitution\nmessage: "%s"\naction: {name: replace}\nswap: {in order to: to}\n',
        Dash='extends: existence\nmessage: "x"\nnonword: true\naction: {name: edit, params: [trim, " "]}\n'
        'tokens: ["\\\\s—\\\\s"]\n',
    )
    rows = [chat("Hi", "Come — now — in order to see it."), chat("Hi", "Do it in **order to** see.")]
    (tmp_path / "tunelint.toml").write_text('packs = ["vale:styles/House"]\nselect = ["House"]\n')
    told = report(rows=rows)
    assert [bool(each.get("fix")) for each in told["findings"]] == [True, True, True, False]


def test_written_rules_bring_examples_that_hold(tmp_path):
    done = run_cli("rules", "import-vale", EXCERPT / "write-good" / "write-good", "-o", tmp_path)
    assert b"8 rules written" in done.stdout
    assert b"0 not imported, 0 without an example" in done.stdout
    tested = run_cli("rules", "test", tmp_path)
    assert tested.stdout.decode().strip() == "8 rules, 8 examples, 0 failed"
    assert tested.returncode == 0


def test_a_fix_takes_no_letters_of_other_words(tmp_path):
    text = "extends: existence\nmessage: x\nnonword: true\naction: {name: remove}\n"
    text += "tokens: ['[a-z]\\. {2}[A-Z]']\n"
    (item,) = read_vale(style(tmp_path, Spaces=text))
    assert "replace" not in item.table["options"]
    assert "remove" in item.notes[0]


def test_a_sequence_with_words_between_and_exceptions(tmp_path):
    text = """extends: sequence
message: "'%[2]s' too far from '%[1]s'"
ignorecase: true
exceptions: [take care]
tokens:
  - pattern: ^take$
  - skip: 1
  - pattern: ^(?:it|care)$
    skip: 1
"""
    folder = style(tmp_path, Far=text)
    assert [each[2] for each in found(folder, "Take all of it. Now take care. Take it.")] == [
        "'all' too far from 'Take'",
        "'it' too far from 'Take'",
    ]


def test_keys_that_say_nothing_here_are_notes(tmp_path):
    text = "extends: spelling\nmessage: x\nlocale: en-US\naction: {name: suggest, params: [spellings]}\n"
    (item,) = read_vale(style(tmp_path, Spell=text))
    assert [note.split("”")[0] for note in item.notes] == ["“locale", "“action"]
