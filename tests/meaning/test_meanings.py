"""The vectors that rules share: one row for each content, and one search that serves them all."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meaning.test_topic import axis, cloud, columns
from tunelint.judge.meanings import FOUND, PROMPT, REPLY, Meanings, restrict
from tunelint.judge.neighbours import nearest
from tunelint.model.view import Columns


def exact(vectors: np.ndarray, count: int):
    return nearest(vectors, vectors, count, own=np.arange(len(vectors)), copies=2)


def test_the_judges_of_a_run_share_what_is_made():
    view = columns(cloud(30, axis(0), 0.7, 1))
    assert view.once(Meanings.of) is view.once(Meanings.of)
    assert view.once(Meanings.of).around() is view.once(Meanings.of).around()
    assert Columns(view.rows, view.cells, view.texts).once(Meanings.of) is not view.once(Meanings.of)


@given(st.data(), st.integers(0, 2**16))
@settings(max_examples=25)
def test_neighbours_among_some_rows_are_those_of_a_search_among_them(data, seed):
    count = data.draw(st.integers(3, 3 * FOUND))
    vectors = np.array(cloud(count, axis(0), 2.0, seed), np.float32)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    kept[:2] = True
    wanted = exact(vectors[kept], min(5, int(kept.sum()) - 1))
    found = restrict(exact(vectors, min(FOUND, count - 1)), kept, vectors, 5)
    assert np.allclose(found.similarity, wanted.similarity, atol=1e-5)
    assert np.array_equal(found.position, wanted.position)


@given(st.permutations(range(12)), st.integers(0, 12))
@settings(max_examples=25)
def test_order_and_split_do_not_change_the_rows(order, cut):
    vectors = cloud(12, axis(0), 0.7, 1)
    view = columns(vectors, keys=[f"{number // 2:x}" for number in range(12)])
    cells = [view.cells[REPLY][number] for number in order]
    parts = [Columns([], {PROMPT: [], REPLY: some}, view.texts) for some in (cells[:cut], cells[cut:])]
    merged, whole = Meanings.of(parts[1]).merge(Meanings.of(parts[0])), Meanings.of(view)
    assert merged.refs == whole.refs
    assert [ref.number for ref in whole.refs] == [0, 2, 4, 6, 8, 10]
    assert np.array_equal(merged.whole, whole.whole)
    assert np.allclose(np.linalg.norm(whole.whole, axis=1), 1, atol=1e-3)
