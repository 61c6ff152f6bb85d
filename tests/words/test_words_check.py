"""The rules of words on whole files: spans, fixes and scores as a user sees them."""

from __future__ import annotations

import json

from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan


def outcome(tmp_path, rows: list[str], select: str, glossary: str = ""):
    data = tmp_path / "data.jsonl"
    lines = [
        json.dumps({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": text}]})
        for text in rows
    ]
    data.write_text("\n".join(lines) + "\n", encoding="utf-8")
    config_file = tmp_path / "tunelint.toml"
    config_file.write_text(f'select = ["{select}"]\n', encoding="utf-8")
    if glossary:
        (tmp_path / "terms.csv").write_text(glossary, encoding="utf-8")
        config_file.write_text(f'select = ["{select}"]\nglossary = ["terms.csv"]\n', encoding="utf-8")
    config = load_config([str(data)], [str(config_file)])
    return check([str(data)], make_plan(load_rules([rules_folder()]), config), config)


def test_a_glossary_finding_has_its_exact_span_and_a_fix(tmp_path) -> None:
    glossary = "avoid,prefer,note\nutilise,use,Short is better.\ngoing forward,,\n"
    text = "Café “quotes” 😀: Utilising it, going forward."
    result = outcome(tmp_path, [text, "Fine."], "terminology/glossary", glossary)
    first, second = result.findings
    assert text[slice(*first.place.span)] == "Utilising"
    assert first.message == "“Utilising” is on your avoid list: write “Using” (Short is better)"
    (edit,) = first.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace("Utilising", "Using")
    assert not first.fix.safe
    assert second.message == "“going forward” is on your avoid list"
    assert second.fix is None
    assert list(result.scores["terminology"]) == [1 / 3, 1]


def test_the_same_word_twice_has_two_fingerprints(tmp_path) -> None:
    result = outcome(tmp_path, ["utilise, utilise"], "terminology/glossary", "avoid\nutilise\n")
    assert len({finding.fingerprint for finding in result.findings}) == 2
