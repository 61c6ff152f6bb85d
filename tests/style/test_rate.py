"""Rates of habits: the fit, the interval, and how often a clean house is accused."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.profile.rate import MOST, Rate, fit

COUNTS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda pair: (min(pair), max(pair))), max_size=30
)


def house(mean, spread, texts, seed):
    """Times shown and chances of texts drawn from the model."""
    draw = np.random.default_rng(seed)
    chances = draw.integers(1, 15, texts)
    total = (1 - spread) / spread
    shown = draw.binomial(chances, draw.beta(mean * total, (1 - mean) * total, texts))
    return [(int(k), int(n)) for k, n in zip(shown, chances, strict=True)]


@pytest.mark.parametrize(("mean", "spread"), [(0.84, 0.1), (0.1, 0.05), (0.5, 0.3)])
def test_the_fit_finds_mean_and_spread_of_the_model(mean, spread):
    rate = fit(Counter(house(mean, spread, 1500, 1)))
    assert rate.mean == pytest.approx(mean, abs=0.04)
    assert rate.spread == pytest.approx(spread, rel=0.35)


@pytest.mark.parametrize(("mean", "spread"), [(0.84, 0.05), (0.03, 0.1), (0.3, 0.2)])
def test_the_95_percent_interval_holds_the_rate_in_most_houses(mean, spread):
    intervals = [fit(Counter(house(mean, spread, 150, seed))).interval() for seed in range(40)]
    assert sum(low <= mean <= high for low, high in intervals) >= 34


def test_a_few_strange_texts_do_not_make_the_house_look_uneven():
    clean = house(0.9, 0.03, 200, 3)
    dirty = clean[:190] + [(0, 9)] * 10
    assert fit(Counter(dirty)).spread < 2 * fit(Counter(clean)).spread + 0.02
    assert fit(Counter(dirty)).tails(0, 9)[0] < 1e-4


def test_a_rare_habit_is_the_house_s_own_and_no_stray():
    rare = fit(Counter(house(0.035, 0.1, 1500, 2)))
    assert rare.mean == pytest.approx(0.035, abs=0.015)
    assert rare.tails(2, 4)[1] > 1e-3


def test_strays_stand_out_where_the_habit_is_rare_or_unknown():
    for clean in house(0.035, 0.05, 600, 4), [(0, 8)] * 600:
        rate = fit(Counter([*clean, *[(8, 9)] * 10]))
        assert rate.mean < 0.05
        assert rate.tails(8, 9)[1] < 1e-4


def test_a_house_that_is_all_or_nothing_finds_nothing_strange():
    rate = fit(Counter({(0, 8): 40, (8, 8): 60}))
    assert min(rate.tails(0, 8)) > 0.05
    assert min(rate.tails(8, 8)) > 0.05


@given(COUNTS)
def test_tails_are_chances_and_overlap_by_one_count(counts):
    rate = fit(Counter(counts))
    low, high = rate.interval()
    assert 0 <= low <= rate.share + 1e-9
    assert rate.share - 1e-9 <= high <= 1
    for shown, chances in (0, 5), (3, 7), (MOST, MOST), (80, 90):
        below, above = rate.tails(shown, chances)
        assert 0 <= below <= 1
        assert 0 <= above <= 1
        assert below + above >= 1 - 1e-6


@given(COUNTS)
def test_texts_without_chances_change_nothing(counts):
    assert fit(Counter(counts)) == fit(Counter([*(pair for pair in counts if pair[1]), (0, 0), (0, 0)]))


def test_a_rate_is_told_with_its_interval():
    assert str(Rate(84, 100, 100, 0.84, 0.1, 0.0367)) == "84% (76% to 90%)"
    assert str(fit(Counter({(0, 4): 100}))) == "0% (0% to 3.7%)"
