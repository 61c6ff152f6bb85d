"""A set without approved examples: each text is judged in the voice it is nearer to."""

import numpy as np

from tunelint.profile.own import own_voices
from tunelint.profile.voice import views, width


def crowd(number, seed, view, shift):
    found = np.random.default_rng(seed).normal(size=(number, width()))
    found[:, views()[view]] += shift
    return found


def test_strange_texts_are_found_beside_two_voices_and_neither_voice_is_flagged():
    strange = crowd(6, 3, "habits", 1.5)
    rows = np.concatenate([crowd(140, 1, "axes", 0.0), crowd(60, 2, "axes", 3.0), strange])
    voices = own_voices(rows)
    tails = voices.tail(rows)
    assert voices.cut is not None
    assert (tails[200:] <= 0.01).all()
    assert (tails[:200] <= 0.01).mean() <= 0.02


def test_new_texts_are_judged_in_the_voice_they_are_nearer_to():
    voices = own_voices(np.concatenate([crowd(140, 1, "axes", 0.0), crowd(60, 2, "axes", 3.0)]))
    found = voices.of(np.concatenate([crowd(3, 4, "axes", 0.0), crowd(3, 5, "axes", 3.0)]))
    assert all(reference is voices.first for reference in found[:3])
    assert all(reference is voices.second for reference in found[3:])


def test_one_crowd_is_one_voice():
    voices = own_voices(crowd(200, 1, "axes", 0.0))
    assert voices.cut is None
    assert set(map(id, voices.of(crowd(4, 2, "axes", 3.0)))) == {id(voices.first)}
