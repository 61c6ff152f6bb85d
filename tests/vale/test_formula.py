"""Formulas of rule files are sums and nothing else."""

from __future__ import annotations

import pytest

from tunelint.judge.words.arithmetic import Sum
from tunelint.judge.words.formula import NAMES as KNOWN
from tunelint.measure.phrases.figures import NAMES
from tunelint.model.errors import UserError


def test_the_names_are_those_that_are_measured():
    assert frozenset(NAMES) == KNOWN


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("words / sentences", 5.0),
        ("-words + math.sqrt(16)", -6.0),
        ("words > 5 && sentences < 5", True),
        ("!(words > 5) || sentences == 2", True),
        ("1 < words <= 10", True),
    ],
)
def test_sums(text, value):
    assert Sum(text, frozenset({"words", "sentences"}), "x.toml").of({"words": 10, "sentences": 2}) == value


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "words.real",
        "words ** 9 ** 9",
        "'a' * 9",
        "[1]",
        "word",
        "math.factorial(9)",
        "words if 1 else 2",
        "(",
        "lambda: 1",
        "math.sqrt(x=1)",
    ],
)
def test_anything_else_is_a_mistake(text):
    with pytest.raises(UserError, match="formula"):
        Sum(text, frozenset({"words"}), "x.toml")
