"""The sentences about a strange text are English for every axis and every habit."""

import re

import pytest

from tunelint.profile.evidence import Habit, in_words
from tunelint.profile.habits.features import features
from tunelint.profile.voice import axes

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
