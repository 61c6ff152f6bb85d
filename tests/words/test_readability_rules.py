"""Readability kinds: verdicts on columns of values, whatever their order and split."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.judge.readability.outlier import OutlierOptions, ReadabilityOutlierKind
from tunelint.judge.readability.range import RangeOptions, ReadabilityRangeKind
from tunelint.model.errors import UserError
from tunelint.model.example import Passage
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.place import Span
from tunelint.model.readability import Readability
from tunelint.model.row import Row, RowRef
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings
from tunelint.model.view import Batch, Cell, Columns, Want

RULE = Rule(
    "readability/outlier", "n", "s", "k", "warning", "m", "w", "r", path="rules/readability/outlier.toml"
)
WANT = Want("readability", "reply")


def value(flesch: float, grade: float, words: int = 80, count: int = 6) -> Readability:
    indices = (("flesch", flesch), ("grade", grade), ("fog", grade + 2), ("dale_chall", 7.0))
    return Readability("en", indices, count, words, Span(0, 9), 20, 0, ("commensurate",))


def german(flesch: float, wiener: float) -> Readability:
    return value(0, 0)._replace(language="de", indices=(("flesch", flesch), ("wiener", wiener)))


def columns(values: list[Readability | str], numbers: list[int] | None = None) -> Columns:
    numbers = numbers or list(range(len(values)))
    refs = [RowRef(number, "f", number + 1, f"{number:04}") for number in numbers]
    cells = [Cell(ref, "/messages/1/content", found) for ref, found in zip(refs, values, strict=True)]
    return Columns(refs, {WANT: cells}, lambda _refs: {})


def judged(values: list[Readability | str], **options: object) -> list[object]:
    kind = ReadabilityOutlierKind(RULE, OutlierOptions(**options), Settings())
    seen = columns(values)
    return list(kind.judge_corpus(seen, kind.fold(seen)))


def usual(count: int = 60) -> list[Readability]:
    random = Random(3)
    return [value(random.gauss(65, 9), random.gauss(8, 1.6)) for _ in range(count)]


def remarks(verdicts: list[object]) -> list[Remark]:
    return [verdict for verdict in verdicts if isinstance(verdict, Remark)]


def test_far_out_in_both_indices_is_remarked_with_its_direction() -> None:
    found = remarks(judged([*usual(), value(10, 17), value(118, 0.5, count=20)]))
    assert [(one.row.number, one.details["direction"]) for one in found] == [(60, "harder"), (61, "easier")]
    hard = found[0].details
    assert (hard["index"], hard["value"]) == ("Flesch reading ease", 10)
    assert hard["usual"] == pytest.approx(65, abs=5)
    assert hard["low"] < hard["usual"] < hard["high"]
    assert "“commensurate”" in hard["because"]
    assert found[0].span == Span(0, 9)


@pytest.mark.parametrize("odd", [value(10, 8), value(65, 17), value(10, 2), value(10, 17, words=8)])
def test_one_index_alone_or_a_short_text_is_not_enough(odd: Readability) -> None:
    assert remarks(judged([*usual(), odd])) == []


def test_scores_fall_with_strangeness() -> None:
    verdicts = judged([*usual(), value(10, 17), "not English"])
    scores = {one.row.number: one.value for one in verdicts if isinstance(one, Score)}
    assert scores[60] == min(scores.values()) == pytest.approx(2 / 62)
    assert max(scores.values()) == 1
    assert [(one.row.number, one.reason) for one in verdicts if isinstance(one, Unjudged)] == [
        (61, "not English")
    ]


def test_too_few_rows_to_know_what_is_usual() -> None:
    (only,) = judged([*usual(20), value(10, 17)])
    assert isinstance(only, Unjudged)
    assert only.row is None
    assert remarks(judged([*usual(20), value(10, 17)], min_rows=10))


def test_each_language_is_compared_with_itself() -> None:
    random = Random(5)
    others = [german(random.gauss(35, 9), random.gauss(12, 1.6)) for _ in range(40)]
    assert remarks(judged([*usual(), *others])) == []
    assert [one.row.number for one in remarks(judged([*usual(), *others, german(90, 3)]))] == [100]


def test_a_language_with_few_replies_is_not_judged() -> None:
    verdicts = judged([*usual(), *[german(5, 18)] * 3])
    assert remarks(verdicts) == []
    assert {one.reason for one in verdicts if isinstance(one, Unjudged)} == {
        "fewer than 30 replies in German long enough to score"
    }


def test_a_mixed_corpus_has_no_outliers() -> None:
    both = [value(20, 15), value(80, 5)] * 40
    assert remarks(judged(both)) == []


@given(st.permutations(range(40)), st.integers(0, 40))
def test_order_and_split_change_no_verdict(order: list[int], cut: int) -> None:
    values = [*usual(39), value(10, 17)]
    kind = ReadabilityOutlierKind(RULE, OutlierOptions(), Settings())
    whole = columns(values)
    parts = [columns([values[i] for i in half], list(half)) for half in (order[:cut], order[cut:])]
    seen = kind.fold(parts[0]).merge(kind.fold(parts[1]))
    expected = list(kind.judge_corpus(whole, kind.fold(whole)))
    assert list(kind.judge_corpus(whole, seen)) == expected


def ranged(found: Readability | str, **options: object) -> list[object]:
    rule = replace(RULE, id="readability/range")
    kind = ReadabilityRangeKind(rule, RangeOptions(**options), Settings())
    row = Row(RowRef(0, "f", 1, "k"), b"", {}, None)
    cells = [(row, Passage("text", "reply", "/x"), found)]
    return list(kind.judge(Batch([row], dict.fromkeys(kind.wants, cells))))


def test_the_range_is_silent_without_a_limit() -> None:
    kind = ReadabilityRangeKind(RULE, RangeOptions(), Settings())
    assert kind.wants == ()
    assert ranged(value(0, 20)) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"min_flesch": 60.0}, "Flesch reading ease 40, at least 60 wanted"),
        ({"max_grade": 9.0}, "Flesch-Kincaid grade 13, at most 9 wanted"),
        ({"max_fog": 9.0}, "Gunning fog 15, at most 9 wanted"),
        ({"audience": "grade 8"}, "school grade 13, grade 8 wanted"),
        ({"audience": "Grade 11"}, "school grade 13, grade 11 wanted"),
        ({"max_flesch": 30.0}, "Flesch reading ease 40, at most 30 wanted"),
    ],
)
def test_limits(options: dict[str, object], said: str) -> None:
    (remark,) = ranged(value(40, 13), **options)
    assert remark.details["broken"] == said
    assert remark.details["because"]


@pytest.mark.parametrize("options", [{"min_flesch": 40.0}, {"max_grade": 13.0}, {"audience": "grade 12"}])
def test_inside_the_limits(options: dict[str, object]) -> None:
    assert ranged(value(40, 13), **options) == []


def test_both_formulas_must_agree_on_an_audience() -> None:
    assert ranged(value(75, 13), audience="grade 8") == []
    assert ranged(value(40, 8.5), audience="grade 8") == []


@pytest.mark.parametrize(
    ("language", "indices", "hard"),
    [
        ("de", (("flesch", 50.0), ("wiener", 10.2)), True),
        ("de", (("flesch", 65.0), ("wiener", 10.2)), False),
        ("es", (("fernandez_huerta", 55.0),), True),
        ("it", (("gulpease", 55.0), ("flesch", 50.0)), True),
        ("it", (("gulpease", 65.0), ("flesch", 50.0)), False),
        ("sv", (("lix", 46.0), ("rix", 4.6)), True),
        ("fr", (("flesch", 62.0), ("lix", 60.0)), False),
    ],
)
def test_audiences_in_other_languages(language: str, indices: tuple[object], *, hard: bool) -> None:
    found = value(0, 0)._replace(language=language, indices=indices)
    assert [type(one) for one in ranged(found, audience="grade 8")] == [Remark] * hard


def test_limits_that_say_nothing_of_a_passage() -> None:
    (short,) = ranged(value(40, 13), max_smog=1.0)
    (other,) = ranged(value(0, 0)._replace(language="pl", indices=(("lix", 60.0),)), audience="grade 3")
    assert isinstance(short, Unjudged)
    assert short.reason.startswith("too short for the indices")
    assert isinstance(other, Unjudged)
    assert other.reason == "no school grades are known for Polish"


def test_what_has_no_score_is_not_judged() -> None:
    (verdict,) = ranged("not English", min_flesch=60.0)
    assert isinstance(verdict, Unjudged)
    assert verdict.reason == "not English"


def test_a_wrong_audience_is_explained() -> None:
    with pytest.raises(UserError, match="grade 8"):
        ranged(value(40, 13), audience="adults")
