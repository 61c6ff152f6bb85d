"""Leaks in other words: test items are found, many ways of asking for one thing are not."""

from __future__ import annotations

import pytest

from tests.conftest import chat, write_rows
from tests.meaning.test_paraphrase import OTHERS, RETURN, REWORDED

ASKED = [
    "I lost my card.",
    "My card is lost.",
    "I have lost my bank card.",
    "My bank card is nowhere to be found.",
    "Help, my card is gone!",
    "It seems that I lost my card.",
]


@pytest.fixture
def leaked(report, tmp_path):
    def check(train, tested, *more):
        write_rows(tmp_path / "held.jsonl", [chat(*pair) for pair in tested])
        rows = [chat(*pair) for pair in train]
        found = report("--against", "held.jsonl", "--select", "leak/reworded", *more, rows=rows)["findings"]
        return [(item["line"], item["related"][0]["file"], item["related"][0]["line"]) for item in found]

    return check


def test_a_reworded_test_item_is_found_and_named(leaked):
    assert leaked([*OTHERS, REWORDED], [OTHERS[0], RETURN]) == [(5, "held.jsonl", 2)]


def test_other_rules_have_copies_edits_and_equal_prompts(leaked):
    edited = (RETURN[0], RETURN[1].replace("and we refund", "and then we refund"))
    same_prompt = (RETURN[0], REWORDED[1])
    assert leaked([*OTHERS, RETURN, edited, same_prompt], [RETURN]) == []


@pytest.mark.parametrize(
    "reply", ["lost_card", "We are sorry to hear that. Please block the card in the app."]
)
def test_one_answer_to_many_prompts_is_no_leak(leaked, reply):
    assert leaked([*OTHERS, *((prompt, reply) for prompt in ASKED[1:])], [(ASKED[0], reply)]) == []


def test_a_short_answer_of_its_own_is_one(leaked):
    train = [*OTHERS, ("Name the capital city of the country of France.", "Paris")]
    tested = [("Which city is the capital of the country of France?", "Paris")]
    assert leaked(train, tested) == [(5, "held.jsonl", 1)]


def test_without_evaluation_data_nothing_is_found(report):
    rows = [chat(*pair) for pair in (RETURN, REWORDED, *OTHERS)]
    assert report("--select", "leak/reworded", rows=rows)["findings"] == []
