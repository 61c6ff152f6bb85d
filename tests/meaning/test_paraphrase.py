from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import chat
from tunelint.judge.duplicates.meaning import Wording, contradicts, overlap

RETURN = (
    "How long do I have to return the lamp?",
    "You can return the lamp within thirty days, and we refund the full price to your card.",
)
REWORDED = (
    "Until when can I send the lamp back?",
    "If you return the lamp within thirty days, your card gets a refund of the full price.",
)
OTHERS = [
    ("Which soil suits thyme?", "A light soil with a little sand in it lets the water through."),
    ("Do you ship to Ireland?", "We ship to Ireland every Tuesday, and the parcel takes four days."),
    (
        "My pump hums. Is it broken?",
        "A pump hums when the tank is low. Fill it and listen again after an hour.",
    ),
    ("Which bulb fits the lamp?", "Any bulb with a wide screw and less than ten watts fits the socket."),
]
TEXTS = st.text(alphabet="ab No13't .-_ﬁé", max_size=40)


def flagged(done: dict[str, Any]) -> dict[int, int]:
    return {finding["line"]: finding["related"][0]["line"] for finding in done["findings"]}


def check(report, *pairs: tuple[str, str]) -> dict[int, int]:
    return flagged(report("--select", "duplicate/semantic", rows=[chat(*pair) for pair in pairs]))


def test_a_reworded_row_is_found_and_names_the_other(report) -> None:
    found = check(report, RETURN, *OTHERS, REWORDED)
    assert found in ({1: 6}, {6: 1})


def test_the_same_answer_to_another_question_is_not_a_duplicate(report) -> None:
    other = ("Name three rivers in the north of Spain.", REWORDED[1])
    assert check(report, RETURN, *OTHERS, other) == {}


def test_edits_and_copies_are_left_to_the_other_rules(report) -> None:
    edited = (RETURN[0], RETURN[1].replace("and we refund", "and then we refund"))
    assert check(report, RETURN, RETURN, *OTHERS, edited) == {}


def test_of_three_wordings_one_is_kept(report) -> None:
    third = (
        "What is the last day to send the lamp back?",
        "The full price gets refunded to your card if you return the lamp within thirty days.",
    )
    found = check(report, RETURN, REWORDED, third, *OTHERS)
    assert len(found) == 2
    assert set(found.values()).isdisjoint(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(report, seed: int) -> None:
    rows = [RETURN, *OTHERS, REWORDED]
    straight = {rows[line - 1] for line in check(report, *rows)}
    random.Random(seed).shuffle(rows)
    assert {rows[line - 1] for line in check(report, *rows)} == straight


def test_few_rows_and_rows_without_words(report) -> None:
    assert check(report, RETURN) == {}
    assert check(report, ("…", "!"), ("?", "…")) == {}
    assert set(check(report, RETURN, REWORDED)) <= {1, 2}


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("It takes 3 days.", "It takes 4 days.", True),
        ("It takes 1,000 steps.", "You need 1000 steps.", False),
        ("It ships today.", "It doesn't ship today.", True),
        ("It can’t ship.", "It cannot ship.", False),
        ("We met in Leeds and in York.", "We met in Leeds and in Hull.", True),
        ("We met Ann in Leeds.", "We met in leeds.", False),
        ("We met Ann Lee of Leeds, UK.", "We met Ann Lee of Leeds in Britain.", False),
        ("It takes five days.", "It takes 5 days.", False),
        ("It takes five days.", "It takes six days.", True),
        ("It takes five days.", "It takes days.", False),
        ("It takes 5 days.", "It takes days.", True),
        ("The lamp is oak.", "The lamp is made of oak.", False),
    ],
)
def test_decisive_words(one: str, other: str, *, differs: bool) -> None:
    assert contradicts(Wording(one), Wording(other)) is differs
    assert contradicts(Wording(other), Wording(one)) is differs


def test_overlap_counts_content_words_in_any_form() -> None:
    painted, painting = (
        Wording("He painted the garden door."),
        Wording("She was painting a door in the garden."),
    )
    assert overlap(painted, painting) == 1
    assert overlap(painted, Wording("The garden is open.")) == pytest.approx(1 / 3)
    assert overlap(Wording("the of and"), Wording("to be")) == 1


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_likeness_is_symmetric_and_a_text_agrees_with_itself(one: str, other: str) -> None:
    left, right = Wording(one), Wording(other)
    assert overlap(left, right) == overlap(right, left)
    assert contradicts(left, right) == contradicts(right, left)
    assert overlap(left, Wording(one)) == 1
    assert not contradicts(left, Wording(one))
