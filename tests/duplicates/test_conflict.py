"""Conflicts: one prompt with answers that disagree, one reply for everything, pairs that are none."""

from __future__ import annotations

import pytest

from tests.duplicates.corpus import example, judge
from tunelint.judge.conflicts.answers import AnswersKind, AnswersOptions
from tunelint.judge.conflicts.preference import PreferenceKind, PreferenceOptions
from tunelint.judge.conflicts.prompts import PromptsKind, PromptsOptions
from tunelint.judge.conflicts.reply import ReplyKind, ReplyOptions
from tunelint.model.example import Example, Turn
from tunelint.model.row import Row, RowRef
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings
from tunelint.model.view import Batch

RULE = Rule("conflict/test", "", "", "", "warning", "", "", "")
OPTIONS = AnswersOptions(open=("suggest", "write a"), opposites=(("yes", "no"),))
ANSWERS = AnswersKind(RULE, OPTIONS, Settings())
PROMPTS = PromptsKind(RULE, PromptsOptions(), Settings())
REPLIES = ReplyKind(RULE, ReplyOptions(most=2), Settings())

CARE = "How should I look after the oak table so that the wood stays bright?"
OILED = (
    "Wipe the oak with a damp cloth, rub in hard wax oil twice a year, and keep the table out of full sun."
)
VANS = (
    "Our drivers work from eight to six, ring an hour before they reach you, and carry everything upstairs."
)


@pytest.mark.parametrize(
    ("prompt", "replies"),
    [
        ("Who won the final?", ["The Eagles.", "The Chiefs."]),
        ("Who won the final?", ["The Eagles won the final.", "The final was won by the Chiefs."]),
        ("What does it cost?", ["It costs 12 pounds.", "It costs 15 pounds."]),
        ("Is it open today?", ["Yes, it is open today.", "No, it is not open today."]),
        (CARE, [OILED, VANS]),
        ("Sort: my lamp broke.", ["complaint", "delivery"]),
    ],
)
def test_disagreement_is_remarked_once(prompt, replies):
    (remark,) = judge(ANSWERS, [example(prompt, reply) for reply in replies])
    assert remark.severity is None
    assert {remark.row.line, remark.related[0].line} == {1, 2}
    assert remark.details["how"]


@pytest.mark.parametrize(
    ("prompt", "replies"),
    [
        ("Who won the final?", ["The Eagles won the final.", "In the end it was the Eagles, by 40 to 22."]),
        ("Suggest a name for a lamp.", ["Firefly", "Halden"]),
        (CARE, [OILED, OILED.replace("Wipe", "Dust").replace("keep", "move")]),
        ("Who won?", ["The Eagles.", "the eagles"]),
    ],
)
def test_several_good_replies_are_no_conflict(prompt, replies):
    assert judge(ANSWERS, [example(prompt, reply) for reply in replies]) == []


def test_two_unlike_long_replies_that_may_both_be_right_are_a_note():
    poems = [
        "Grey river under morning mist, the herons stand like thoughts unsaid, and nobody comes.",
        "Laughing children chase a yellow kite across wet fields while grandmother calls them home.",
    ]
    (remark,) = judge(ANSWERS, [example("Write a poem.", poem) for poem in poems])
    assert remark.severity == "note"


def test_the_reply_that_most_rows_agree_with_is_not_blamed():
    rows = [
        example("What does it cost?", f"It costs {price} pounds{tail}")
        for price, tail in ((9, ""), (7, ""), (7, " net"))
    ]
    assert [remark.row.line for remark in judge(ANSWERS, rows)] == [1]


def test_another_system_prompt_is_another_question():
    rows = [
        example("When do you close?", f"At {hour}.", f"You speak for {shop}.")
        for hour, shop in (("six", "Leeds"), ("ten", "Hull"))
    ]
    assert judge(ANSWERS, rows) == []


def test_repeated_prompts_are_one_remark_with_counts():
    rows = [example(f"Question {n % 10}?", f"Reply number {n}.") for n in range(30)] + [
        example("question 3", "Aha!")
    ]
    (remark,) = judge(PROMPTS, rows)
    assert remark.row is None
    wanted = {
        "rows": 21,
        "verbatim": 20,
        "prompts": 10,
        "varied": 10,
        "replies": 31,
        "most": 4,
        "first": "line 4",
    }
    assert {name: remark.details[name] for name in wanted} == wanted


def test_prompts_that_stand_once_are_no_remark():
    assert judge(PROMPTS, [example(f"Question {n}?", "Yes.") for n in range(30)]) == []


def test_exact_copies_alone_are_left_to_the_duplicate_rules():
    assert judge(PROMPTS, [example("Question?", "Reply.")] * 30) == []


def test_one_reply_for_unrelated_prompts():
    reply = "Thank you for your message, we will look into it."
    prompts = [
        "My lamp flickers.",
        "Where does your timber grow?",
        "Cancel order 1182.",
        "The lamp flickers again.",
    ]
    (remark,) = judge(REPLIES, [example(prompt, reply) for prompt in prompts])
    assert (remark.row.line, remark.details["prompts"], remark.details["rows"]) == (1, 3, 4)
    assert judge(REPLIES, [example(prompt, "Will do.") for prompt in prompts]) == []
    assert (
        judge(REPLIES, [example(f"When do you open, question {'again ' * n}", reply) for n in range(4)]) == []
    )


@pytest.mark.parametrize(("rejected", "found"), [("We open at  nine", 1), ("We open at ten.", 0), ("", 0)])
def test_preference_pairs_whose_sides_are_the_same(rejected, found):
    chosen = (Turn("assistant", (("We open at nine.", "/chosen"),), "/chosen"),)
    other = (Turn("assistant", ((rejected, "/rejected"),), "/rejected"),)
    row = Row(RowRef(0, "train.jsonl", 1, "k"), b"", None, Example("preference", (), chosen, other))
    remarks = list(PreferenceKind(RULE, PreferenceOptions(), Settings()).judge(Batch([row], {})))
    assert [remark.pointer for remark in remarks] == ["/rejected"] * found


def test_in_a_set_of_intents_one_label_for_many_prompts_is_the_point():
    things = ["lamp", "stool", "table", "bench", "shade", "frame"]
    labels = [f"please route this to the {thing} desk" for thing in things]
    rows = [example(f"{thing}{desk}", label) for desk, label in enumerate(labels) for thing in things]
    assert judge(REPLIES, rows) == []
    assert len(judge(REPLIES, rows[: len(things)])) == 1
