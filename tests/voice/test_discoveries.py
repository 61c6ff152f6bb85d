"""The rate of false discoveries: held where the reference is large, left out where it is small."""

import numpy as np
import pytest

from tunelint.judge.voice.off_voice import FDR_TEXTS, OffVoiceKind, OffVoiceOptions, discovery_limit
from tunelint.model.row import RowRef
from tunelint.model.settings import Settings
from tunelint.model.view import Cell
from tunelint.profile.own import Voices
from tunelint.profile.reference import fit
from tunelint.profile.voice import width
from tunelint.rulebook.load import load_rules, rules_folder


def crowd(number, seed, shift=0.0):
    return np.random.default_rng(seed).normal(size=(number, width())) + shift


def flagged(known, rows, **options):
    rule = load_rules([rules_folder()])["tone/off-voice"]
    judge = OffVoiceKind(rule, OffVoiceOptions(**options), Settings())
    cells = [Cell(RowRef(at, "f", at + 1, f"{at:04}"), "", row) for at, row in enumerate(rows)]
    found = judge._judged(Voices(fit(known, approved=True)), cells, len(known))
    return np.array([item.p <= item.limit for item in found])


def test_the_limit_is_the_largest_p_value_under_the_line_of_benjamini_and_hochberg():
    tails = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    assert discovery_limit(tails, 0.05) == 0.008
    assert discovery_limit(tails, 0.1) == 0.06
    assert discovery_limit([0.2, 0.5, 0.9], 0.1) == -1
    assert discovery_limit([], 0.1) == -1


def test_on_clean_texts_hardly_ever_anything_is_flagged():
    known = crowd(FDR_TEXTS, 1)
    runs = [flagged(known, crowd(200, seed), fdr=0.1) for seed in range(2, 12)]
    assert sum(bool(run.any()) for run in runs) <= 3
    assert sum(int(flagged(known, crowd(200, seed)).sum()) for seed in range(2, 12)) > 3


@pytest.mark.parametrize("rate", [0.05, 0.1])
def test_among_the_flagged_few_are_on_voice(rate):
    known, shares = crowd(FDR_TEXTS, 1), []
    for seed in range(6):
        run = flagged(known, np.concatenate([crowd(300, seed + 20), crowd(30, seed + 50, 0.8)]), fdr=rate)
        assert run[300:].mean() > 0.8
        shares.append(run[:300].sum() / run.sum())
    assert np.mean(shares) <= rate * 1.3


def test_with_a_small_reference_alpha_counts():
    known, rows = crowd(FDR_TEXTS - 1, 1), np.concatenate([crowd(300, 2), crowd(4, 3, 0.8)])
    assert np.array_equal(flagged(known, rows, fdr=0.1), flagged(known, rows))
