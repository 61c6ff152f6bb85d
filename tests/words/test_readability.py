"""Readability: what is scored, against textstat itself, and what is kept out."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.measure.language import LanguageMeasure, detect
from tunelint.measure.prose import code, is_code, prose
from tunelint.measure.readability import ReadabilityMeasure, readability
from tunelint.measure.readability.scores import _textstat, score
from tunelint.measure.readability.sentences import sentences
from tunelint.model.example import Passage
from tunelint.model.readability import Readability
from tunelint.model.settings import Settings

PLAIN = (
    "You can send it back within thirty days. Put the lamp in its box, print the label from your order page, "
    "and drop it at any post office. We pay the postage. Your money is back in your account about five days "
    "later."
)
HARD = (
    "Notwithstanding any representation contained in the promotional documentation, the warranty applicable "
    "to the aforementioned luminaire shall be construed as excluding any deterioration attributable "
    "to environmental contamination, improper installation, or unauthorised modification undertaken by the "
    "purchaser. Applicability of the corresponding provisions is contingent upon contemporaneous written "
    "notification. The purchaser acknowledges the limitation."
)
MATHS = (
    "Maya buys 3 lamps at $24, so she pays 3 * 24 = $72. Tom buys 2 at $24, so he pays 2 * 24 = $48. "
    "Together they pay 72 + 48 = $120. With 10% off they pay 120 * 0.9 = $108. Split in two that is "
    "108 / 2 = $54 each. Maya had $100, so she has 100 - 54 = $46 left."
)
PORTUGUESE = (
    "Pode devolver o candeeiro no prazo de trinta dias. Coloque-o na caixa, imprima a etiqueta e entregue "
    "tudo em qualquer posto dos correios. Nós pagamos os portes. O dinheiro volta à sua conta cerca de "
    "cinco dias depois de recebermos a encomenda. Obrigado pela sua paciência e até breve, com muito gosto."
)


def scored(text: str) -> Readability:
    value = readability(text)
    assert isinstance(value, Readability), value
    return value


def test_indices_are_those_of_textstat() -> None:
    value, stat = scored(PLAIN), _textstat()
    clean = PLAIN.replace(",", "")
    assert value.number("flesch") == pytest.approx(stat.flesch_reading_ease(clean))
    assert value.number("grade") == pytest.approx(stat.flesch_kincaid_grade(clean))
    assert (value.language, value.sentences, value.words) == ("en", 4, 43)
    long = scored(" ".join([PLAIN] * 3))
    assert long.number("fog") == pytest.approx(stat.gunning_fog(" ".join([clean] * 3)))
    assert long.number("dale_chall") == pytest.approx(
        stat.dale_chall_readability_score(" ".join([clean] * 3))
    )


def test_flesch_by_its_formula() -> None:
    value = score(sentences("The cat sat on the mat. The dog ran to the door. It was a big red door."))
    assert value.number("flesch") == pytest.approx(206.835 - 1.015 * (18 / 3) - 84.6 * (18 / 18))


def test_each_formula_has_its_least_length() -> None:
    assert [name for name, _ in scored(PLAIN).indices] == ["flesch", "grade"]
    assert [name for name, _ in scored(" ".join([PLAIN] * 3)).indices] == [
        "flesch",
        "grade",
        "fog",
        "dale_chall",
    ]
    assert scored(" ".join([PLAIN] * 8)).number("smog") is not None


def test_what_drives_a_hard_text_is_named() -> None:
    value = scored(HARD)
    assert value.number("flesch") < 0
    assert HARD[slice(*value.longest)].startswith("Notwithstanding")
    assert HARD[slice(*value.longest)].endswith("purchaser.")
    assert (value.longest_words, value.long_sentences) == (35, 0)
    assert value.hard[0] == "contemporaneous"


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("nltk.download", refuse)
    assert scored(HARD.replace("warranty", "guaranteeing")).words > 40


NOISE = [
    "```python\nfor notwithstanding in representation:\n    contamination()\n```",
    "# Notwithstanding the heading",
    "- notwithstanding\n- any representation contained therein\n  and continued here",
    "| notwithstanding | representation |\n| --- | --- |\n| contamination | deterioration |",
    "> Notwithstanding any quotation of another writer.",
    "https://representation.example/notwithstanding/contamination",
    "“Notwithstanding any representation made by the aforementioned purchaser,”",
    "1) Notwithstanding; 2) representation; 3) contamination.",
    "Kind regards\nThe representation department",
]


@pytest.mark.parametrize("noise", NOISE)
def test_what_is_not_prose_changes_nothing(noise: str) -> None:
    alone, within = scored(PLAIN), scored(f"{noise}\n\n{PLAIN}\n\n{noise}\n")
    assert within._replace(longest=alone.longest) == alone


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Yes, you can. It takes two minutes.", "fewer than"),
        ("", "fewer than"),
        ("```\n" + PLAIN + "\n```", "fewer than"),
        (MATHS, "figures"),
        (PORTUGUESE, "no readability formula for the language “pt”"),
    ],
)
def test_reasons_for_no_score(text: str, reason: str) -> None:
    assert str(readability(text)).startswith(reason)


def test_sentences_are_not_cut_at_abbreviations_figures_and_wrapped_lines() -> None:
    text = (
        "Dr. Hall paid 3.50 at 9 a.m. for it, e.g. at the\ncorner shop. It (the U.S. one) broke!\nA new line"
    )
    assert [text[slice(*found.span)] for found in sentences(text)] == [
        "Dr. Hall paid 3.50 at 9 a.m. for it, e.g. at the\ncorner shop.",
        "It (the U.S. one) broke!",
        "A new line",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x = compute(y)", True),
        ("    return total;", True),
        ("import os", True),
        ("SELECT name FROM users WHERE id = 3;", True),
        ("if (x > 3) {", True),
        ("        return current", True),
        ("    return self.balance", True),
        ("words = text.split()  # Take the long string of the user apart into words", True),
        ("joined :: String -> String", True),
        ("type User struct {", True),
        ("done", True),
        ("    return it to the shop within thirty days", False),
        ("Return it to us", False),
        ("server(s)", False),
        ("If you like tea (or coffee), tell us:", False),
        ("Print the label and stick it on the box.", False),
        ("From Monday we are open (9 to 5).", False),
        ("Reply with your name(s) and the date of your order, please.", False),
        ("For more help, see the page below.", False),
    ],
)
def test_lines_of_code(line: str, *, code: bool) -> None:
    assert is_code(line) is code


def test_comments_above_code_are_code_and_headings_are_not() -> None:
    text = (
        "# Sort the array of numbers\nx = sorted(numbers)\n\n# Your first order with us\n\nWe send it today."
    )
    assert prose(text).split() == ["We", "send", "it", "today."]
    assert text[slice(*code(text)[0])] == "# Sort the array of numbers"


def test_language() -> None:
    measure = LanguageMeasure(Settings())
    english, short, code = measure(
        [Passage(text, "reply", "/x") for text in (PLAIN, "OK 12", "```\nfor x in y: print(x)\n```")]
    )
    assert english.code == "en"
    assert english.score > 0.5
    assert (short, code) == (None, None)
    assert detect("Wir haben Ihre Nachricht bekommen und melden uns morgen.").code == "de"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*NOISE, PLAIN, "\n", "“", '"', "`", "```", "1. ", "|", "\t", "é😀"]), max_size=8
    )
)
def test_masking_keeps_every_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    masked = prose(text)
    assert len(masked) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, masked, strict=True))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([PLAIN, HARD, "", "Yes.", NOISE[0]]), max_size=6))
def test_a_batch_equals_its_passages_one_by_one(texts: list[str]) -> None:
    measure = ReadabilityMeasure(Settings())
    passages = [Passage(text, "reply", "/x") for text in texts]
    assert measure(passages) == [measure([passage])[0] for passage in passages]
