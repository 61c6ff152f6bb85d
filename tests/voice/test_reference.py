"""What is normal in a voice, and the promise of its tail."""

import numpy as np
import pytest

from tunelint.profile.reference import fit
from tunelint.profile.voice import width


def crowd(number, seed, shift=0.0):
    chance = np.random.default_rng(seed)
    loadings = np.random.default_rng(1).normal(size=(6, width())) / 2
    return chance.normal(size=(number, 6)) @ loadings + chance.normal(size=(number, width())) + shift


@pytest.mark.parametrize("alpha", [0.01, 0.05])
def test_approved_texts_keep_the_promised_rate_of_false_alarms(alpha):
    rates = []
    for seed in range(8):
        reference = fit(crowd(300, seed), approved=True)
        fresh = crowd(500, seed + 100)
        rates.append((reference.tail(reference.strangeness(fresh)) <= alpha).mean())
    assert np.mean(rates) <= alpha * 1.35


def test_a_clean_set_is_hardly_ever_flagged_by_itself():
    rates = []
    for seed in range(8):
        rows = crowd(300, seed)
        reference = fit(rows, approved=False)
        rates.append((reference.tail(reference.strangeness(rows)) <= 0.01).mean())
    assert np.mean(rates) <= 0.01


def test_strange_texts_are_found_among_their_own_set():
    rows = np.concatenate([crowd(200, 3), crowd(15, 4, shift=2.5)])
    reference = fit(rows, approved=False)
    tails = reference.tail(reference.strangeness(rows))
    assert (tails[200:] <= 0.01).mean() > 0.8
    assert (tails[:200] <= 0.01).mean() <= 0.01


def test_a_column_that_never_varies_does_not_weigh_without_bound():
    rows = crowd(100, 5)
    rows[:, 10] = 0.0
    odd = rows[:1].copy()
    odd[0, 10] = 1.0
    reference = fit(rows, approved=True)
    assert np.isfinite(reference.strangeness(odd)).all()
    assert reference.strangeness(odd)[0] < reference.strangeness(rows[:1])[0] + 3


def test_the_tail_falls_as_strangeness_grows():
    for approved in (True, False):
        reference = fit(crowd(120, 6), approved=approved)
        tails = reference.tail(np.linspace(-3, 9, 40))
        assert (np.diff(tails) <= 0).all()
        assert ((tails > 0) & (tails <= 1)).all()
