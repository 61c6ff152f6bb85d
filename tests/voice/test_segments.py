"""Parts of the data that have a voice of their own on purpose."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from tests.voice.test_off_voice import SHOUTED, rows
from tunelint.cli import cli
from tunelint.model.errors import UserError
from tunelint.profile.sample import Sample, Strata
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

LEGAL = '[[voice.segment]]\nwhere = { channel = "legal" }\n'


def legal(reply):
    """The reply as a clause: the same content in another voice."""
    plain = (
        reply.replace("n't", " not").replace("'ll", " shall").replace("'re", " are").replace("'ve", " have")
    )
    plain = plain.replace("you", "the Customer").replace("We ", "The Company ").replace("we ", "the Company ")
    return (
        "Pursuant to the applicable terms and without prejudice to any other provision hereof, the following"
        f" shall apply: {plain} The foregoing is subject to the provisions of the agreement, and"
        " nothing herein shall be construed as a waiver of any right or remedy."
    )


def mixed(number=70):
    """The sample house, with the last `number` replies in a legal channel (a few have prompts that ask)."""
    data = [{**row, "channel": "care"} for row in rows()]
    for row in data[-number:]:
        row |= {"channel": "legal", "completion": legal(row["completion"])}
    return data


def judged(folder, data, config=LEGAL, rule_id="tone/off-voice"):
    file = folder / "data.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    (folder / "tunelint.toml").write_text(config, encoding="utf-8")
    loaded = load_config([str(file)])
    rule = load_rules([rules_folder()])[rule_id]
    return check([str(file)], make_plan({rule.id: rule}, loaded), loaded)


def lines(outcome):
    return {finding.place.line for finding in outcome.findings}


def test_a_reply_in_the_voice_of_an_other_segment_is_off_voice(tmp_path):
    data = mixed()
    stray, own = 20, len(data) - 5
    data[stray]["completion"] = legal(data[stray]["completion"])
    found = lines(judged(tmp_path, data))
    assert stray + 1 in found
    assert own + 1 not in found
    assert len(found) <= 1 + 0.02 * len(data)


def test_a_declared_segment_is_no_second_voice_and_an_undeclared_one_is(tmp_path):
    data = mixed()
    assert not judged(tmp_path, data, LEGAL, "tone/two-voices").findings
    assert judged(tmp_path, data, "", "tone/two-voices").findings


def test_a_segment_that_is_too_small_is_not_judged_and_the_rest_is(tmp_path):
    data = mixed(12)
    data[20]["completion"] = SHOUTED
    seen = judged(tmp_path, data)
    assert 21 in lines(seen)
    assert all(line <= len(data) - 12 for line in lines(seen))
    (few,) = [item for item in seen.not_judged if "legal" in item.reason]
    assert "12 texts of the segment “legal” are too few to tell a voice" in few.reason
    assert few.total == 12


def test_all_segments_too_small_is_no_pass_in_silence(tmp_path):
    data = mixed(12)[-40:]
    reasons = " ".join(item.reason for item in judged(tmp_path, data[:20] + data[-12:]).not_judged)
    assert "12 texts of the segment “legal”" in reasons
    assert "of no segment are too few" in reasons
    assert "no segment holds enough texts" in reasons


def test_a_segment_may_be_a_folder_and_has_a_name(tmp_path):
    config = '[[voice.segment]]\nname = "counsel"\nfiles = ["data*"]\n'
    seen = judged(tmp_path, rows()[:10], config)
    assert any("10 texts of the segment “counsel”" in item.reason for item in seen.not_judged)


@pytest.mark.parametrize(
    ("config", "what"),
    [
        ("[[voice.segment]]\n", "needs “where” or “files”"),
        (LEGAL * 2, "two of the name “legal”"),
        ('[[voice.segment]]\nwhere = "legal"\n', "must be a table"),
        ('[[voice.segment]]\nwere = { channel = "legal" }\n', "unknown key “were”"),
    ],
)
def test_mistakes_in_a_segment_stop_the_run(tmp_path, config, what):
    with pytest.raises(UserError, match=what):
        judged(tmp_path, rows()[:2], config)


def test_a_stored_voice_holds_its_segments(tmp_path):
    data = mixed()
    judged(tmp_path, data)
    file, voice = str(tmp_path / "data.jsonl"), str(tmp_path / "house.voice.toml")
    learned = CliRunner().invoke(cli, ["voice", "learn", file, "-o", voice])
    assert "66 replies of the segment “legal”" in learned.output
    shown = CliRunner().invoke(cli, ["voice", "show", voice]).output
    assert "more legalistic" in shown
    assert "66 replies of the segment “legal”" in shown
    compared = CliRunner().invoke(
        cli, ["voice", "diff", voice, file, "--format", "json"], standalone_mode=False
    )
    assert compared.return_value == 0
    assert [part["segment"] for part in json.loads(compared.output)["parts"]] == [None, "legal"]
    stored = f'[voice]\nfile = "house.voice.toml"\n{LEGAL}'
    fresh = mixed()
    fresh[20]["completion"] = legal(fresh[20]["completion"])
    found = lines(judged(tmp_path, fresh, stored))
    assert 21 in found
    assert len(found) <= 1 + 0.03 * len(fresh)
    with pytest.raises(UserError, match="differ in the segment “legal”"):
        judged(tmp_path, fresh, 'voice = "house.voice.toml"\n')


def test_a_stored_voice_says_which_segment_is_too_small(tmp_path):
    judged(tmp_path, mixed(12))
    file, voice = str(tmp_path / "data.jsonl"), str(tmp_path / "house.voice.toml")
    learned = CliRunner().invoke(cli, ["voice", "learn", file, "-o", voice])
    assert "12 replies of the segment “legal”, too few" in learned.output
    seen = judged(tmp_path, mixed(40), f'[voice]\nfile = "house.voice.toml"\n{LEGAL}')
    (few,) = [item for item in seen.not_judged if "legal" in item.reason]
    assert "12 approved texts of the segment “legal”" in few.reason
    assert few.total == 37


def test_strata_merge_like_one_sample_of_each_part():
    chance = np.random.default_rng(4)
    triples = [(int(chance.integers(3)), f"{at:03}", at) for at in range(60)]
    whole = Strata.of(7, triples)
    halves = Strata.of(7, triples[:25]).merge(Strata.of(7, triples[25:]))
    assert dict(whole.parts) == dict(halves.parts)
    assert all(isinstance(part, Sample) and len(part.items) == 7 for part in whole.parts.values())
