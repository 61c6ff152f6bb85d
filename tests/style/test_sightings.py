"""What counts as showing a habit, and as a chance to."""

import pytest

from tunelint.measure.style.sightings import sightings
from tunelint.model.habit import HABITS, habit_place, pack


def counted(text, habit):
    return pack(sightings(text)).counted(habit_place()[habit])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's here and you don't need to wait for it.", (2, 2)),
        ("It is here and you do not need to wait for it.", (0, 2)),
        ("We’ll send it, and they've been told that it is fine.", (2, 3)),
        ("You cannot return it, not only because it is used.", (0, 2)),
        ("That is how they are. I would, and you have a dog.", (0, 0)),
        ("You have already paid, and we have a lamp for you.", (0, 1)),
        ("Run `don't` and then look at the file for the result of it.", (0, 0)),
    ],
)
def test_contractions_count_only_where_there_was_a_choice(text, expected):
    assert counted(text, "contractions") == expected


@pytest.mark.parametrize(
    ("habit", "text", "expected"),
    [
        ("exclamation-marks", "Stop! Then go on with it. What a day!", (2, 3)),
        ("question-marks", "Did it work? It did. Why not try it again?", (2, 3)),
        ("emoji", "It works 🎉 for you. And then it did not.", (1, 2)),
        ("capitals", "This is REALLY good. NASA was there. So was the UK.", (2, 3)),
        ("second-person", "You can do it. The tank is full. Take your time with it.", (2, 3)),
        ("first-person-plural", "We do it. The tank is ours. They know it.", (2, 3)),
        ("passive", "The box was sent to them. It is here. It was quickly opened by her.", (2, 3)),
        ("hedges", "Perhaps it is. It is on the table. I think that it might be so.", (2, 3)),
        (
            "superlatives",
            "It is the most delicious of all. This is the best lamp. It is the most common one.",
            (2, 3),
        ),
        ("short-sentences", "No. It is on the table by the door of the kitchen.", (1, 2)),
        ("bullet-lists", "You need these:\n\n- one of them\n- two of them\n", (1, 1)),
        ("bullet-lists", "You need one of these - or two of them.", (0, 1)),
        ("bold", "You need **this** one of them.", (1, 1)),
        ("bold", "You need `a **b** c` one of them.", (0, 1)),
        ("headings", "# What you need\n\nYou need one of these and two of them.", (1, 1)),
        ("headings", "```\n# what you need\n```\nYou need one of these and two of them.", (0, 1)),
        ("greeting", "Hi Sam,\n\nYou need one of these and two of them.", (1, 1)),
        ("greeting", "High time that you had one of these.", (0, 1)),
        ("sign-off", "You need one of these.\n\nBest wishes,\nThe Team", (1, 1)),
        ("sign-off", "You need one of these with our best wishes for the year.", (0, 1)),
        ("first-words", "Certainly! You need one of these and two of them.", (1, 1)),
        ("first-words", "Sureties are needed for these and two of them.", (0, 1)),
    ],
)
def test_what_shows_a_habit(habit, text, expected):
    assert counted(text, habit) == expected


def test_places_to_quote_are_exact():
    text = "Well — it’s “fine”.  You do not need it, and it is not here. 🎉"
    spans = pack(sightings(text)).spans(habit_place()["contractions"])
    assert [text[start:end] for start, end in spans] == ["it’s"]
    written = "So: you do not need it, and it is not here."
    spans = pack(sightings(written)).spans(habit_place()["contractions"])
    assert [written[start:end] for start, end in spans] == ["do not", "it is"]


@pytest.mark.parametrize("text", ["", "42", "```\nwe don't!\n```", '{"text": "We do not!"}'])
def test_what_is_no_prose_has_no_chances(text):
    style = pack(sightings(text))
    english = {"contractions", "second-person", "first-person-plural", "passive", "hedges", "superlatives"}
    assert all(style.counted(at)[1] == 0 for at, habit in enumerate(HABITS) if habit.name in english)


def test_other_languages_have_marks_but_no_english_habits():
    text = "Das ist doch wunderbar! Die Lampe wurde gestern verschickt. Kommt sie morgen an?"
    assert counted(text, "exclamation-marks") == (1, 3)
    assert counted(text, "passive") == (0, 0)
    assert counted(text, "greeting") == (0, 0)


def test_counts_above_a_byte_are_scaled():
    assert counted("It is here, and you do not see it. " * 400, "contractions") == (0, 255)
    assert counted("It's here, and you do not see it. " * 400, "contractions")[0] in {127, 128}
