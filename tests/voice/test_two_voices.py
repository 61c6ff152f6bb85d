"""The rule tone/two-voices and the cut that it rests on."""

import json

import numpy as np
import pytest

from tests.voice.test_off_voice import outcome, rows
from tunelint.profile.split import split
from tunelint.profile.voice import views, width
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan


def crowd(number, seed, shift):
    found = np.random.default_rng(seed).normal(size=(number, width()))
    found[:, views()["axes"]] += shift
    return found


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5])
def test_two_crowds_are_cut_where_they_part(share):
    second = round(200 * share)
    found = split(np.concatenate([crowd(200 - second, 1, 0.0), crowd(second, 2, 2.5)]))
    assert found.gap > 4.5
    assert found.valley < 0.35
    assert abs(found.share - share) < 0.02


def test_one_crowd_has_no_clear_cut():
    for seed in range(6):
        found = split(crowd(200, seed, 0.0))
        assert found.gap < 4.0
        assert found.valley > 0.35


def test_one_house_is_one_voice_and_a_second_one_is_one_finding(tmp_path):
    house = rows()
    assert not outcome(tmp_path, house, "tone/two-voices").findings
    sold = [
        {
            "prompt": row["prompt"],
            "completion": f"WOW!!! {row['completion'].replace('.', '!!!')} You will LOVE it!!!",
        }
        for row in house[:60]
    ]
    (finding,) = outcome(tmp_path, [*sold, *house[60:]], "tone/two-voices").findings
    assert finding.place.line <= 60
    assert 0.2 < finding.details["share"] < 0.35
    assert "enthusiastic" in finding.message


def test_both_rules_of_a_run_share_one_sample_and_one_cut(tmp_path, monkeypatch):
    from tunelint.judge.voice import sampled

    cut = []
    monkeypatch.setattr(sampled, "split", lambda *given: cut.append(1) or split(*given))
    file = tmp_path / "data.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    config = load_config([str(file)], [])
    found = load_rules([rules_folder()])
    chosen = {name: found[name] for name in ("tone/off-voice", "tone/two-voices")}
    check([str(file)], make_plan(chosen, config), config)
    assert len(cut) == 1
