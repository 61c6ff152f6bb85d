"""Measures of whole texts: how they end, repeat, begin; and the kinds that judge them against the dataset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import chat
from tunelint.judge.content.echo import EchoOptions, is_echo
from tunelint.judge.content.length_outlier import LengthOptions, find_usual
from tunelint.measure.ending import cut_word
from tunelint.measure.fence import open_fence
from tunelint.measure.phrase import first_phrases, last_sentence
from tunelint.measure.repetition import find_repetition
from tunelint.profile.sample import Sample

WHOLE = (
    "The Ledge holds three pots. It is 38 cm long, and it fits most window sills. You can put it on the wall "
    "with the two screws in the box. The lamp comes on at six and goes off at ten."
)


@pytest.mark.parametrize("cut", range(100, len(WHOLE) - 1, 7))
def test_a_text_cut_anywhere_in_a_sentence_is_found(cut):
    text = WHOLE[:cut].rstrip(" .,")
    assert bool(cut_word(text)) == (WHOLE[len(text)] != ".") or WHOLE[len(text) :].startswith(". ")


@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n\nBest wishes,\nAnn",
        " Yours sincerely, Dr. Jane Goodall",
        "\n\n```python\nprint(1)\n```",
        "\n\n- one pot\n- two screws\n- a packet of seeds",
        " See https://sorrelby.example/guide",
        " #herbs #garden",
        " 🌱",
        " So it is 3 x 14 = 42 pounds",
        "\n\n― Roy Bennett, The Light in the Heart",
        "\n\nAnswer: B",
    ],
)
def test_endings_without_a_full_stop_that_are_whole(end):
    assert cut_word(WHOLE + end) == ()


def test_short_texts_and_verse_are_not_judged():
    assert cut_word(f"{WHOLE} Is this what you were looking for?") == ()
    assert cut_word("Not at all") == ()
    assert cut_word("\n".join(f"I saw a pot upon the sill number {n}" for n in range(9))) == ()


@given(st.text(max_size=300))
def test_measures_of_any_text_stay_inside_it(text):
    for span in (*cut_word(text), *open_fence(text), *(span for _, span in first_phrases(text))):
        assert 0 <= span.start <= span.end <= len(text)
    for _, span in last_sentence(text):
        assert 0 < span.start < span.end <= len(text)
    value = find_repetition(text)
    assert 0 <= value.start <= value.end <= len(text)
    assert 0 <= value.share <= 1


@given(
    st.lists(st.sampled_from(["pot", "lamp", "seed", "leaf"]), min_size=3, max_size=6), st.integers(12, 40)
)
def test_every_loop_of_words_is_found(unit, times):
    value = find_repetition("It begins well. " + " ".join(unit * times))
    assert value.share > 0.4
    assert value.times >= 4


def test_code_and_lists_with_one_frame_do_not_repeat():
    lines = "plant(pot, water, lamp, seed, leaf, root, stem, soil, sun, air)\n" * 5
    code = f"```\n{lines}```\nAs you see, the function is called once for each of the five pots on the sill."
    assert find_repetition("Here it is.\n" + code).share == 0
    frame = " ".join(f"On day {n} water the {n} pots with {n * 3} cups." for n in range(20))
    assert find_repetition(frame).share == 0


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```python", "> ```"])
def test_fences_open_until_closed(fence):
    mark = fence.strip("> python")
    assert open_fence(f"Run:\n{fence}\nls\n")
    assert not open_fence(f"Run:\n{fence}\nls\n{mark}\nDone.")


@given(st.lists(st.integers(20, 3000), min_size=60, max_size=300), st.integers(0, 2**32))
def test_the_usual_length_does_not_depend_on_the_order(lengths, seed):
    pairs = [(f"{n:04}", length) for n, length in enumerate(lengths)]
    half = seed % len(pairs)
    whole = Sample.of(4000, pairs)
    parts = Sample.of(4000, pairs[half:]).merge(Sample.of(4000, pairs[:half]))
    options = LengthOptions(side="short")
    assert find_usual(whole.values, options) == find_usual(parts.values, options)


def test_echo_is_about_words_not_marks():
    asked = "Name three herbs that grow well in the shade of a wall."
    assert is_echo(asked, asked.upper().replace(".", " !"), EchoOptions())
    assert not is_echo(
        asked, "Three herbs that grow well in the shade of a wall are mint and chives.", EchoOptions()
    )


def test_a_style_without_full_stops_is_left_alone(report):
    rows = [
        chat(f"Question {n}?", WHOLE + f" And pot {n} is for the sort of people who like") for n in range(30)
    ]
    assert "content/truncated" not in {f["rule"] for f in report(rows=rows)["findings"]}


def test_a_share_names_the_longest_common_opening(report):
    rows = [
        chat(f"Question {n}?", f"Thank you for asking us about {n} of {n * n}. It is fine.")
        for n in range(60)
    ]
    found = [f for f in report(rows=rows)["findings"] if f["rule"] in {"content/opener", "content/closer"}]
    values = {f["rule"]: f["details"]["value"] for f in found}
    assert values == {"content/opener": "thank you for asking us about", "content/closer": "it is fine"}
