"""Near duplicates: edits are found, frames and other facts are not."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.duplicates.corpus import example, flagged, judge, scores
from tests.duplicates.edits import edit
from tunelint.judge.duplicates.near import NearKind, NearOptions
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings

NEAR = NearKind(
    Rule("duplicate/near", "", "", "repeated-near", "warning", "", "", ""), NearOptions(), Settings()
)

if TYPE_CHECKING:
    from tunelint.model.example import Example

THINGS = ["kettle", "lamp", "chair", "bench", "mirror", "clock", "shelf", "stool", "ladder", "basket"]


def house_rows() -> list[Example]:
    rows = []
    for line in (ROOT / "sample_data" / "sorrelby.jsonl").read_text(encoding="utf-8").splitlines():
        said = {turn["role"]: turn["content"] for turn in json.loads(line)["messages"]}
        rows.append(example(said["user"], said["assistant"], said.get("system", "")))
    return rows


def edited(row: Example, share: float, random: Random) -> Example:
    system, prompt, reply = (turn.text for turn in row.turns)
    return example(edit(prompt, share, random), edit(reply, share, random), system)


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_edited_copies_are_found_and_nothing_else(share):
    rows = [row for row in house_rows() if len(row.turns) == 3]
    long = [row for row in rows if len(row.turns[-1].text) >= 250][:100]
    random = Random(11)
    copies = [edited(row, share, random) for row in long]
    remarks = judge(NEAR, rows + copies)
    pairs = {tuple(sorted((remark.row.number, remark.related[0].number))) for remark in remarks}
    wanted = {(rows.index(row), len(rows) + number) for number, row in enumerate(long)}
    assert len(wanted) >= 50
    assert len(wanted - pairs) <= len(wanted) // 100
    assert not pairs - wanted


def test_rows_of_one_template_are_other_examples():
    shops = ["york", "leeds", "bath", "derby", "truro", "ely", "wells", "ripon", "lincoln", "durham"]
    frame = (
        "Thank you for ordering the {0}. It leaves our workshop within two days and reaches {1} by van. "
        "Unpack it with a friend, check every joint, and keep the box for a week. If anything is amiss, "
        "write to us with a photograph and we will make it good without any fuss."
    )
    rows = [example(f"Confirm an order of a {a} to {b}.", frame.format(a, b)) for a in THINGS for b in shops]
    assert flagged(NEAR, rows) == []


def test_an_edited_copy_is_found_among_the_rows_of_a_template():
    rows = [
        example(f"Write about the {a} in {n} words.", f"Our {a} is made by hand. {n} words it is.")
        for a in THINGS
        for n in range(30, 90)
    ]
    note = (
        "The kettle in the window of our shop was made in {} from one sheet of copper by Ann and her {} son."
    )
    rows += [
        example("Describe the kettle in the window.", note.format(*fill))
        for fill in (("May", "tall"), ("June", "tall"))
    ]
    assert len(flagged(NEAR, rows)) == 1


def test_a_large_group_of_edited_copies_is_one_group():
    random = Random(3)
    row = max(house_rows(), key=lambda row: len(row.row_text()))
    rows = [row, *(edited(row, 0.05, random) for _ in range(60))]
    assert len(flagged(NEAR, rows)) == 60


def test_two_edited_copies_of_one_row_are_found_beside_it():
    random = Random(5)
    for row in [row for row in house_rows() if len(row.turns[-1].text) >= 250][:20]:
        assert len(flagged(NEAR, [row, edited(row, 0.1, random), edited(row, 0.1, random)])) == 2


def test_a_shared_reply_with_another_decisive_word_in_the_prompt_is_another_example():
    reply = "That is made by hand in our workshop, of oak that grew within thirty miles, signed beneath."
    rows = [example(f"Who makes your {thing} and where?", reply) for thing in ("tables", "lamps", "kettles")]
    assert flagged(NEAR, rows) == []


def test_small_words_and_forms_of_a_word_are_no_other_example():
    rows = [
        example("Who was the referee of the final match?", "The referee of the final match was Ron Torbert."),
        example(
            "Who was the referee for the final match?", "The referee for the final match was Ron Torbert."
        ),
    ]
    (remark,) = judge(NEAR, rows)
    assert "“of” → “for”" in remark.details["differs"] or "“for” → “of”" in remark.details["differs"]
    assert min(scores(NEAR, rows)) == pytest.approx(1 - remark.details["similarity"])


def test_rows_too_short_to_compare_are_left_out():
    assert flagged(NEAR, [example("Yes or no?", "Yes."), example("Yes or no!", "Yes yes.")]) == []


def test_no_rows_no_remarks():
    assert judge(NEAR, []) == []


@effort(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_order_never_changes_which_texts_are_kept(random):
    rows = house_rows()[:12]
    rows += [edited(row, share, Random(7)) for row in rows[:6] for share in (0.05, 0.1, 0.2)]
    rows += [
        example(f"Add {n} and {n * 3} for me please.", f"The sum is {n * 4}, as you can check.")
        for n in range(20)
    ]
    shuffled = random.sample(rows, len(rows))
    assert kept(rows) == kept(shuffled)


def kept(rows: list[Example]) -> list[str]:
    gone = set(flagged(NEAR, rows))
    return sorted(row.row_text() for number, row in enumerate(rows) if number not in gone)
