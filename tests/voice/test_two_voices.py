"""The rule tone/two-voices and the cut that it rests on."""

import numpy as np
import pytest

from tests.voice.test_off_voice import outcome, rows
from tunelint.profile.split import split
from tunelint.profile.voice import views, width


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
