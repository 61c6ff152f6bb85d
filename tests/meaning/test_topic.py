from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import chat
from tunelint.judge.neighbours import nearest
from tunelint.judge.topic import TopicKind, TopicOptions
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.row import RowRef
from tunelint.model.settings import Settings
from tunelint.model.view import Cell, Columns, Want

if TYPE_CHECKING:
    import random

PROMPT, REPLY = Want("meaning", "prompt"), Want("meaning", "reply")
RULE = None


def ref(number: int, key: str = "") -> RowRef:
    return RowRef(number, "data.jsonl", number + 1, key or f"{number:08x}")


def cloud(count: int, centre: np.ndarray, spread: float, seed: int) -> list[np.ndarray]:
    noise = np.random.default_rng(seed).normal(size=(count, len(centre))) * spread
    points = centre + noise / np.sqrt(len(centre))
    return [(point / np.linalg.norm(point)).astype("float16") for point in points]


def axis(number: int, size: int = 32) -> np.ndarray:
    return np.eye(size)[number]


def columns(vectors: list[np.ndarray | None], keys: list[str] | None = None) -> Columns:
    refs = [ref(number, keys[number] if keys else "") for number in range(len(vectors))]
    cells = [Cell(row, "/messages/1/content", vector) for row, vector in zip(refs, vectors, strict=True)]
    return Columns(refs, {PROMPT: [], REPLY: cells}, lambda _refs: {})


def judge(view: Columns, **options: float) -> list[Remark | Score | Unjudged]:
    kind = TopicKind(RULE, TopicOptions(**options), Settings())
    return list(kind.judge_corpus(view, kind.fold(view)))


def flagged(verdicts: list[Remark | Score | Unjudged]) -> list[int]:
    return [item.row.number for item in verdicts if isinstance(item, Remark)]


def test_one_row_away_from_two_subjects_is_flagged() -> None:
    vectors = [*cloud(60, axis(0), 0.7, 1), *cloud(20, axis(1), 0.9, 2), axis(2).astype("float16")]
    verdicts = judge(columns(vectors))
    assert flagged(verdicts) == [80]
    scores = {item.row.number: item.value for item in verdicts if isinstance(item, Score)}
    assert len(scores) == 81
    assert scores[80] == min(scores.values()) == pytest.approx(1 / 81)
    assert max(scores.values()) == 1


def test_a_loose_subject_beside_a_tight_one_is_not_flagged() -> None:
    vectors = [*cloud(200, axis(0), 0.4, 1), *cloud(40, axis(1), 1.0, 2)]
    assert len(flagged(judge(columns(vectors)))) <= 1


def test_copies_of_a_stray_row_do_not_hide_it() -> None:
    stray = axis(2).astype("float16")
    assert flagged(judge(columns([*cloud(80, axis(0), 0.7, 1), stray, stray]))) == [80, 81]


def test_the_two_closest_rows_are_named() -> None:
    vectors = [*cloud(60, axis(0), 0.7, 1), (axis(0) * 0.4 + axis(2)).astype("float16") / 1.077]
    remark = next(item for item in judge(columns(vectors)) if isinstance(item, Remark))
    assert remark.pointer == "/messages/1/content"
    assert len(remark.related) == 2
    assert remark.details["nearest"] == " and ".join(f"line {other.line}" for other in remark.related)
    assert remark.details["similarity"] < remark.details["typical"]


def test_little_data_is_not_judged() -> None:
    verdicts = judge(columns(cloud(29, axis(0), 0.7, 1)))
    assert verdicts == [Unjudged(None, "fewer than 30 different examples to compare with")]


def test_the_same_row_many_times_is_not_many_rows() -> None:
    view = columns(cloud(40, axis(0), 0.7, 1), keys=["same"] * 40)
    assert [type(item) for item in judge(view)] == [Unjudged]


def test_a_row_without_a_vector_is_said_not_to_be_judged() -> None:
    verdicts = judge(columns([*cloud(40, axis(0), 0.7, 1), None]))
    assert [item.row.number for item in verdicts if isinstance(item, Unjudged)] == [40]
    assert 40 not in [item.row.number for item in verdicts if isinstance(item, Score)]


def test_a_prompt_without_its_reply_is_not_compared() -> None:
    view = columns(cloud(40, axis(0), 0.7, 1))
    prompts = [Cell(row, "/messages/0/content", axis(1).astype("float16")) for row in [*view.rows, ref(40)]]
    verdicts = judge(Columns([*view.rows, ref(40)], {**view.cells, PROMPT: prompts}, view.texts))
    assert [item.row.number for item in verdicts if isinstance(item, Unjudged)] == [40]


@given(st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_order_and_split_change_no_verdict(rng: random.Random) -> None:
    vectors = [*cloud(50, axis(0), 0.8, 1), *cloud(20, axis(1), 0.8, 2), *cloud(3, axis(2), 0.1, 3)]
    kind = TopicKind(RULE, TopicOptions(), Settings())
    view = columns(vectors)
    cells = list(view.cells[REPLY])
    rng.shuffle(cells)
    cut = rng.randrange(len(cells))
    parts = [Columns([], {PROMPT: [], REPLY: some}, view.texts) for some in (cells[:cut], cells[cut:])]
    seen = kind.fold(parts[1]).merge(kind.fold(parts[0]))
    mixed = list(kind.judge_corpus(Columns([], {PROMPT: [], REPLY: cells}, view.texts), seen))
    straight = list(kind.judge_corpus(view, kind.fold(view)))
    assert sorted(flagged(mixed)) == sorted(flagged(straight))
    scores = [
        {item.row.number: item.value for item in verdicts if isinstance(item, Score)}
        for verdicts in (mixed, straight)
    ]
    assert scores[0] == pytest.approx(scores[1])


@pytest.mark.parametrize("count", [50, 64, 700, 1200])
def test_nearest_is_exact_and_leaves_out_the_row_itself(count: int) -> None:
    vectors = np.array(cloud(count, axis(0), 2.0, 1), dtype=np.float32)
    found = nearest(vectors, vectors, 5, own=np.arange(count), copies=2)
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -1)
    assert np.array_equal(found.position[:, 0], similarity.argmax(axis=1))
    assert np.allclose(found.similarity, -np.sort(-similarity, axis=1)[:, :5])


def test_a_stray_prompt_is_found_end_to_end(report) -> None:
    root = Path(__file__).parent.parent.parent
    stray = chat(
        "Explain how the offside rule works in football.",
        "A striker is offside when she is nearer the goal line than the ball and the second-last defender.",
    )
    path = root / "sample_data" / "sorrelby.jsonl"
    done = report(path, "--select", "outlier/topic", rows=[stray])
    assert "data.jsonl" in [Path(finding["file"]).name for finding in done["findings"]]
    assert len(done["findings"]) <= 2
