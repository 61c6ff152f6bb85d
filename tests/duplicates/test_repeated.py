"""Exact and normalised duplicates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.duplicates.corpus import columns, example, flagged, judge, scores
from tunelint.judge.duplicates.repeated import RepeatedKind, RepeatedOptions
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings
from tunelint.profile.buckets import Buckets

RULE = Rule("duplicate/exact", "", "", "repeated", "warning", "", "", "")
EXACT = RepeatedKind(RULE, RepeatedOptions("exact"), Settings())
NORMALISED = RepeatedKind(RULE, RepeatedOptions("normalised"), Settings())
TEXTS = st.sampled_from(
    ["When do you open?", "when do you open", "At nine.", "at  nine", "At ten.", "👍", ""]
)
ROWS = st.lists(st.builds(example, TEXTS, TEXTS, st.sampled_from(["", "Be brief."])), max_size=12)


def test_the_first_of_equal_rows_is_kept_and_named():
    rows = [example("Hello", "Good day"), example("Bye", "Farewell"), *[example("Hello", "Good day")] * 2]
    remarks = judge(EXACT, rows)
    assert [(remark.row.line, remark.related[0].line, remark.details["copies"]) for remark in remarks] == [
        (3, 1, 3),
        (4, 1, 3),
    ]
    assert len({remark.mark for remark in remarks}) == 2
    assert scores(EXACT, rows) == [1, 1, 0, 0]


def test_rows_of_another_system_prompt_are_not_exact_but_normalised_duplicates():
    rows = [example("Hello", "Good day", "Be kind."), example("Hello", "Good day", "Be brief.")]
    assert flagged(EXACT, rows) == []
    assert len(flagged(NORMALISED, rows)) == 1


def test_a_shared_system_prompt_makes_no_duplicates():
    rows = [
        example(f"Question {number}", f"Reply {number}", "You are Sorrelby. " * 50) for number in range(50)
    ]
    assert flagged(EXACT, rows) == flagged(NORMALISED, rows) == []


def test_words_that_move_from_prompt_to_reply_are_another_row():
    assert flagged(NORMALISED, [example("one two", "three"), example("one", "two three")]) == []


def test_a_normalised_group_with_exact_copies_is_remarked_once_for_each_spelling():
    rows = [example("Hello", "Good day")] * 3 + [example("hello!", "good day")] * 2
    assert len(flagged(EXACT, rows)) == 3
    assert len(flagged(NORMALISED, rows)) == 1


@given(ROWS, st.randoms())
def test_order_never_changes_the_texts_that_are_kept(rows, random):
    shuffled = random.sample(rows, len(rows))
    for kind in (EXACT, NORMALISED):
        assert kept(kind, rows) == kept(kind, shuffled)


@given(ROWS, st.integers(0, 12))
def test_sharding_never_changes_the_groups(rows, cut):
    view = columns(EXACT, rows)
    whole = EXACT.fold(view)
    halves = []
    for part in (slice(cut), slice(cut, None)):
        cells = {want: cells[part] for want, cells in view.cells.items()}
        halves.append(EXACT.fold(type(view)(view.rows[part], cells, view.texts)))
    first, second = halves
    assert first.merge(second) == second.merge(first) == whole
    assert isinstance(whole, Buckets)


def kept(kind: RepeatedKind, rows: list) -> list[str]:
    gone = set(flagged(kind, rows))
    return sorted(row.row_text() for number, row in enumerate(rows) if number not in gone)
