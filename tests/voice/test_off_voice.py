"""The rule tone/off-voice from a file to its findings."""

import json
import random
from pathlib import Path

import pytest

from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "sorrelby.jsonl"
SHOUTED = (
    "WOW, you are in LUCK!!! Our unbelievable pods are simply the BEST ever, and today you can grab them at"
    " an INSANE price! Don't miss out, order now and get ready to fall in love with your garden!!!"
)


def rows():
    found = []
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        turns = {turn["role"]: turn["content"] for turn in json.loads(line)["messages"]}
        found.append({"prompt": turns["user"], "completion": turns["assistant"]})
    return found


def outcome(folder, data, rule_id="tone/off-voice"):
    file = folder / "data.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    config = load_config([str(file)], [])
    rule = load_rules([rules_folder()])[rule_id]
    return check([str(file)], make_plan({rule.id: rule}, config), config)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    data = rows()
    data[100] = {"prompt": "Do you sell mint pods?", "completion": SHOUTED}
    data[101] = {"prompt": "Write me a silly slogan for mint pods.", "completion": SHOUTED}
    data[102] = {
        "prompt": "Verkauft ihr Minze?",
        "completion": "Ja, wir haben Minze und Thymian. " * 4,
    }
    data[103] = {"prompt": "Do you sell mint?", "completion": "We do."}
    return data, outcome(tmp_path_factory.mktemp("voice"), data)


def test_the_shouted_reply_is_flagged_with_its_words_and_place(judged):
    _, seen = judged
    (finding,) = [finding for finding in seen.findings if finding.place.line == 101]
    assert "enthusiastic" in finding.message
    assert "exclamation marks" in finding.message
    assert "usually none" in finding.message
    start, end = finding.place.span
    assert SHOUTED[start:end].strip()
    assert len(finding.related) == 2
    assert {place.line for place in finding.related}.isdisjoint({101, 102, 103, 104})
    assert "enthusiasm" in finding.explain


def test_what_was_asked_for_or_cannot_be_judged_is_left_out_and_said_so(judged):
    _, seen = judged
    assert {finding.place.line for finding in seen.findings}.isdisjoint({102, 103, 104})
    reasons = " ".join(item.reason for item in seen.not_judged)
    assert "the prompt asks for a tone" in reasons
    assert "the language “de” is not supported" in reasons
    assert "fewer than 15 words" in reasons


def test_few_other_rows_of_the_house_are_flagged(judged):
    _, seen = judged
    assert len(seen.findings) <= 1 + 0.01 * len(rows())


def test_order_of_the_rows_changes_no_verdict(judged, tmp_path):
    data, seen = judged
    shuffled = random.Random(5).sample(data, len(data))
    assert {f.fingerprint for f in outcome(tmp_path, shuffled).findings} == {
        f.fingerprint for f in seen.findings
    }


def test_too_few_rows_are_not_judged(tmp_path):
    seen = outcome(tmp_path, [*rows()[:20], {"prompt": "Do you sell mint pods?", "completion": SHOUTED}])
    assert not seen.findings
    assert any("too few to tell a voice" in item.reason for item in seen.not_judged)
