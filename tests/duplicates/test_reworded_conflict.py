"""Two wordings of one question: what is the same question, and which answers disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import chat
from tunelint.judge.conflicts.questions import asks_the_same, disagree
from tunelint.judge.duplicates.meaning import Wording

OPPOSITES = (("yes", "no"),)
TEXTS = st.text(alphabet="ab to not 13 yes{.", max_size=40)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Why was my top-up rejected?", "My top up was rejected. Why?", True),
        ("Could you tell me how to verify my identity?", "How do I verify my identity?", False),
        ("How do you verify an identity?", "An identity: how do you verify it?", True),
        ("What is the weight of the oak table?", "What is the weight of the walnut table?", False),
        ("Can you tell me my name?", "Can you tell me your name?", False),
        ("How do I change the oil?", "When do I change the oil?", False),
        ("Move money into my account.", "Move money from my account.", False),
        ("Change pounds to euros now.", "Change euros to pounds now.", False),
        ("How many pounds is 40 euros?", "How many euros is 40 pounds?", False),
        ("Is the shop open?", "Is the shop not open?", False),
        ("Hello?", "hello", False),
    ],
)
def test_one_question_in_other_words(one, other, same):
    assert asks_the_same(Wording(one), Wording(other)) is same
    assert asks_the_same(Wording(other), Wording(one)) is same


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Yes, it is.", "No, only in May.", "yes"),
        ("It costs 12 pounds.", "The cost is 15 pounds.", "12 and 15"),
        ("It takes five days.", "It takes 6 days.", "5 and 6"),
        ("You can return it.", "You cannot return it.", "not"),
    ],
)
def test_answers_that_cannot_both_be_right(one, other, how):
    assert how in (disagree(Wording(one), Wording(other), OPPOSITES) or "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It takes four weeks.", "It takes 28 days."),
        ("We open at nine.", "We open at 9:00."),
        ("It takes five days.", "It takes 5 days."),
        ("In Mill Lane.", "Behind the church."),
        ("return f(x) if n > 12 else 0;", "return f(x) if n > 15 else 1;"),
    ],
)
def test_answers_that_may_both_be_right(one, other):
    assert disagree(Wording(one), Wording(other), OPPOSITES) is None


@given(TEXTS, TEXTS)
def test_no_text_disagrees_with_itself_and_sides_do_not_matter(one, other):
    left, right = Wording(one), Wording(other)
    assert disagree(left, Wording(one), OPPOSITES) is None
    assert bool(disagree(left, right, OPPOSITES)) == bool(disagree(right, left, OPPOSITES))
    assert asks_the_same(left, right) == asks_the_same(right, left)


def test_the_row_that_most_disagree_with_is_named(report):
    asked = ["What does delivery of the table cost?", "Delivery of the table: what does that cost?"]
    rows = [
        chat(asked[0], "Delivery costs 12 pounds."),
        chat("What would the table's delivery cost?", "The cost of delivery is 12 pounds."),
        chat(asked[1], "Delivery costs 15 pounds."),
    ]
    found = report("--select", "conflict/reworded", rows=rows)["findings"]
    assert [(item["line"], item["severity"]) for item in found] == [(3, "warning")]


def test_another_system_prompt_may_ask_for_another_answer(report):
    rows = [
        chat("When does the London shop close?", "It closes at 7.", "You speak of today."),
        chat("The London shop closes when?", "It closes at 6.", "You speak of Sunday."),
    ]
    assert report("--select", "conflict/reworded", rows=rows)["findings"] == []
