"""The voice vector: pure, the same alone and in a batch, small."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.measure.asked import asked
from tunelint.measure.voice import voice
from tunelint.measure.voice.weights import built_in
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.profile.habits.features import features
from tunelint.profile.voice import WORDS, axes, neutral_habits, raw_habit, views, width


def passages(*texts):
    return [Passage(text, "reply", f"/{number}") for number, text in enumerate(texts)]


def test_a_vector_has_its_layout_and_stays_below_a_kilobyte():
    (row,) = voice(Settings())(passages("Thanks for asking. The pump needs a new seal."))
    assert row.dtype == np.float32
    assert row.shape == (width(),)
    assert row.nbytes < 1024
    assert row[WORDS] == 9


def test_weights_and_layout_belong_together():
    assert built_in().names == tuple(axis.name for axis in axes())
    assert len(neutral_habits()) == len(features()) == views()["habits"].stop - views()["habits"].start
    assert np.isclose(raw_habit(0, 1.0), neutral_habits()[0][0] + neutral_habits()[0][1])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_a_batch_equals_its_texts_one_by_one(texts):
    measure = voice(Settings())
    batch = measure(passages(*texts))
    for text, row in zip(texts, batch, strict=True):
        (alone,) = measure(passages(text))
        assert (row is None) == (alone is None)
        if row is not None:
            assert row.tobytes() == alone.tobytes()


def test_texts_without_words_have_no_voice():
    assert voice(Settings())(passages("", "?! …", "```\ncode\n```")) == [None, None, None]


def test_axes_point_the_way_they_are_named():
    names = [axis.name for axis in axes()]
    part = views()["axes"]

    def place(name, text):
        (row,) = voice(Settings())(passages(text))
        return row[part][names.index(name)]

    calm = "The kettle holds one litre and boils in three minutes. It comes in two colours."
    assert place(
        "enthusiasm", "This kettle is AMAZING! It boils in three minutes! You will love it!"
    ) > place("enthusiasm", calm)
    assert place("legalese", "The purchaser shall be liable hereunder for any damage to the kettle.") > place(
        "legalese", calm
    )
    assert place("archaism", "Hark, the kettle boileth ere thou canst count thy fingers.") > place(
        "archaism", calm
    )
    assert place("confidence", "I think the kettle might perhaps hold about a litre, I guess.") < place(
        "confidence", calm
    )


def test_prompts_that_ask_for_a_tone_are_told_from_those_that_do_not():
    for prompt in (
        "Write a limerick about kettles",
        "Answer as a pirate would: where is my order?",
        "Could you reply in a more formal tone?",
        "Rewrite this sentence so that it is shorter.",
        "Explain refunds like I'm five",
        "Draft a short letter to my landlord",
    ):
        assert asked(prompt), prompt
    for prompt in (
        "Can I send my kettle back?",
        "What style of hat suits me?",
        "I had no email confirmation of my order",
        "How do I change the tone of my doorbell?",
        "Which voice assistants does the lamp work with?",
    ):
        assert not asked(prompt), prompt
