"""The sentences about a strange text are English for every axis and every habit."""

import re

import numpy as np
import pytest

from tunelint.measure.voice import vector
from tunelint.measure.voice.weights import built_in
from tunelint.profile.habits.features import features, position
from tunelint.profile.reference import Reference
from tunelint.profile.stray import Habit, in_words, stray_habits
from tunelint.profile.voice import WORDS, axes, layout, views, width

COMPARED = re.compile(r"(?:more|less) [a-z]|(?:\w+er|\w+er-\w+)$")
"""What can stand between “far” and “than the rest”."""
TEXT = "Well, we were told."


def told(feature, sigma, found, usual, spans=()):
    return in_words(TEXT, [Habit(feature, sigma, found, usual, tuple(spans))])


@pytest.mark.parametrize("axis", axes(), ids=lambda axis: axis.name)
def test_both_ends_of_an_axis_complete_the_sentence(axis):
    for end in (axis.high, axis.low):
        assert COMPARED.match(end), f"This reply is far {end} than the rest"
    assert axis.high != axis.low


@pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)
def test_a_habit_is_told_in_both_directions_and_for_one_or_many(feature):
    one, many = told(feature, 4.0, 1, 0, [(0, 4)]), told(feature, 4.0, 2, 0, [(0, 4), (6, 8)])
    fewer = told(feature, -4.0, 0, 3)
    assert fewer not in {one, many}
    for phrase in (one, many, fewer):
        assert not re.search(r"\b1 \w+s\b|\(0|about 0|above the usual|  ", phrase)
    if feature.scale == "rate":
        assert one == f"{feature.label} (1, usually none: “Well”)"
        assert many == f"{feature.label} (2, usually none: “Well”, “we”)"
        assert fewer == f"{feature.label} (none, usually about 3)"
    else:
        assert "usual" in one or feature.name in {"no_last_mark", "foreign"}
        assert feature.scale == "share" or feature.less


def test_a_count_that_is_no_more_than_usual_is_not_shown():
    (comma,) = (feature for feature in features() if feature.name == "comma")
    assert told(comma, 3.0, 1.4, 1.1, [(4, 5)]) == "more commas than usual"
    assert told(comma, -3.0, 2.0, 2.4) == "fewer commas than usual"


def test_every_counted_label_is_a_plural_that_a_count_can_follow():
    for feature in features():
        if feature.scale != "plain":
            assert re.search(r"\w+(?:s|ses)\b|emoji|small “i”|“!” and “\?”|“let's”", feature.label), (
                feature.label
            )


def evidence(shift, text=TEXT, *, axis="", high=True):
    """Stray habits of a text whose habits lie `shift` (by name) off a house without spread."""
    row = np.zeros(width(), dtype=np.float32)
    row[WORDS] = 60
    for name, value in shift.items():
        row[views()["habits"].start + position()[name]] = value
    plain = np.zeros(width())
    ones = np.ones(width())
    house = Reference(
        plain, ones, plain[:4], ones[:4], plain[:9], plain, ones, approved=True, layout=layout()
    )
    named = [(found, high) for found in axes() if found.name == axis]
    return [habit.feature.name for habit in stray_habits(text, row, house, named)]


def test_of_habits_that_say_the_same_one_is_named():
    text = "Get it now!! I think it might be gone!"
    strays = {"shouted_end": 5, "exclamation": 4, "repeated_mark": 3, "hedge": 4, "hedge_phrase": 2}
    assert set(evidence(strays, text)) == {"exclamation", "hedge_phrase"}


def test_a_habit_that_the_text_does_not_show_is_not_named():
    assert evidence({"hedge_phrase": 4.0}, "It is gone.") == []
    assert evidence({"hedge_phrase": -4.0}, "It is gone.") == ["hedge_phrase"]


def test_habits_that_show_the_named_axis_come_first():
    habits = {"legalese": 3.0, "marketing": 4.0}
    text = "An unbeatable and stunning offer is hereby made to the lessee, pursuant to his lease."
    assert evidence(habits, text) == ["marketing", "legalese"]
    assert evidence(habits, text, axis="legalese") == ["legalese", "marketing"]
    fewer = {"contraction": -4.0, "marketing": 4.0}
    assert evidence(fewer, text, axis="warmth", high=True) == ["marketing", "contraction"]
    assert evidence(fewer, text, axis="warmth", high=False) == ["contraction", "marketing"]


def test_every_built_in_axis_is_shown_by_habits_that_exist():
    for axis in axes():
        assert len(axis.shows) >= 3
        assert {name for name, _ in axis.shows} <= set(position())
        assert axis.marked[0] > 0
        assert 0 <= axis.unmarked_share[0] < 1


def test_shares_and_averages_are_told_with_their_numbers():
    text = "go now. run off. be well. Then we can all sit down and have some tea together."
    values = vector(text, built_in())
    usual = vector("We like to sit down and talk. Then we all have tea. It is a good day.", built_in())
    plain, ones = np.zeros(width()), np.ones(width())
    house = Reference(
        plain,
        ones,
        plain[:4],
        ones[:4],
        plain[:9],
        usual.astype(float),
        ones / 4,
        approved=True,
        layout=layout(),
    )
    told = in_words(text, stray_habits(text, values, house))
    assert "sentences that start in lower case (3, usually none: “go now.”, “run off.”, “be well.”)" in told
